import type { Behaviour } from "../behaviours/behaviour.ts";
import { REGIONS } from "../behaviours/facts/regions.ts";
import { Refusal } from "../behaviours/refusal.ts";
import { BEHAVIOURS, behaviourOf } from "../behaviours/table.ts";
import type { ArmSchema } from "../schema/arm-schema.ts";
import { same } from "../store/resource-id.ts";
import type { RequestUrl } from "./request-url.ts";

/**
 * The behaviour of a type at the API version that a request names.
 *
 * @throws Refusal when the type or the version is none that is answered for. Azure's codes; the
 *   texts name what the local Azure knows, which is less than what Azure knows.
 */
export function knownType(schema: ArmSchema, type: string, url: RequestUrl): Behaviour {
  const behaviour = behaviourOf(type);
  const versions = behaviour?.apiVersions ?? schema.describe(type)?.apiVersions;
  if (behaviour === undefined || versions === undefined) throw unknownType(type);
  checkApiVersion(behaviour.type, versions, url);
  return behaviour;
}

/** @throws Refusal when the request's `api-version` is missing or not among `versions`. */
export function checkApiVersion(type: string, versions: readonly string[], url: RequestUrl): void {
  const version = url.query.get("api-version");
  if (version === undefined) {
    throw new Refusal(
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  }
  if (versions.includes(version)) return;
  const supported = `'${versions.join(", ")}'`;
  if (type.startsWith("Microsoft.Resources/")) {
    throw new Refusal(
      "InvalidApiVersionParameter",
      `The api-version '${version}' is invalid for ${type}. The supported versions are ${supported}.`,
    );
  }
  throw new Refusal(
    "NoRegisteredProviderFound",
    `No registered resource provider found for API version '${version}' for type '${type}'. The supported api-versions are ${supported}. The supported locations are '${[...REGIONS.keys()].join(", ")}'.`,
  );
}

function unknownType(type: string): Refusal {
  const [namespace = "", ...rest] = type.split("/");
  const siblings = BEHAVIOURS.map((behaviour) => behaviour.type).filter((known) =>
    same(known.split("/")[0] ?? "", namespace),
  );
  if (siblings.length === 0) {
    return new Refusal(
      "InvalidResourceNamespace",
      `The resource namespace '${namespace}' is invalid. The local Azure knows the types ${BEHAVIOURS.map((behaviour) => behaviour.type).join(", ")}.`,
      { status: 404 },
    );
  }
  return new Refusal(
    "InvalidResourceType",
    `The resource type '${rest.join("/")}' could not be found in the namespace '${namespace}'. The local Azure knows ${siblings.join(", ")}.`,
    { status: 404 },
  );
}
