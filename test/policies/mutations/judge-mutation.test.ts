import { beforeAll, describe, expect, test } from "@jest/globals";
import { POLICY_TEXTS } from "../../../policies/registry.ts";
import type { Stack } from "../../../policies/support/policy.ts";
import { T } from "../../../policies/support/types.ts";
import { realStack } from "../support/real-stack.ts";
import { catchRate, judgeMutation } from "./judge-mutation.ts";
import type { Mutation } from "./mutation.ts";
import { RULES } from "./rules.ts";

/** Two changes that show how the table is judged, and one that names the wrong rule. */
const CAUGHT: Mutation = {
  title: "lets the internet reach the clones' port",
  source: "Network security groups",
  type: T.securityGroup,
  name: "-web-nsg",
  path: "securityRules[0].sourceAddressPrefix",
  to: "Internet",
  rule: "nothing from the internet but the edge",
};
const DELETED: Mutation = {
  title: "deletes the vault",
  source: "Azure Key Vault soft-delete overview",
  type: T.vault,
  rule: "data is kept",
  step: { op: "delete", today: "2026-11-25" },
};

let stack: Stack;
beforeAll(async () => {
  stack = await realStack("prod-se", { today: "2026-11-25", known: true });
}, 120_000);

describe("a dangerous change", () => {
  test("is caught by the rule that it names", () => {
    expect(judgeMutation(stack, CAUGHT)).toMatchObject({ isCaught: true });
    expect(judgeMutation(stack, DELETED)).toMatchObject({
      isCaught: true,
      by: ["steps-data-kept"],
    });
  });

  test("is not caught by another rule", () => {
    const verdict = judgeMutation(stack, { ...CAUGHT, rule: "tags" });
    expect(verdict.isCaught).toBe(false);
    expect(catchRate([verdict])).toContain("0 of 1 caught, 0 more stopped");
  });

  test("is refused where it names several resources, or none", () => {
    expect(() => judgeMutation(stack, { ...CAUGHT, name: "-nsg" })).toThrow("is of one");
    expect(() => judgeMutation(stack, { ...CAUGHT, name: "-none" })).toThrow("there is none");
  });
});

test("Every policy belongs to a rule, and every rule to policies that there are", () => {
  const ids = POLICY_TEXTS.map(({ id }) => id).filter(
    // What these two tell is no danger in a resource.
    (id) => !["order-exceptions", "order-judged-when-applied"].includes(id),
  );
  const named = new Set<string>(Object.values(RULES).flat());
  expect([...named].filter((id) => !ids.includes(id))).toEqual([]);
  expect(ids.filter((id) => !named.has(id))).toEqual([]);
});
