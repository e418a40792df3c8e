import { control } from "../support/controls.ts";
import { expectValue, unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/**
 * The roles that are given, and over what: an id, a name, and the types over which it may be. Each reads, or backs up, what
 * it is for, and no more. Source: Learn, "Azure built-in roles".
 */
const NARROW: readonly string[] = [
  role("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User", T.vault),
  role("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader", T.container),
  role(
    "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "Reader",
    T.resourceGroup,
    T.workspace,
    T.backupVault,
  ),
  role("e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1", "Storage Account Backup Contributor", T.account),
  role(
    "c088a766-074b-43ba-90d4-1fb21feae531",
    "PostgreSQL Flexible Server Long Term Retention Backup Role",
    T.postgres,
  ),
];

/** A subscription, a management group, or all there is. */
const WIDER_THAN_GROUP = /^(\/|\/subscriptions\/[^/]+|\/providers\/Microsoft\.Management\/.*)\/?$/i;

/** An entry of the list: `ID Name: type type`. */
function role(id: string, name: string, ...over: readonly string[]): string {
  return `${id} ${name}: ${over.join(" ")}`;
}

export const secretsRoles: StackPolicy = {
  id: "secrets-roles",
  title:
    "A role is one of the list, given to an identity of this stack over what the list says, and no wider than a group.",
  why: "An identity that may do everything everywhere makes one broken clone a lost subscription.",
  severity: "mandatory",
  control: control("A.5.18"),
  example: {
    violation: "Owner on the subscription",
    remedy: "Key Vault Secrets User on the vault",
  },
  config: {
    allowed: {
      type: "array",
      items: { type: "string" },
      description:
        "Roles that may be given: `ID Name: type type`, with the types over which each may be.",
      default: NARROW,
    },
  },
  checkStack(stack, config) {
    const allowed = setting<readonly string[]>(secretsRoles, config, "allowed").map(readRole);
    return [
      ...ofType(stack, T.roleAssignment).flatMap((one) => [
        ...judgeRole(stack, one, allowed),
        ...judgeScope(stack, one),
        ...judgePrincipal(stack, one),
      ]),
      ...ofType(stack, T.roleDefinition).flatMap((one) =>
        items(one.inputs, "permissions").flatMap(({ path, value }) =>
          ["actions", "dataActions"].flatMap((list) =>
            items(value, list, `${path}.${list}`)
              .filter((action) => String(action.value).includes("*"))
              .map((action) =>
                violation(one, action.path, shown(action.value), {
                  required: "actions by their names",
                  remedy:
                    "Name each action that is needed: a star grows with every new one of Azure's.",
                }),
              ),
          ),
        ),
      ),
    ];
  },
};

interface Role {
  readonly id: string;
  readonly name: string;
  readonly over: readonly string[];
}

function readRole(line: string): Role {
  const [, id = "", name = "", over = ""] = /^(\S+) ([^:]*)(?::\s*(.*))?$/.exec(line.trim()) ?? [];
  return { id: id.toLowerCase(), name: name.trim(), over: over.split(/\s+/) };
}

/** A role of the stack's own is judged by its actions. */
function judgeRole(stack: Stack, one: Resource, allowed: readonly Role[]): readonly Finding[] {
  if (madeFrom(stack, one, "roleDefinitionId").some(({ type }) => type === T.roleDefinition)) {
    return [];
  }
  const must = {
    required: `one of ${allowed.map(({ name }) => name).join(", ")}`,
    remedy:
      "Give the narrowest built-in role that does it; where none of these does, add it to this policy's list, with what it may be over.",
    fineWhenUnknown: true,
  } as const;
  const id = textAt(one.inputs, "roleDefinitionId")?.split("/").at(-1)?.toLowerCase();
  const found = allowed.find((known) => known.id === id || known.name.toLowerCase() === id);
  const wrong = expectValue(one, "roleDefinitionId", () => found !== undefined, must);
  if (found === undefined || wrong.length > 0) return wrong;
  return madeFrom(stack, one, "scope")
    .filter(({ type }) => !found.over.includes(type))
    .map(({ name }) =>
      violation(one, "scope", `${found.name} over ${name}`, {
        required: `something of ${found.over.join(" or ")}`,
        remedy: "Set `scope` to the resource that is needed, or give the role that is for this.",
      }),
    );
}

function judgeScope(stack: Stack, one: Resource) {
  const must = {
    required: "one resource or one resource group of this stack",
    remedy: "Set `scope` to the id of the resource that is needed.",
  };
  const scope = read(one.inputs, "scope");
  if (scope.kind === "unknown") {
    return madeFrom(stack, one, "scope").length > 0 ? [] : [unknown(one, "scope", must)];
  }
  const wide = expectValue(one, "scope", (value) => !WIDER_THAN_GROUP.test(String(value)), must);
  if (wide.length > 0 || madeFrom(stack, one, "scope").length > 0) return wide;
  return [violation(one, "scope", "nothing of this stack", must)];
}

function judgePrincipal(stack: Stack, one: Resource) {
  // Its own identity, or one that Azure keeps for a resource of the stack, as for a backup vault.
  const own = madeFrom(stack, one, "principalId").some(
    ({ type, inputs }) => type === T.identity || textAt(inputs, "identity.type") !== undefined,
  );
  if (own && textAt(one.inputs, "principalType") === "ServicePrincipal") return [];
  return [
    violation(one, "principalId", "not an identity of this stack", {
      required: "a managed identity of this stack, as ServicePrincipal",
      remedy: "Give the role to the tier's own identity: people get theirs elsewhere, for a time.",
    }),
  ];
}
