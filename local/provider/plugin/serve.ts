import { fstatSync } from "node:fs";
import grpc from "@grpc/grpc-js";
import services, { type IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { Provider } from "./provider.ts";
import { service } from "./service.ts";

/** A plugin that answers. */
export interface Served {
  readonly port: number;
  /** Ends it at once, whatever is under way. */
  stop(): void;
}

/** Serves a provider on a free port of the loopback interface. */
export function serve(provider: Provider): Promise<Served> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(
    services.ResourceProviderService,
    service(provider) as unknown as IResourceProviderServer,
  );
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve({ port, stop: () => server.forceShutdown() });
      else reject(error);
    });
  });
}

/**
 * Runs a plugin's process: says its port on standard output, as the engine expects, and ends when the engine
 * closes its standard input, which happens too when the engine is killed.
 */
export async function runPlugin(provider: () => Provider): Promise<void> {
  try {
    const { port } = await serve(provider());
    console.log(port);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  if (isPipe(0)) {
    process.stdin.on("close", () => process.exit(0)).resume();
  }
}

function isPipe(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}
