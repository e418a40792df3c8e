/** Stands for a value that Azure has yet to decide: nobody can judge it before it is applied. */
export const UNKNOWN: unique symbol = Symbol("unknown until applied");

/** A resource as a policy sees it: plain values, whoever registered it. */
export interface Resource {
  /** Pulumi's type without an API version, in azure-native's words where a classic type was translated. */
  readonly type: string;
  /** Pulumi's type as it was registered. */
  readonly registeredType: string;
  /** Logical name: the last part of the URN. */
  readonly name: string;
  readonly urn: string;
  /** What the program asks for. Anything in it may be `UNKNOWN`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The API version that Azure is spoken to with, where it is known. */
  readonly apiVersion?: string;
  /** The engine refuses to delete it. */
  readonly protect: boolean;
  /** Paths of properties whose changes the engine ignores. */
  readonly ignoreChanges: readonly string[];
  /** URN of its parent. */
  readonly parent?: string;
  /** URNs of all that it depends on. Known to policies of whole stacks only. */
  readonly dependencies: readonly string[];
  /** For each property, the URNs that its value was made from. Known to policies of whole stacks only. */
  readonly madeFrom: Readonly<Record<string, readonly string[]>>;
}

/**
 * `azure-native:network/v20240501:VirtualNetwork` taken apart; or `azure-native_network_v20240501:network:VirtualNetwork`,
 * as a package of one version has it. Source: Pulumi, "Azure Native: accessing any API version".
 */
export function plainType(type: string): { readonly type: string; readonly apiVersion?: string } {
  const [, own, ownVersion, ownEnd] = /^([\w-]+)_[a-z]+_v(\d{8}[a-z]*)(:.*)$/.exec(type) ?? [];
  const [, start = own, version = ownVersion, end = ownEnd] =
    /^([\w-]+:[^:/]+)\/v(\d{8}[a-z]*)(:.*)$/.exec(type) ?? [];
  if (version === undefined) return { type };
  const date = `${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6, 8)}`;
  const stage = version.slice(8);
  return { type: `${start}${end}`, apiVersion: stage === "" ? date : `${date}-${stage}` };
}

/** Whether a type is one of Azure's resources, and no component, provider or stack. */
export function isAzure({ registeredType }: Pick<Resource, "registeredType">): boolean {
  return /^azure(-native)?:/.test(plainType(registeredType).type);
}
