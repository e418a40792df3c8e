import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type FakeMachine, fakeMachine } from "./fake-machine.ts";

const program = fileURLToPath(new URL("./ask-engine.ts", import.meta.url));

let machine: FakeMachine;
beforeEach(() => {
  machine = fakeMachine();
});
afterEach(() => machine.remove());

interface Asking {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null; output: string }>;
}

function ask(folder = machine.folder): Asking {
  const child = spawn(process.execPath, [program, folder], { env: machine.env });
  let output = "";
  child.stdout.on("data", (text: Buffer) => {
    output += text;
  });
  child.stderr.on("data", (text: Buffer) => {
    output += text;
  });
  const ended = new Promise<Awaited<Asking["ended"]>>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, output }));
  });
  return { child, ended };
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !condition(); tries += 1) {
    await sleep(25);
  }
  expect(condition()).toBe(true);
}

function hasEnded(pid: number): boolean {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
}

const isBuilding = (): boolean => machine.calls().includes("go build");

test("builds once when two processes of one checkout and one of another ask at once", async () => {
  machine.go("/bin/sleep 1");
  const folders = [machine.folder, machine.folder, join(machine.root, "other")];
  const ends = await Promise.all(folders.map((folder) => ask(folder).ended));
  for (const [index, { code, output }] of ends.entries()) {
    expect(code).toBe(0);
    expect(output).toContain(
      JSON.stringify({
        pulumi: join(folders[index] ?? "", "3.250.0", "pulumi"),
        version: "3.250.0",
        source: "built",
      }),
    );
  }
  expect(machine.calls().filter((call) => call === "go build")).toHaveLength(1);
  const waiting = ends.filter(({ output }) => output.includes("Waiting for process "));
  expect(waiting).toHaveLength(2);
  expect(readdirSync(machine.folder)).toEqual(["3.250.0"]);
  expect(readdirSync(join(machine.folder, "3.250.0")).sort()).toEqual([
    "pulumi",
    "pulumi-language-nodejs",
  ]);
});

test("takes nothing of a killed build for an engine, and builds at the next request", async () => {
  machine.go('echo half >"$target"; /bin/chmod 755 "$target"; /bin/sleep 3');
  const killed = ask();
  await until(isBuilding);
  await until(() => readdirSync(machine.places.cache).some((name) => name.startsWith("work-")));
  killed.child.kill("SIGKILL");
  expect(await killed.ended).toMatchObject({ signal: "SIGKILL" });
  expect(existsSync(machine.places.built)).toBe(false);

  machine.go();
  expect(await ask().ended).toMatchObject({ code: 0 });
  expect(readdirSync(machine.places.cache).sort()).toEqual([
    `built-${process.platform}-${process.arch}`,
    "lock.owner",
    "lock.sqlite",
  ]);
});

test("lets those who wait go on when the owner of the lock is killed", async () => {
  machine.go("/bin/sleep 5");
  const owner = ask();
  await until(isBuilding);
  machine.go();
  const waiting = ask();
  await sleep(600);
  owner.child.kill("SIGKILL");
  expect(await waiting.ended).toMatchObject({ code: 0 });
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "ends its go, cleans up and dies on %s",
  async (signal) => {
    machine.go(`echo $$ >'${machine.root}/go.pid'; /bin/sleep 600`);
    const asking = ask();
    const written = join(machine.root, "go.pid");
    await until(() => existsSync(written) && readFileSync(written, "utf8").endsWith("\n"));
    asking.child.kill(signal);
    expect(await asking.ended).toMatchObject({ signal });
    const go = Number(readFileSync(join(machine.root, "go.pid"), "utf8"));
    await until(() => hasEnded(go));
  },
);
