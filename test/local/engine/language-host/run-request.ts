import { RunRequest, type RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import type { FakeProgram } from "./fake-program.ts";
import type { Host } from "./host-client.ts";

/** A preview of the program as an engine asks for it. */
export function previewOf(
  program: FakeProgram,
  options?: Record<string, string | boolean>,
): RunRequest {
  const run = new RunRequest()
    .setInfo(program.info(options))
    .setProject("prog")
    .setStack("dev")
    .setOrganization("org")
    .setPwd(program.folder)
    .setMonitorAddress("127.0.0.1:1717")
    .setParallel(16)
    .setDryrun(true)
    .setConfigsecretkeysList(["prog:key"]);
  run.getConfigMap().set("prog:size", "4").set("prog:key", "hidden");
  return run;
}

/** Has the host run it, and gives its answer. */
export function run(host: Host, request: RunRequest): Promise<RunResponse.AsObject> {
  return new Promise((resolve, reject) => {
    host.client.run(request, (error, response) =>
      error === null ? resolve(response.toObject()) : reject(error),
    );
  });
}
