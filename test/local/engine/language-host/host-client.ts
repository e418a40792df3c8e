import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import grpc from "@grpc/grpc-js";
import services, { type LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb.js";

const program = fileURLToPath(
  new URL("../../../../local/engine/language-host/main.ts", import.meta.url),
);

/** A language host in a process of its own, as an engine starts it, and a client of it. */
export interface Host {
  readonly process: ChildProcess;
  readonly client: LanguageRuntimeClient;
  /** What the host and its programs printed after the port. */
  readonly output: () => string;
  stop(): Promise<void>;
}

/** @param engineAddress handed on to the programs, after flags as a tracing engine sends them */
export async function startHost(engineAddress: string): Promise<Host> {
  const args = [program, "--logtostderr", "-v=9", "--tracing", "file:/trace", engineAddress];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  const collect = (bytes: Buffer): void => {
    output += bytes;
  };
  child.stderr.on("data", collect);
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  child.stdout.on("data", collect);
  const client = new services.LanguageRuntimeClient(
    `127.0.0.1:${String(first).trim()}`,
    grpc.credentials.createInsecure(),
  );
  return {
    process: child,
    client,
    output: () => output,
    stop: async () => {
      client.close();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL");
        await once(child, "exit");
      }
    },
  };
}
