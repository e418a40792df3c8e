import type { ValueObject } from "../../schema/values.ts";

/** One resource of the engine's. */
export interface Resource {
  /** e.g. `urn:pulumi:prod-se::gradetide::a$b$azure-native:network:NatGateway::nat`. */
  readonly urn: string;
  /** e.g. `azure-native:network:NatGateway`. */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
}

/** One reason why inputs are refused. */
export interface CheckFailure {
  /** Path of the property, e.g. `subnets[0].name`; empty for the resource itself. */
  readonly property: string;
  readonly reason: string;
}

export interface Checked {
  /** The inputs with defaults filled in. */
  readonly inputs: ValueObject;
  readonly failures: readonly CheckFailure[];
}

export type DiffKind = "add" | "delete" | "update";

/** What a change of inputs comes to. */
export interface Difference {
  /** By path of the input, e.g. `subnets[0].name`. */
  readonly changes: Readonly<
    Record<string, { readonly kind: DiffKind; readonly replace: boolean }>
  >;
  /** Inputs that can't change while the resource lives. */
  readonly stable: readonly string[];
  /** Whether the old one has to go before the new one comes, as both would have the same name. */
  readonly deleteBeforeReplace: boolean;
}

/** A resource as it is, in the SDK's shape. */
export interface Live {
  readonly id: string;
  readonly outputs: ValueObject;
  readonly inputs: ValueObject;
}

/** Inputs and outputs as the engine's state has them. */
export interface Known {
  readonly inputs: ValueObject;
  readonly outputs: ValueObject;
}

/** What a plugin does for the engine. Errors are thrown, and shown to the user by their message. */
export interface Provider {
  readonly name: string;
  readonly version: string;
  /** Whether create and update can foretell their outputs. */
  readonly supportsPreview: boolean;
  /** @param config the provider's own settings, by name without the package. */
  configure(config: Readonly<Record<string, string>>): void;
  /** @param seed of the engine's, for names that have to be random and yet the same when asked again. */
  check(
    resource: Resource,
    oldInputs: ValueObject,
    newInputs: ValueObject,
    seed: Uint8Array,
  ): Promise<Checked>;
  diff(resource: Resource, old: Known, newInputs: ValueObject): Difference;
  create(resource: Resource, inputs: ValueObject): Promise<Omit<Live, "inputs">>;
  previewCreate(resource: Resource, inputs: ValueObject): ValueObject;
  /** @param old undefined when the resource is imported. @returns undefined if there is none (any more). */
  read(resource: Resource, id: string, old: Known | undefined): Promise<Live | undefined>;
  update(resource: Resource, id: string, old: Known, inputs: ValueObject): Promise<ValueObject>;
  previewUpdate(resource: Resource, old: Known, inputs: ValueObject): ValueObject;
  /** A resource that is gone already is no error. */
  delete(resource: Resource, id: string, outputs: ValueObject): Promise<void>;
  invoke(token: string, args: ValueObject): Promise<ValueObject>;
}

/** Reads a resource's type and logical name out of its URN. */
export function resourceOf(urn: string): Resource {
  const [, , types = "", ...name] = urn.split("::");
  return { urn, type: types.split("$").at(-1) ?? "", name: name.join("::") };
}
