import { beforeAll, describe, expect, test } from "@jest/globals";
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

describe("Staging", () => {
  test("is a copy of the web tier with an image of its own, out of the same reserve, on its own subnet", () => {
    const clones = inputsOf("prod-se-staging-web-clones");
    const production = inputsOf("prod-se-web-clones");
    expect(clones).toMatchObject({
      vmScaleSetName: "vmss-prod-se-staging",
      sku: { name: "Standard_D4s_v5", tier: "Standard", capacity: 2 },
      zones: production.zones,
      virtualMachineProfile: {
        capacityReservation: { capacityReservationGroup: { id: "/mock/prod-se-reserve-group" } },
        storageProfile: { imageReference: { id: "/subscriptions/s/galleries/next/1.0.1" } },
        networkProfile: {
          networkInterfaceConfigurations: [
            {
              ipConfigurations: [
                { subnet: { id: "/mock/prod-se-network-vnet/subnets/snet-staging" } },
              ],
            },
          ],
        },
      },
    });
    expect(JSON.stringify(clones)).not.toContain("applicationGatewayBackendAddressPools");
    expect(JSON.stringify(production)).toContain("applicationGatewayBackendAddressPools");
  });

  test("is scaled by the profiles that the plan lends it, and by nothing else", () => {
    expect(inputsOf("prod-se-staging-season-autoscale")).toMatchObject({
      enabled: true,
      targetResourceUri: "/mock/prod-se-staging-web-clones",
      profiles: [{ name: "always", capacity: { minimum: "0", maximum: "4", default: "0" } }],
      tags: { coveredUntil: "2027-01-12" },
    });
    expect(stack.named("prod-se-staging-web-clones").options.ignoreChanges).toEqual([
      "sku.capacity",
    ]);
  });
});

describe("Staging's database", () => {
  test("is a small server of production's engine and version, private, without a standby, and protected by nobody", () => {
    const server = inputsOf("prod-se-staging-postgresql-server");
    const production = inputsOf("prod-se-database-postgresql-server");
    expect(server).toMatchObject({
      serverName: "psql-prod-se-staging-k7m2",
      resourceGroupName: "rg-prod-se-staging",
      version: production.version,
      sku: { name: "Standard_B2ms", tier: "Burstable" },
      highAvailability: { mode: "Disabled" },
      backup: { backupRetentionDays: 7, geoRedundantBackup: "Disabled" },
      authConfig: { passwordAuth: "Disabled" },
      tags: { tier: "staging" },
    });
    expect(server.network).toMatchObject({
      delegatedSubnetResourceId: "/mock/prod-se-network-vnet/subnets/snet-staging-database",
    });
    expect(stack.named("prod-se-staging-postgresql-server").options.protect).toBeUndefined();
    expect(stack.named("prod-se-database-postgresql-server").options.protect).toBe(true);
  });

  test("takes the connections of all of staging's clones, and some for people", () => {
    const perClone = SETTINGS.database.connectionsPerClone;
    expect(inputsOf("prod-se-staging-postgresql-max-connections")).toMatchObject({
      // Azure keeps 15 for itself.
      value: String(SETTINGS.staging.ceiling * perClone + 50 + 15),
    });
  });
});
