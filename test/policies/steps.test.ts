import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Step } from "../../policies/steps/step-policy.ts";
import { nameOf } from "../../policies/support/finding.ts";
import { ofType, type Stack } from "../../policies/support/policy.ts";
import type { Resource } from "../../policies/support/resource.ts";
import { T } from "../../policies/support/types.ts";
import { withInput } from "./support/change.ts";
import { judgeAllSteps } from "./support/judge-all.ts";
import { realStack } from "./support/real-stack.ts";

/** In the Swedish grade period, right before it, and far from any. */
const INSIDE = "2026-12-14";
const LEAD = "2026-12-01";
const FAR = "2026-10-12";

const stacks = new Map<string, Stack>();
beforeAll(async () => {
  for (const today of [INSIDE, LEAD, FAR]) {
    stacks.set(today, await realStack("prod-se", { today, known: true }));
  }
}, 240_000);

function on(today: string): Stack {
  const stack = stacks.get(today);
  if (stack === undefined) throw new Error(`no stack of ${today}`);
  return stack;
}

function resource(today: string, type: string, name = ""): Resource {
  const found = ofType(on(today), type).find((one) => one.name.endsWith(name));
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

const step = (one: Resource, op: string, changed: readonly string[] = [], before = one): Step => ({
  op,
  urn: one.urn,
  type: one.type,
  changed,
  before: before.inputs,
  ...(op === "delete" ? {} : { after: one.inputs }),
});

const told = (today: string, ...steps: readonly Step[]): string[] =>
  judgeAllSteps(on(today), steps).map(({ by, urn }) => `${by} ${nameOf(urn)}`);

describe("data", () => {
  test.each(["delete", "replace", "delete-replaced"])("is kept: %s of a vault is refused", (op) => {
    expect(told(FAR, step(resource(FAR, T.vault), op, ["vaultName"]))).toEqual([
      "steps-data-kept prod-se-secrets-vault",
    ]);
  });

  test("may be changed in place, and what holds none may go", () => {
    expect(told(FAR, step(resource(FAR, T.vault), "update", ["tags.owner"]))).toEqual([]);
    expect(told(FAR, step(resource(FAR, T.nat), "delete"))).toEqual([]);
  });
});

describe("the change freeze", () => {
  const image = ["virtualMachineProfile.storageProfile.imageReference.version"];
  const clones = (today: string) => resource(today, T.scaleSet, "prod-se-web-clones");

  test("refuses inside a grade period what restarts or replaces", () => {
    expect(told(INSIDE, step(clones(INSIDE), "update", image))).toEqual([
      "steps-change-freeze prod-se-web-clones",
    ]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "replace", ["zones"]))).toEqual([
      "steps-change-freeze prod-se-network-nat",
    ]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "delete"))).toHaveLength(1);
  });

  test("lets through what nobody notices, and what is new", () => {
    expect(told(INSIDE, step(clones(INSIDE), "update", ["tags.owner"]))).toEqual([]);
    expect(told(INSIDE, step(resource(INSIDE, T.workspace), "replace", ["sku"]))).toEqual([]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "create"))).toEqual([]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "same"))).toEqual([]);
  });

  test("is over outside of one", () => {
    expect(told(FAR, step(clones(FAR), "update", image))).toEqual([]);
  });
});

describe("a shrink", () => {
  const larger = (one: Resource, path: string): Resource => withInput(one, path, 99);
  const reservation = (today: string) => resource(today, T.reservation, "-zone-1");
  const setting = (today: string) => resource(today, T.autoscale, "prod-se-season-autoscale");
  const busier = (one: Resource): Resource =>
    withInput(one, "profiles", [
      { name: "always", capacity: { minimum: "99", maximum: "99", default: "99" } },
    ]);

  test.each([INSIDE, LEAD])("of what stands at once is refused on %s", (today) => {
    const small = reservation(today);
    expect(
      told(today, step(small, "update", ["sku.capacity"], larger(small, "sku.capacity"))),
    ).toEqual(["steps-no-shrink prod-se-reserve-zone-1"]);
    const gateway = resource(today, T.gateway);
    const path = "autoscaleConfiguration.minCapacity";
    expect(told(today, step(gateway, "update", [path], larger(gateway, path)))).toEqual([
      "steps-no-shrink prod-se-edge-gateway",
    ]);
  });

  test("of what stands at once is right far from a grade period, and growth always", () => {
    const small = reservation(FAR);
    expect(
      told(FAR, step(small, "update", ["sku.capacity"], larger(small, "sku.capacity"))),
    ).toEqual([]);
    const grown = larger(reservation(INSIDE), "sku.capacity");
    expect(told(INSIDE, step(grown, "update", ["sku.capacity"], reservation(INSIDE)))).toEqual([]);
  });

  test("of a floor in a grade period to come is refused, be it months ahead", () => {
    const next = setting(FAR);
    expect(told(FAR, step(next, "update", ["profiles"], busier(next)))).toContain(
      "steps-no-shrink prod-se-season-autoscale",
    );
    expect(told(FAR, step(busier(next), "update", ["profiles"], next))).toEqual([]);
  });
});
