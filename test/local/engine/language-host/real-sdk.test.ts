import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { type FakeEngine, startFakeEngine } from "./fake-engine.ts";
import { type FakeProgram, fakeProgram } from "./fake-program.ts";
import { type Host, startHost } from "./host-client.ts";

let engine: FakeEngine;
let host: Host;
let program: FakeProgram;
beforeAll(async () => {
  engine = await startFakeEngine();
  host = await startHost(engine.address);
  program = fakeProgram();
  program.write("package.json", '{ "type": "module" }');
  const modules = fileURLToPath(new URL("../../../../node_modules", import.meta.url));
  symlinkSync(modules, join(program.folder, "node_modules"));
});
afterAll(async () => {
  await host.stop();
  engine.stop();
  program.remove();
});

function run(lines: string): Promise<RunResponse.AsObject> {
  program.write("index.ts", `import * as pulumi from "@pulumi/pulumi";\n${lines}\n`);
  const request = new RunRequest()
    .setInfo(program.info({ typescript: false }))
    .setProject("prog")
    .setStack("dev")
    .setPwd(program.folder)
    .setMonitorAddress(engine.address)
    .setParallel(4);
  request.getConfigMap().set("prog:size", "4");
  return new Promise((resolve, reject) => {
    host.client.run(request, (error, response) =>
      error === null ? resolve(response.toObject()) : reject(error),
    );
  });
}

test("runs a TypeScript program on the real SDK", async () => {
  const answer = await run(`
    const size: number = new pulumi.Config().requireNumber("size");
    new pulumi.ComponentResource("x:y:Z", "size-" + size + "-" + pulumi.getStack(), {});`);
  expect(answer).toEqual({ error: "", bail: false });
  expect(engine.resources).toEqual(["pulumi:pulumi:Stack prog-dev", "x:y:Z size-4-dev"]);
});

test("bails out where the SDK has shown the error", async () => {
  expect(await run('throw new pulumi.RunError("on purpose");')).toEqual({ error: "", bail: true });
  expect(engine.errors).toEqual(["on purpose"]);
});
