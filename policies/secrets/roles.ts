import { control } from "../support/controls.ts";
import { expectValue, unknown, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { carriersOf, homeOf } from "./identities.ts";

/**
 * One secret of a vault, as a role's scope names it: `…/vaults/kv/secrets/oracle-sys`. One by which a certificate of the
 * stack is read counts as that certificate.
 */
const SECRET = "azure-native:keyvault:Secret";

/**
 * The roles that are given, over what and to whom: an id, a name, the types over which it may be, and those of whoever
 * carries its identity. Each reads, or backs up, what it is for, and no more: the gateway reads its certificates,
 * a machine the secrets that it needs, one by one; nobody a whole vault. Source: Learn, "Azure built-in roles".
 */
const NARROW: readonly string[] = [
  role(
    "4633458b-17de-408a-b874-0445c86b69e6",
    "Key Vault Secrets User",
    [T.certificate],
    [T.gateway],
  ),
  role("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User", [SECRET], [T.machine]),
  role(
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "Storage Blob Data Reader",
    [T.container],
    [T.machine],
  ),
  role(
    "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    "Reader",
    [T.resourceGroup, T.workspace, T.backupVault],
    [T.logAlert, T.backupVault],
  ),
  role(
    "e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1",
    "Storage Account Backup Contributor",
    [T.account],
    [T.backupVault],
  ),
  role(
    "c088a766-074b-43ba-90d4-1fb21feae531",
    "PostgreSQL Flexible Server Long Term Retention Backup Role",
    [T.postgres],
    [T.backupVault],
  ),
];

/** A subscription, a management group, or all there is. */
const WIDER_THAN_GROUP = /^(\/|\/subscriptions\/[^/]+|\/providers\/Microsoft\.Management\/.*)\/?$/i;

/** An entry of the list: `ID Name: type type by type type`. */
function role(id: string, name: string, over: readonly string[], by: readonly string[]): string {
  return `${id} ${name}: ${over.join(" ")} by ${by.join(" ")}`;
}

export const secretsRoles: StackPolicy = {
  id: "secrets-roles",
  title:
    "A role is one of the list, given to whom and over what the list says, by an identity of this stack; a secret is read by one tier.",
  why: "An identity that may do everything everywhere makes one broken clone a lost subscription; one that reads every secret, where one was meant, makes a lost machine a lost vault.",
  severity: "mandatory",
  control: control("A.5.18"),
  example: {
    violation:
      "Owner on the subscription, Key Vault Secrets User on the whole vault for a machine, or a RoleDefinition",
    remedy: "Key Vault Secrets User on the one secret that the machine reads",
  },
  config: {
    allowed: {
      type: "array",
      items: { type: "string" },
      description:
        "Roles that may be given: `ID Name: type type by type type`, with the types over which each may be and those of whoever carries the identity; without `by`, anybody of the stack.",
      default: NARROW,
    },
  },
  checkStack(stack, config) {
    const allowed = setting<readonly string[]>(secretsRoles, config, "allowed").map(readRole);
    const given = ofType(stack, T.roleAssignment);
    return [
      ...given.flatMap((one) => [
        ...judgeRole(stack, one, allowed),
        ...judgeScope(stack, one),
        ...judgePrincipal(stack, one),
        ...judgeSharing(stack, one, given),
      ]),
      ...ofType(stack, T.roleDefinition).map((one) =>
        violation(one, "", "a role of the stack's own making", {
          required: "Azure's own roles alone",
          remedy:
            "Give the narrowest built-in role: what one of our own allows is seen by nobody who reads the assignments.",
        }),
      ),
    ];
  },
};

interface Role {
  readonly id: string;
  readonly name: string;
  readonly over: readonly string[];
  /** Empty: anybody. */
  readonly by: readonly string[];
}

function readRole(line: string): Role {
  const [, id = "", name = "", over = "", by = ""] =
    /^(\S+) ([^:]*)(?::\s*(.*?))?(?: by (.*))?$/.exec(line.trim()) ?? [];
  return { id: id.toLowerCase(), name: name.trim(), over: wordsOf(over), by: wordsOf(by) };
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** A role of the stack's own is objected to where it is made. */
function judgeRole(stack: Stack, one: Resource, allowed: readonly Role[]): readonly Finding[] {
  if (madeFrom(stack, one, "roleDefinitionId").some(({ type }) => type === T.roleDefinition)) {
    return [];
  }
  const must = {
    required: `one of ${[...new Set(allowed.map(({ name }) => name))].join(", ")}`,
    remedy:
      "Give the narrowest built-in role that does it; where none of these does, add it to this policy's list, with what it may be over and for whom.",
    fineWhenUnknown: true,
  } as const;
  const id = textAt(one.inputs, "roleDefinitionId")?.split("/").at(-1)?.toLowerCase();
  const known = allowed.filter((role) => role.id === id || role.name.toLowerCase() === id);
  const wrong = expectValue(one, "roleDefinitionId", () => known.length > 0, must);
  if (known.length === 0 || wrong.length > 0) return wrong;
  return madeFrom(stack, one, "scope").flatMap((over) => judgePair(stack, one, over, known));
}

/** What a role is over, and who holds it: both by one entry of the list. */
function judgePair(
  stack: Stack,
  one: Resource,
  over: Resource,
  known: readonly Role[],
): readonly Finding[] {
  const kinds = kindsOf(stack, one, over);
  const name = known[0]?.name ?? "";
  const suiting = known.filter((role) => role.over.some((type) => kinds.includes(type)));
  if (suiting.length === 0) {
    return [
      violation(one, "scope", `${name} over ${over.name}`, {
        required: `something of ${known.flatMap((role) => role.over).join(" or ")}`,
        remedy: "Set `scope` to the resource that is needed, or give the role that is for this.",
      }),
    ];
  }
  const strangers = holdersOf(stack, one).filter(
    ({ type }) => !suiting.some(({ by }) => by.length === 0 || by.includes(type)),
  );
  if (strangers.length === 0) return [];
  const value = `${name} over ${over.name}, for ${strangers.map((holder) => holder.name).join(", ")}`;
  return [
    violation(one, "principalId", value, {
      required: known
        .map((role) => `over ${role.over.join(" or ")} for ${role.by.join(" or ") || "anybody"}`)
        .join("; "),
      remedy:
        "Give it to the identity of whoever needs it, over that alone: of a vault, the one secret that is read.",
    }),
  ];
}

/** What a scope may be: of a vault whose id nobody knows yet, the whole, one secret or a certificate's. */
function kindsOf(stack: Stack, { inputs }: Resource, over: Resource): readonly string[] {
  if (over.type !== T.vault) return [over.type];
  const scope = textAt(inputs, "scope");
  if (scope === undefined) return [T.vault, SECRET, T.certificate];
  const secret = /\/secrets\/([^/]+)\/?$/i.exec(scope)?.[1]?.toLowerCase();
  if (secret === undefined) return [T.vault];
  return [certificatesOf(stack).includes(secret) ? T.certificate : SECRET];
}

/** The names of the stack's certificates, which those of their secrets are. */
function certificatesOf(stack: Stack): readonly string[] {
  return ofType(stack, T.certificate)
    .flatMap(({ inputs }) => textAt(inputs, "name") ?? [])
    .map((name) => name.toLowerCase());
}

/** Who acts by a role: whoever carries its identity, or has it as its own. */
function holdersOf(stack: Stack, one: Resource): readonly Resource[] {
  return madeFrom(stack, one, "principalId").flatMap((principal) =>
    principal.type === T.identity ? carriersOf(stack, principal) : [principal],
  );
}

/** A secret that two tiers read is no longer one tier's: staging would know production's password. */
function judgeSharing(stack: Stack, one: Resource, given: readonly Resource[]): readonly Finding[] {
  const scope = textAt(one.inputs, "scope")?.toLowerCase();
  if (scope === undefined || !madeFrom(stack, one, "scope").some(({ type }) => type === T.vault)) {
    return [];
  }
  const home = tierOf(stack, one);
  const others = given.filter(
    (other) =>
      textAt(other.inputs, "scope")?.toLowerCase() === scope && tierOf(stack, other) !== home,
  );
  return others.length === 0
    ? []
    : [
        violation(one, "scope", `read by ${others.map(({ name }) => name).join(", ")} too`, {
          required: "secrets that one tier reads",
          remedy: "Give staging secrets of its own: what it reads is as safe as an image on trial.",
        }),
      ];
}

/** The resource group of the identity that holds a role. */
function tierOf(stack: Stack, one: Resource): string | undefined {
  const [principal] = madeFrom(stack, one, "principalId");
  return principal === undefined ? undefined : homeOf(stack, principal);
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
