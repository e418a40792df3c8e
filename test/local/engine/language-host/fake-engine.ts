import grpc from "@grpc/grpc-js";
import engineServices from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engine from "@pulumi/pulumi/proto/engine_pb.js";
import monitorServices from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import monitor from "@pulumi/pulumi/proto/resource_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";

/** The engine's side of a program: it registers whatever is asked, and notes it. */
export interface FakeEngine {
  readonly address: string;
  /** "type name" of each registered resource. */
  readonly resources: string[];
  /** What programs logged as errors. */
  readonly errors: string[];
  stop(): void;
}

export async function startFakeEngine(): Promise<FakeEngine> {
  const resources: string[] = [];
  const errors: string[] = [];
  const server = new grpc.Server();
  server.addService(monitorServices.ResourceMonitorService, {
    supportsFeature: (_, reply) => reply(null, new monitor.SupportsFeatureResponse()),
    registerResource: (call, reply) => {
      const { request } = call;
      resources.push(`${request.getType()} ${request.getName()}`);
      const response = new monitor.RegisterResourceResponse();
      response.setUrn(`urn:pulumi:dev::prog::${request.getType()}::${request.getName()}`);
      response.setObject(request.getObject());
      reply(null, response);
    },
    registerResourceOutputs: (_, reply) => reply(null, new empty.Empty()),
    signalAndWaitForShutdown: (_, reply) => reply(null, new empty.Empty()),
  } satisfies Partial<monitorServices.IResourceMonitorServer>);
  server.addService(engineServices.EngineService, {
    log: (call, reply) => {
      if (call.request.getSeverity() === engine.LogSeverity.ERROR) {
        errors.push(call.request.getMessage());
      }
      reply(null, new empty.Empty());
    },
    getRootResource: (_, reply) => reply(null, new engine.GetRootResourceResponse()),
    setRootResource: (_, reply) => reply(null, new engine.SetRootResourceResponse()),
  } satisfies Partial<engineServices.IEngineServer>);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, resources, errors, stop: () => server.forceShutdown() };
}
