import { control } from "../support/controls.ts";
import { expectValue, unknown, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** Source: Learn, "Azure built-in roles". */
const TOO_MUCH: readonly string[] = [
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635 Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c Contributor",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9 User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168 Role Based Access Control Administrator",
  "00482a5a-887f-4fb3-b363-3b7fe8e74483 Key Vault Administrator",
];

/** A subscription, a management group, or all there is. */
const WIDER_THAN_GROUP = /^(\/|\/subscriptions\/[^/]+|\/providers\/Microsoft\.Management\/.*)\/?$/i;

export const secretsRoles: StackPolicy = {
  id: "secrets-roles",
  title:
    "A role is given to an identity of this stack, no wider than a group, and is none that gives roles.",
  why: "An identity that may do everything everywhere makes one broken clone a lost subscription.",
  severity: "mandatory",
  control: control("A.5.18"),
  example: {
    violation: "Owner on the subscription",
    remedy: "Key Vault Secrets User on the vault",
  },
  config: {
    refused: {
      type: "array",
      items: { type: "string" },
      description: "Roles that nobody is given: id and name.",
      default: TOO_MUCH,
    },
  },
  checkStack(stack, config) {
    const refused = setting<readonly string[]>(secretsRoles, config, "refused");
    return [
      ...ofType(stack, T.roleAssignment).flatMap((one) => [
        ...judgeRole(one, refused),
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

function judgeRole(one: Resource, refused: readonly string[]) {
  return expectValue(
    one,
    "roleDefinitionId",
    (id) =>
      !refused.some((role) => role.startsWith(String(id).split("/").at(-1)?.toLowerCase() ?? "")),
    {
      required: `a role that is none of ${refused.map((role) => role.slice(37)).join(", ")}`,
      remedy: "Give the narrowest built-in role that does it.",
      fineWhenUnknown: true,
    },
  );
}

function judgeScope(stack: Stack, one: Resource) {
  const must = {
    required: "one resource or one resource group",
    remedy: "Set `scope` to the id of the resource that is needed.",
  };
  const scope = read(one.inputs, "scope");
  if (scope.kind === "unknown") {
    return madeFrom(stack, one, "scope").length > 0 ? [] : [unknown(one, "scope", must)];
  }
  return expectValue(one, "scope", (value) => !WIDER_THAN_GROUP.test(String(value)), must);
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
