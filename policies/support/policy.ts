import type { Finding } from "./finding.ts";
import type { Resource } from "./resource.ts";
import type { World } from "./world.ts";

/** `mandatory` stops a deployment, `advisory` is told and stops nothing. */
export type Severity = "mandatory" | "advisory";

/** One setting of a policy, as JSON schema. */
export interface ConfigField {
  readonly type: "integer" | "number" | "array";
  readonly description: string;
  readonly default: number | readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type: "string" };
}

/** A policy's settings by name. */
export type Config = Readonly<Record<string, unknown>>;

/** What people are told of a policy. */
export interface PolicyText {
  /** Stable, in kebab-case, its topic first. */
  readonly id: string;
  /** What it demands, as one sentence. */
  readonly title: string;
  /** What happens without it. */
  readonly why: string;
  readonly severity: Severity;
  /** The control of ISO 27001:2022, Annex A, with its name. */
  readonly control: string;
  /** What breaks it, and what mends that. */
  readonly example: { readonly violation: string; readonly remedy: string };
  /** @default it has no settings */
  readonly config?: Readonly<Record<string, ConfigField>>;
}

/** A policy that looks at one resource at a time, before it is made. */
export interface ResourcePolicy extends PolicyText {
  /** azure-native's types without API version; classic ones are translated. `*`: every resource of Azure. */
  readonly types: readonly string[];
  readonly check: (resource: Resource, config: Config) => readonly Finding[];
}

/** A policy that looks at how the resources of a stack belong together. */
export interface StackPolicy extends PolicyText {
  readonly checkStack: (stack: Stack, config: Config) => readonly Finding[];
}

export type Policy = ResourcePolicy | StackPolicy;

/** All that a stack has, and what it is measured by. */
export interface Stack extends World {
  /** The stack's name. */
  readonly name: string;
  /** URN of the stack itself: what is missing is found there. */
  readonly urn: string;
  /** Sorted by URN. */
  readonly resources: readonly Resource[];
}

/** A setting of a policy, by its default where none is given. */
export function setting<T extends number | readonly string[]>(
  policy: PolicyText,
  config: Config,
  name: string,
): T {
  return (config[name] ?? policy.config?.[name]?.default) as T;
}

/** The resources of some types. */
export function ofType(stack: Stack, ...types: readonly string[]): readonly Resource[] {
  return stack.resources.filter(({ type }) => types.includes(type));
}

/** The resources that a property was made from, through the graph. */
export function madeFrom(stack: Stack, resource: Resource, property: string): readonly Resource[] {
  const urns = resource.madeFrom[property] ?? [];
  return stack.resources.filter(({ urn }) => urns.includes(urn));
}

export function isStackPolicy(policy: Policy): policy is StackPolicy {
  return "checkStack" in policy;
}

/** What a policy says of a resource; nothing where the resource is of another type. */
export function judge(
  policy: ResourcePolicy,
  resource: Resource,
  config: Config = {},
): readonly Finding[] {
  const suits = policy.types.includes("*")
    ? /^azure(-native)?:/.test(resource.type)
    : policy.types.includes(resource.type);
  return suits ? policy.check(resource, config) : [];
}
