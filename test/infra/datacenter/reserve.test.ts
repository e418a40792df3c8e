import { beforeAll, describe, expect, test } from "@jest/globals";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { MockedStack } from "../../support/mocked-stack.ts";
import { declare } from "./declare.ts";
import { SETTINGS } from "./fixture.ts";

let stack: MockedStack;
beforeAll(async () => {
  stack = await declare(SETTINGS);
});

function inputsOf(name: string): Record<string, unknown> {
  return stack.named(name).inputs;
}

describe("Reserve", () => {
  test("promises what the plan reserves: one reservation of the clones' size in each zone of one group", () => {
    expect(inputsOf("prod-se-reserve-group")).toMatchObject({
      capacityReservationGroupName: "crg-prod-se",
      resourceGroupName: "rg-prod-se-reserve",
      location: "swedencentral",
      zones: ["1", "2", "3"],
    });
    for (const zone of ["1", "2", "3"]) {
      expect(inputsOf(`prod-se-reserve-zone-${zone}`)).toMatchObject({
        capacityReservationName: `cr-prod-se-zone${zone}-Standard_D4s_v5`,
        capacityReservationGroupName: "crg-prod-se",
        zones: [zone],
        sku: { name: "Standard_D4s_v5", capacity: 5 },
      });
    }
  });

  test("makes a reservation of another size before the old one goes", () => {
    const { options } = stack.named("prod-se-reserve-zone-1");
    expect((options as CustomResourceOptions).deleteBeforeReplace).toBe(false);
  });

  test("reserves in the datacenter's zones only", async () => {
    const other = await declare({ ...SETTINGS, zones: ["1", "3"] });
    const names = other.resources.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("prod-se-reserve-zone"))).toEqual([
      "prod-se-reserve-zone-1",
      "prod-se-reserve-zone-3",
    ]);
  });
});
