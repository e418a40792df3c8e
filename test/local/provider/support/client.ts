import grpc, { type ServiceError } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Known, Provider } from "../../../../local/provider/plugin/provider.ts";
import { serve } from "../../../../local/provider/plugin/serve.ts";
import { decode, encode } from "../../../../local/provider/plugin/struct.ts";
import type { ValueObject } from "../../../../local/schema/values.ts";

type Reply<T> = (error: ServiceError | null, response: T) => void;

/** The engine's side of a plugin, in plain values. */
export class Engine {
  readonly #client: InstanceType<typeof services.ResourceProviderClient>;
  readonly #stop: () => void;

  private constructor(port: number, stop: () => void) {
    const address = `127.0.0.1:${port}`;
    this.#client = new services.ResourceProviderClient(address, grpc.credentials.createInsecure());
    this.#stop = stop;
  }

  static async on(provider: Provider): Promise<Engine> {
    const { port, stop } = await serve(provider);
    return new Engine(port, stop);
  }

  close(): void {
    this.#client.close();
    this.#stop();
  }

  async configure(config: Readonly<Record<string, string>>): Promise<object> {
    const request = new messages.ConfigureRequest();
    for (const [name, value] of Object.entries(config)) request.getVariablesMap().set(name, value);
    const response = await ask<InstanceType<typeof messages.ConfigureResponse>>((reply) =>
      this.#client.configure(request, reply),
    );
    return response.toObject();
  }

  async about(): Promise<object> {
    const nothing = new empty.Empty();
    const handshake = await ask<InstanceType<typeof messages.ProviderHandshakeResponse>>((reply) =>
      this.#client.handshake(new messages.ProviderHandshakeRequest(), reply),
    );
    const info = await ask<{ getVersion(): string }>((reply) =>
      this.#client.getPluginInfo(nothing, reply),
    );
    const schema = await ask<InstanceType<typeof messages.GetSchemaResponse>>((reply) =>
      this.#client.getSchema(new messages.GetSchemaRequest(), reply),
    );
    await ask((reply) => this.#client.cancel(nothing, reply));
    return {
      handshake: handshake.toObject(),
      version: info.getVersion(),
      schema: JSON.parse(schema.getSchema()),
    };
  }

  async invoke(token: string): Promise<ValueObject> {
    const request = new messages.InvokeRequest().setTok(token);
    const response = await ask<InstanceType<typeof messages.InvokeResponse>>((reply) =>
      this.#client.invoke(request, reply),
    );
    return decode(response.getReturn());
  }

  async check(
    urn: string,
    inputs: ValueObject,
    old: ValueObject = {},
  ): Promise<{ readonly inputs: ValueObject; readonly failures: readonly object[] }> {
    const request = new messages.CheckRequest()
      .setUrn(urn)
      .setOlds(encode(old))
      .setNews(encode(inputs))
      .setRandomseed(Uint8Array.of(1, 2, 3));
    const response = await ask<InstanceType<typeof messages.CheckResponse>>((reply) =>
      this.#client.check(request, reply),
    );
    return {
      inputs: decode(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.toObject()),
    };
  }

  async diff(urn: string, old: Known, inputs: ValueObject): Promise<Diff> {
    const request = new messages.DiffRequest()
      .setUrn(urn)
      .setOlds(encode(old.outputs))
      .setOldInputs(encode(old.inputs))
      .setNews(encode(inputs));
    const response = await ask<InstanceType<typeof messages.DiffResponse>>((reply) =>
      this.#client.diff(request, reply),
    );
    const names = Object.entries(messages.PropertyDiff.Kind);
    const detailed: Record<string, string> = {};
    response.getDetaileddiffMap().forEach((difference, path) => {
      detailed[path] = names.find(([, kind]) => kind === difference.getKind())?.[0] ?? "";
    });
    return {
      changes: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
      detailed,
      replaces: response.getReplacesList(),
      stables: response.getStablesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(urn: string, inputs: ValueObject, preview = false): Promise<Created> {
    const request = new messages.CreateRequest()
      .setUrn(urn)
      .setProperties(encode(inputs))
      .setPreview(preview);
    const response = await ask<InstanceType<typeof messages.CreateResponse>>((reply) =>
      this.#client.create(request, reply),
    );
    return { id: response.getId(), outputs: decode(response.getProperties()) };
  }

  async read(urn: string, id: string, old?: Known): Promise<Created & { inputs: ValueObject }> {
    const request = new messages.ReadRequest().setUrn(urn).setId(id);
    if (old !== undefined) {
      request.setInputs(encode(old.inputs)).setProperties(encode(old.outputs));
    }
    const response = await ask<InstanceType<typeof messages.ReadResponse>>((reply) =>
      this.#client.read(request, reply),
    );
    return {
      id: response.getId(),
      inputs: decode(response.getInputs()),
      outputs: decode(response.getProperties()),
    };
  }

  async update(
    urn: string,
    id: string,
    old: Known,
    inputs: ValueObject,
    preview = false,
  ): Promise<ValueObject> {
    const request = new messages.UpdateRequest()
      .setUrn(urn)
      .setId(id)
      .setOlds(encode(old.outputs))
      .setOldInputs(encode(old.inputs))
      .setNews(encode(inputs))
      .setPreview(preview);
    const response = await ask<InstanceType<typeof messages.UpdateResponse>>((reply) =>
      this.#client.update(request, reply),
    );
    return decode(response.getProperties());
  }

  async delete(urn: string, id: string, outputs: ValueObject = {}): Promise<void> {
    const request = new messages.DeleteRequest()
      .setUrn(urn)
      .setId(id)
      .setProperties(encode(outputs));
    await ask((reply) => this.#client.delete(request, reply));
  }
}

export interface Diff {
  readonly changes: boolean;
  readonly detailed: Readonly<Record<string, string>>;
  readonly replaces: readonly string[];
  readonly stables: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

export interface Created {
  readonly id: string;
  readonly outputs: ValueObject;
}

/** A resource's URN as the engine writes it, below a component. */
export function urn(type: string, name = "thing"): string {
  return `urn:pulumi:test::gradetide::gradetide:datacenter:Tier$${type}::${name}`;
}

function ask<T>(call: (reply: Reply<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) =>
      error === null ? resolve(response) : reject(new Error(error.details)),
    );
  });
}
