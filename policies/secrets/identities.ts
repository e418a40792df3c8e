import { holdsData } from "../machine/spread.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const IDENTITIES = "identity.userAssignedIdentities";

const MUST = {
  required: "identities of its own tier, which nothing of another kind carries",
  remedy:
    "Give it the identity that its tier declares for it, and no other: who carries one may do all that it may.",
};

export const secretsIdentities: StackPolicy = {
  id: "secrets-identities",
  title: "Clones and machines carry the identity of their own tier, and share it with their like.",
  why: "Whoever carries an identity reads what it may read: with the database's, a broken clone or an image on trial reads the passwords of every grade.",
  severity: "mandatory",
  control: control("A.5.18"),
  example: {
    violation: "staging's scale set with the identity of production's clones",
    remedy: "userAssignedIdentities: [the identity in its own resource group]",
  },
  checkStack: (stack) =>
    ofType(stack, T.scaleSet, T.machine).flatMap((one) => {
      const strange = strangersOf(stack, one);
      const shared = strange.length > 0 ? [] : sharersOf(stack, one);
      return [
        ...(strange.length === 0 ? [] : [found(one, strange.join(", "))]),
        ...(shared.length === 0
          ? []
          : [found(one, `shared with ${shared.map(({ name }) => name).join(", ")}`)]),
      ];
    }),
};

function found(one: Resource, value: string): Finding {
  return violation(one, IDENTITIES, value, MUST);
}

/** The identities of a resource that are another tier's, or of no tier of the stack. */
function strangersOf(stack: Stack, one: Resource): readonly string[] {
  const known = identitiesOf(stack, one);
  const value = valueAt(one.inputs, IDENTITIES);
  const count = typeof value === "object" && value !== null ? Object.keys(value).length : 0;
  return [
    ...known.filter((identity) => !isOwn(stack, one, identity)).map(({ name }) => name),
    ...(count > known.length ? ["one of elsewhere"] : []),
  ];
}

/** What is of another kind, and carries an identity of this one's too. */
function sharersOf(stack: Stack, one: Resource): readonly Resource[] {
  return identitiesOf(stack, one)
    .flatMap((identity) => carriersOf(stack, identity))
    .filter((other) => kindOf(other) !== kindOf(one));
}

/** Whoever watches a database's machines is not one of them: its identity reads less. */
function kindOf(one: Resource): string {
  return one.type === T.machine && holdsData(one) ? `${one.type} with data` : one.type;
}

function identitiesOf(stack: Stack, one: Resource): readonly Resource[] {
  return madeFrom(stack, one, "identity").filter(({ type }) => type === T.identity);
}

/** Who carries an identity by right. */
export function carriersOf(stack: Stack, identity: Resource): readonly Resource[] {
  return stack.resources.filter(
    (one) => one.madeFrom.identity?.includes(identity.urn) && isOwn(stack, one, identity),
  );
}

/** Whether an identity stands in a resource's own group; the gateway's stands beside the vault that it reads. */
export function isOwn(stack: Stack, one: Resource, identity: Resource): boolean {
  const home = homeOf(stack, identity);
  const beside = one.type === T.gateway ? ofType(stack, T.vault) : [];
  return [one, ...beside].some((resource) => homeOf(stack, resource) === home);
}

/** URN of the resource group in which a resource stands: that is its tier. */
export function homeOf(stack: Stack, one: Resource): string | undefined {
  return madeFrom(stack, one, "resourceGroupName").find(({ type }) => type === T.resourceGroup)
    ?.urn;
}
