import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { RunPluginRequest, type RunPluginResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { type FakeProgram, fakeProgram } from "./fake-program.ts";
import { type Host, startHost } from "./host-client.ts";

let host: Host;
let pack: FakeProgram;
beforeAll(async () => {
  host = await startHost("127.0.0.1:4242");
});
afterAll(() => host.stop());
beforeEach(() => {
  pack = fakeProgram();
});
afterEach(() => pack.remove());

const tell = `console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), own: process.env.OWN }));
  console.error("on stderr"); process.exitCode = 5;`;

interface End {
  readonly stdout: string;
  readonly stderr: string;
  readonly codes: readonly number[];
}

function runPlugin(kind: string, env: readonly string[] = []): Promise<End> {
  const request = new RunPluginRequest()
    .setInfo(pack.info())
    .setPwd("/")
    .setKind(kind)
    .setArgsList(["--flag", "127.0.0.1:4242"])
    .setEnvList([...env]);
  const end = { stdout: "", stderr: "", codes: [] as number[] };
  return new Promise((resolve, reject) => {
    host.client
      .runPlugin(request)
      .on("data", (response: RunPluginResponse) => {
        end.stdout += Buffer.from(response.getStdout_asU8()).toString();
        end.stderr += Buffer.from(response.getStderr_asU8()).toString();
        if (response.hasExitcode()) {
          end.codes.push(response.getExitcode());
        }
      })
      .on("error", reject)
      .on("end", () => resolve(end));
  });
}

test("runs a policy pack in its folder, and streams its output and exit code", async () => {
  pack.sdk("run-policy-pack", tell);
  const { stdout, stderr, codes } = await runPlugin("analyzer", [
    `PATH=${process.env.PATH}`,
    "OWN=a=b",
  ]);
  expect(JSON.parse(stdout)).toEqual({
    args: ["--flag", "127.0.0.1:4242", pack.folder],
    cwd: pack.folder,
    own: "a=b",
  });
  expect(stderr).toBe("on stderr\n");
  expect(codes).toEqual([5]);
});

test("runs another plugin where the engine says", async () => {
  pack.sdk("run-plugin", tell);
  const { stdout, codes } = await runPlugin("resource");
  expect(JSON.parse(stdout)).toEqual({ args: [pack.folder, "--flag", "127.0.0.1:4242"], cwd: "/" });
  expect(codes).toEqual([5]);
});

test("tells of a plugin that a signal ended", async () => {
  pack.sdk("run-policy-pack", 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 9000);');
  expect(await runPlugin("analyzer")).toEqual({
    stdout: "",
    stderr: `The plugin in ${pack.folder} ended by SIGTERM\n`,
    codes: [1],
  });
});

test("says how to install what is not there", async () => {
  await expect(runPlugin("analyzer")).rejects.toThrow(`run "npm ci" there`);
});
