import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { KNOWN_PROPERTIES, stepsKnownProperties } from "../../policies/steps/known-properties.ts";
import { propertyValues } from "../../policies/steps/property-values.ts";
import type { Step } from "../../policies/steps/step-policy.ts";
import { UNKNOWN } from "../../policies/support/resource.ts";
import { T } from "../../policies/support/types.ts";

const URN = "urn:pulumi:prod-se::gradetide::T::prod-se-database-data";

/** What is found in one step. Of all that steps are measured by, the steps alone count. */
function found(after: Record<string, unknown>, over: Partial<Step> = {}) {
  const step: Step = { op: "update", urn: URN, type: T.disk, changed: [], after, ...over };
  type Steps = Parameters<typeof stepsKnownProperties.checkSteps>[0];
  return stepsKnownProperties.checkSteps({ steps: [step] } as unknown as Steps);
}
const paths = (...of: Parameters<typeof found>) => found(...of).map(({ path }) => path);

describe("paths", () => {
  test.each([
    [{ sku: { name: "a", tier: "b" } }, ["sku.name", "sku.tier"]],
    [{ zones: ["1", "2"] }, ["zones[]"]],
    [{ subnets: [{ name: "a" }, { name: "b", id: UNKNOWN }] }, ["subnets[].id", "subnets[].name"]],
    [{ tags: { any: "thing", other: "x" } }, ["tags"]],
    [{ zones: [], none: undefined, nothing: null, off: false, zero: 0 }, ["off", "zero"]],
  ])("of %j are those at which it holds a value", (inputs, expected) => {
    expect([...propertyValues(inputs).keys()].sort()).toEqual(expected);
  });
});

describe("a property that nobody has judged", () => {
  const disk = {
    diskName: "d",
    resourceGroupName: "rg",
    diskSizeGB: 64,
    sku: { name: "Premium_LRS" },
  };

  test("is refused, with its value, and what to do", () => {
    expect(found({ ...disk, maxShares: 2 })).toEqual([
      {
        kind: "violation",
        urn: URN,
        path: "maxShares",
        value: "2",
        required: "a property that the program is known to set",
        remedy: expect.stringContaining("Take it away; or say in a policy"),
      },
    ]);
  });

  test("is refused on a new resource and on one made anew, and not on one that stays or goes", () => {
    const after = { ...disk, maxShares: 2 };
    for (const op of ["create", "update", "replace", "create-replacement"]) {
      expect(paths(after, { op })).toEqual(["maxShares"]);
    }
    for (const op of ["same", "delete", "read"]) expect(paths(after, { op })).toEqual([]);
  });

  test("is refused below a list too, once for all its items", () => {
    const after = {
      routes: [
        { name: "a", via: "x" },
        { name: "b", via: "y" },
      ],
    };
    expect(paths(after)).toEqual(["routes[].name", "routes[].via"]);
  });
});

test.each([
  ["what the program sets", { diskSizeGB: 64, sku: { name: "Premium_LRS" } }],
  ["any tag", { tags: { whatever: "x" } }],
  [
    "what the providers add",
    { azureApiVersion: "2024-03-02", location: "swedencentral", __createBeforeDelete: true },
  ],
  ["a part that is hidden as a secret", { sku: "[secret]" }],
  ["a part that is unknown yet", { sku: UNKNOWN }],
])("passes %s", (_, after) => {
  expect(paths(after)).toEqual([]);
});

test("passes what stays as it is, which the engine keeps where a program ignores it", () => {
  const kept = { routes: [{ id: "a" }, { id: "b" }] };
  expect(paths({ ...kept, diskSizeGB: 128 }, { before: { ...kept, diskSizeGB: 64 } })).toEqual([]);
  const changed = { routes: [{ id: "a" }, { id: "c" }] };
  expect(paths(changed, { before: kept })).toEqual(["routes[].id"]);
  expect(paths(kept, { before: { routes: [{ id: "a" }] } })).toEqual(["routes[].id"]);
  expect(paths({ routes: [{ id: "a" }] }, { before: kept })).toEqual(["routes[].id"]);
});

test("sees a change far behind in a long text, and a tag of a resource that has had none", () => {
  const long = "x".repeat(500);
  const change = (query: string) => paths({ query }, { before: { query: `${long}a` } });
  expect(change(`${long}b`)).toEqual(["query"]);
  expect(change(`${long}a`)).toEqual([]);
  const type = T.container;
  expect(paths({ tags: { team: "x" } }, { type, before: {} })).toEqual(["tags"]);
});

test("leaves types that it has not seen to order-known-types, and resources that go", () => {
  expect(paths({ anything: 1 }, { type: "azure-native:containerservice:ManagedCluster" })).toEqual(
    [],
  );
  const { after: _, ...gone } = { op: "update", urn: URN, type: T.disk, changed: [], after: {} };
  expect(stepsKnownProperties.checkSteps({ steps: [gone] } as never)).toEqual([]);
});

test("the list names no map's keys, no stack and no date: it is one for all stacks and days", () => {
  expect(readFileSync(KNOWN_PROPERTIES, "utf8")).not.toMatch(/prod-|\b20\d\d\b|school\.example/);
});
