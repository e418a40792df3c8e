import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

const START = new URL("../../infra/start.js", import.meta.url).href;
const COMMAND = fileURLToPath(new URL("../../ops/gradetide.js", import.meta.url));

/** Runs a piece of JavaScript on a Node that believes itself to be of another version. */
function asNode(version: string, code: string): { status: number | null; text: string } {
  const pretend = `Object.defineProperty(process.versions, "node", { value: ${JSON.stringify(version)} });`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", pretend + code],
    { encoding: "utf8" },
  );
  return { status, text: stdout + stderr };
}

test("the program refuses an older Node before it loads anything, and says which it needs", () => {
  const { text } = asNode(
    "24.11.1",
    `const { default: start } = await import(${JSON.stringify(START)});
     await start().catch((error) => console.log(error.constructor.name, error.message));`,
  );
  expect(text).toMatch(/^RunError Gradetide's program needs Node 26 or newer/);
  expect(text).toContain("npm ci");
});

test("the command refuses an older Node with exit code 1", () => {
  const { status, text } = asNode("20.0.0", `await import(${JSON.stringify(COMMAND)});`);
  expect(status).toBe(1);
  expect(text).toContain("gradetide needs Node 26 or newer");
});
