import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { type Read, read } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** Where a resource says whose directory knows the people and identities that it lets in. */
const TENANT: Readonly<Record<string, string>> = {
  [T.vault]: "properties.tenantId",
  [T.postgres]: "authConfig.tenantId",
  [T.postgresAdministrator]: "tenantId",
};

export const secretsTenant: StackPolicy = {
  id: "secrets-tenant",
  title: "Vault, database and administrators are of one tenant.",
  why: "Whoever administers a tenant makes identities in it as they like: named here, another one's people log in to the grades and read every secret.",
  severity: "mandatory",
  control: control("A.5.15"),
  example: {
    violation: "authConfig: { tenantId } of another directory than the vault's",
    remedy: "tenantId: getClientConfigOutput().tenantId, everywhere",
  },
  config: {
    tenants: {
      type: "array",
      items: { type: "string" },
      description:
        "Tenants that may be named. Empty: that which most of the stack names; where there is one resource alone, nothing tells whether it is right.",
      default: [],
    },
  },
  checkStack(stack, config) {
    const named = setting<readonly string[]>(secretsTenant, config, "tenants");
    const right = named.length > 0 ? named.map(inLowerCase) : mostNamed(stack);
    const must = {
      required: `the stack's own tenant${named.length > 0 ? `, ${named.join(" or ")}` : ""}`,
      remedy: "Take `tenantId` from the client's configuration, as the other resources do.",
    };
    return holders(stack).flatMap(({ resource, path, found }) => {
      if (found.kind === "unknown") return [unknown(resource, path, must)];
      // A server that names none takes its subscription's; a vault and an administrator must name one.
      if (found.kind === "absent") {
        return resource.type === T.postgres ? [] : [violation(resource, path, "absent", must)];
      }
      return right.includes(inLowerCase(found.value))
        ? []
        : [violation(resource, path, String(found.value), must)];
    });
  },
};

interface Holder {
  readonly resource: Resource;
  readonly path: string;
  readonly found: Read;
}

function holders(stack: Stack): readonly Holder[] {
  return ofType(stack, ...Object.keys(TENANT)).map((resource) => {
    const path = TENANT[resource.type] ?? "";
    return { resource, path, found: read(resource.inputs, path) };
  });
}

/** The tenant that most resources name; none, where two are named as often. */
function mostNamed(stack: Stack): readonly string[] {
  const tenants = holders(stack).flatMap(({ found }) =>
    found.kind === "value" ? [inLowerCase(found.value)] : [],
  );
  const counts = [...Map.groupBy(tenants, (tenant) => tenant)].map(
    ([tenant, all]) => [tenant, all.length] as const,
  );
  const most = Math.max(...counts.map(([, count]) => count));
  const found = counts.filter(([, count]) => count === most).map(([tenant]) => tenant);
  return found.length === 1 ? found : [];
}

function inLowerCase(value: unknown): string {
  return String(value).toLowerCase();
}
