import grpc, { type handleUnaryCall } from "@grpc/grpc-js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { type DiffKind, type Known, type Provider, resourceOf } from "./provider.ts";
import { decode, encode } from "./struct.ts";

/** Answers the engine's calls with a provider. Methods that it doesn't name are left to gRPC's UNIMPLEMENTED. */
export function service(provider: Provider): Partial<IResourceProviderServer> {
  return { ...aboutItself(provider), ...settings(provider), ...resources(provider) };
}

function aboutItself(provider: Provider): Partial<IResourceProviderServer> {
  return {
    handshake: answer(() => new messages.ProviderHandshakeResponse()),
    attach: answer(() => new empty.Empty()),
    cancel: answer(() => new empty.Empty()),
    getPluginInfo: answer(() => new plugins.PluginInfo().setVersion(provider.version)),
    getSchema: answer(() => {
      const { name, version } = provider;
      return new messages.GetSchemaResponse().setSchema(JSON.stringify({ name, version }));
    }),
  };
}

function settings(provider: Provider): Partial<IResourceProviderServer> {
  return {
    checkConfig: answer((request) => new messages.CheckResponse().setInputs(request.getNews())),
    diffConfig: answer(() => {
      const { DIFF_NONE } = messages.DiffResponse.DiffChanges;
      return new messages.DiffResponse().setChanges(DIFF_NONE);
    }),
    configure: answer((request) => {
      const prefix = `${provider.name}:config:`;
      const variables = request.getVariablesMap().toArray();
      provider.configure(
        Object.fromEntries(variables.map(([key, value]) => [key.replace(prefix, ""), value])),
      );
      return new messages.ConfigureResponse().setSupportspreview(provider.supportsPreview);
    }),
    invoke: answer(async (request) => {
      const outputs = await provider.invoke(request.getTok(), decode(request.getArgs()));
      return new messages.InvokeResponse().setReturn(encode(outputs));
    }),
  };
}

function resources(provider: Provider): Partial<IResourceProviderServer> {
  return {
    check: answer(async (request) => {
      const { inputs, failures } = await provider.check(
        resourceOf(request.getUrn()),
        decode(request.getOlds()),
        decode(request.getNews()),
        request.getRandomseed_asU8(),
      );
      const list = failures.map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(reason),
      );
      return new messages.CheckResponse().setInputs(encode(inputs)).setFailuresList(list);
    }),
    diff: answer((request) => {
      const old = known(request.getOldInputs(), request.getOlds());
      return diffResponse(
        provider.diff(resourceOf(request.getUrn()), old, decode(request.getNews())),
      );
    }),
    create: answer(async (request) => {
      const resource = resourceOf(request.getUrn());
      const inputs = decode(request.getProperties());
      if (request.getPreview()) {
        const foretold = provider.previewCreate(resource, inputs);
        return new messages.CreateResponse().setProperties(encode(foretold));
      }
      const { id, outputs } = await provider.create(resource, inputs);
      return new messages.CreateResponse().setId(id).setProperties(encode(outputs));
    }),
    read: answer(async (request) => {
      const resource = resourceOf(request.getUrn());
      const old = known(request.getInputs(), request.getProperties());
      const isImport = Object.keys(old.inputs).length === 0;
      const live = await provider.read(resource, request.getId(), isImport ? undefined : old);
      const response = new messages.ReadResponse();
      if (live === undefined) return response;
      return response
        .setId(live.id)
        .setInputs(encode(live.inputs))
        .setProperties(encode(live.outputs));
    }),
    update: answer(async (request) => {
      const resource = resourceOf(request.getUrn());
      const old = known(request.getOldInputs(), request.getOlds());
      const inputs = decode(request.getNews());
      const outputs = request.getPreview()
        ? provider.previewUpdate(resource, old, inputs)
        : await provider.update(resource, request.getId(), old, inputs);
      return new messages.UpdateResponse().setProperties(encode(outputs));
    }),
    delete: answer(async (request) => {
      const outputs = decode(request.getProperties());
      await provider.delete(resourceOf(request.getUrn()), request.getId(), outputs);
      return new empty.Empty();
    }),
  };
}

function known(inputs: Struct | undefined, outputs: Struct | undefined): Known {
  return { inputs: decode(inputs), outputs: decode(outputs) };
}

const kinds: Readonly<Record<DiffKind, readonly ["ADD" | "DELETE" | "UPDATE", string]>> = {
  add: ["ADD", "ADD_REPLACE"],
  delete: ["DELETE", "DELETE_REPLACE"],
  update: ["UPDATE", "UPDATE_REPLACE"],
};

function diffResponse({
  changes,
  stable,
  deleteBeforeReplace,
}: ReturnType<Provider["diff"]>): InstanceType<typeof messages.DiffResponse> {
  const response = new messages.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const entries = Object.entries(changes);
  const detailed = response.getDetaileddiffMap();
  for (const [path, { kind, replace }] of entries) {
    const name = kinds[kind][replace ? 1 : 0] as keyof typeof messages.PropertyDiff.Kind;
    const difference = new messages.PropertyDiff();
    detailed.set(path, difference.setKind(messages.PropertyDiff.Kind[name]).setInputdiff(true));
  }
  return response
    .setChanges(entries.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList(entries.map(([path]) => path))
    .setReplacesList(entries.flatMap(([path, { replace }]) => (replace ? [path] : [])))
    .setStablesList([...stable])
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(entries.length > 0);
}

/** Turns a function into a gRPC handler; what it throws reaches the engine by its message. */
function answer<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async (call, reply) => {
    try {
      reply(null, await work(call.request));
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      reply({ code: grpc.status.UNKNOWN, details });
    }
  };
}
