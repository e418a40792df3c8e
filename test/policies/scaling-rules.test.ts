import { beforeAll, expect, test } from "@jest/globals";
import { seasonScalingRules } from "../../policies/season/scaling-rules.ts";
import type { Stack } from "../../policies/support/policy.ts";
import type { Resource } from "../../policies/support/resource.ts";
import { realStack } from "./support/real-stack.ts";

/** New: no id is known yet, and whose load is meant is told by the graph alone. */
let stack: Stack;
beforeAll(async () => {
  stack = await realStack("prod-se", { today: "2026-11-25", known: false });
}, 120_000);

function found(change: (setting: Resource) => Resource): readonly string[] {
  const resources = stack.resources.map((one) =>
    one.name === "prod-se-season-autoscale" ? change(one) : one,
  );
  return seasonScalingRules.checkStack({ ...stack, resources }, {}).map(({ value }) => value);
}

test("Objects to another set's load before any id is known, by what the profiles were made from", () => {
  const [other] = stack.resources.filter(({ name }) => name === "prod-se-staging-web-clones");
  const staging = other?.urn ?? "";
  expect(found((setting) => setting)).toEqual([]);
  expect(
    found((setting) => ({ ...setting, madeFrom: { ...setting.madeFrom, profiles: [staging] } })),
  ).toEqual(["going by the load of prod-se-staging-web-clones"]);
});

test("Says nothing of whose load it is where a setting scales nothing, which another policy tells", () => {
  expect(
    found((setting) => ({ ...setting, madeFrom: { ...setting.madeFrom, targetResourceUri: [] } })),
  ).toEqual([]);
});
