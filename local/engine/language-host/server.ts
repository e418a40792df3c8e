import grpc, { type ServiceError } from "@grpc/grpc-js";
import services, { type ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { engineVersion } from "../engine-version.ts";
import type { Children } from "./children.ts";
import { readDependencies } from "./dependencies.ts";
import { runPlugin } from "./run-plugin.ts";
import { runProgram } from "./run-program.ts";
import { findRuntimeScript } from "./runtime-scripts.ts";

/**
 * Serves LanguageRuntime on a free port of the loopback interface. Methods that only generate or pack SDKs are left
 * to gRPC's own answer UNIMPLEMENTED, which the engine knows from older hosts.
 *
 * @param engineAddress where programs reach the engine, as the engine told it
 * @returns the port
 */
export function serve(engineAddress: string, children: Children): Promise<number> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(services.LanguageRuntimeService, {
    ...answers,
    ...installation,
    ...running(engineAddress, children),
  });
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) {
        resolve(port);
      } else {
        reject(error);
      }
    });
  });
}

/** What the engine asks about the host and the program. */
const answers = {
  handshake: (_call, reply) => reply(null, new messages.LanguageHandshakeResponse()),
  getPluginInfo: (_call, reply) => reply(null, new plugins.PluginInfo().setVersion(engineVersion)),
  // The providers of the program are put in place before the engine starts, so that none is required of it.
  getRequiredPackages: (_call, reply) => reply(null, new messages.GetRequiredPackagesResponse()),
  getRequiredPlugins: (_call, reply) => reply(null, new messages.GetRequiredPluginsResponse()),
  runtimeOptionsPrompts: (_call, reply) => reply(null, new messages.RuntimeOptionsResponse()),
  about: (_call, reply) => {
    const response = new messages.AboutResponse();
    response.setExecutable(process.execPath).setVersion(process.version);
    reply(null, response);
  },
  getProgramDependencies: (call, reply) => {
    const folder = call.request.getInfo()?.getRootDirectory() ?? "";
    const dependencies = readDependencies(folder, call.request.getTransitivedependencies());
    const response = new messages.GetProgramDependenciesResponse();
    for (const { name, version } of dependencies) {
      response.addDependencies(new messages.DependencyInfo().setName(name).setVersion(version));
    }
    reply(null, response);
  },
} satisfies Partial<ILanguageRuntimeServer>;

const installation = {
  installDependencies: (call) => {
    const folder = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
    try {
      findRuntimeScript("run", folder);
      const said = Buffer.from("Dependencies are installed already (npm ci renews them)\n");
      call.write(new messages.InstallDependenciesResponse().setStdout(said));
      call.end();
    } catch (error) {
      call.emit("error", failure(error, grpc.status.FAILED_PRECONDITION));
    }
  },
} satisfies Partial<ILanguageRuntimeServer>;

function running(
  engineAddress: string,
  children: Children,
): Pick<ILanguageRuntimeServer, "run" | "runPlugin" | "cancel"> {
  return {
    run: async (call, reply) => {
      try {
        const result = await runProgram(call.request, engineAddress, children, (kill) =>
          call.on("cancelled", kill),
        );
        reply(null, new messages.RunResponse().setError(result.error).setBail(result.bail));
      } catch (error) {
        reply(failure(error, grpc.status.UNKNOWN));
      }
    },
    runPlugin: async (call) => {
      try {
        const code = await runPlugin(call.request, children, {
          onStart: (kill) => call.on("cancelled", kill),
          onOutput: (stream, bytes) => {
            const response = new messages.RunPluginResponse();
            call.write(stream === "stdout" ? response.setStdout(bytes) : response.setStderr(bytes));
          },
        });
        call.write(new messages.RunPluginResponse().setExitcode(code));
        call.end();
      } catch (error) {
        call.emit("error", failure(error, grpc.status.UNKNOWN));
      }
    },
    cancel: (_call, reply) => {
      children.killAll();
      reply(null, new empty.Empty());
    },
  };
}

function failure(error: unknown, code: grpc.status): Partial<ServiceError> {
  return { code, details: error instanceof Error ? error.message : String(error) };
}
