import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { translated } from "./classic.ts";
import { textAt } from "./read.ts";
import { plainType, type Resource, UNKNOWN } from "./resource.ts";

/** A resource as a policy of one resource is shown it, before it is made. */
export function resourceBefore(args: ResourceValidationArgs): Resource {
  const { type, apiVersion } = plainType(args.type);
  return {
    ...translated(type, plainValue(args.props) as Resource["inputs"]),
    registeredType: args.type,
    name: args.name,
    urn: args.urn,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    protect: args.opts.protect,
    ignoreChanges: args.opts.ignoreChanges,
    ...(args.opts.parent === undefined ? {} : { parent: args.opts.parent }),
    dependencies: [],
    madeFrom: {},
  };
}

/**
 * The same resource with what a policy of a whole stack is told beside: what it was made from. Its inputs
 * stay those that the program asked for; Azure's answer adds its API version.
 */
export function resourceInStack(after: PolicyResource, before: Resource | undefined): Resource {
  const version = textAt(plainValue(after.props, 1), "azureApiVersion");
  return {
    ...(before ?? resourceBefore(after as unknown as ResourceValidationArgs)),
    ...(version === undefined || before?.apiVersion !== undefined ? {} : { apiVersion: version }),
    dependencies: after.dependencies.map(({ urn }) => urn).sort(),
    madeFrom: Object.fromEntries(
      Object.entries(after.propertyDependencies).map(([property, made]) => [
        property,
        made.map(({ urn }) => urn).sort(),
      ]),
    ),
  };
}

/**
 * A plain copy of what Pulumi hands out, which throws where a value is not known yet.
 *
 * @param depth how many levels are copied. @default all
 */
function plainValue(value: unknown, depth = Number.POSITIVE_INFINITY): unknown {
  if (typeof value !== "object" || value === null || depth === 0) return value;
  const part = (key: string): unknown => {
    let found: unknown;
    try {
      found = (value as Record<string, unknown>)[key];
    } catch {
      return UNKNOWN;
    }
    return plainValue(found, depth - 1);
  };
  const keys = Object.keys(value);
  if (Array.isArray(value)) return keys.map(part);
  return Object.fromEntries(keys.map((key) => [key, part(key)]));
}
