import { beforeAll, describe, expect, test } from "@jest/globals";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { Web } from "../../../infra/datacenter/web.ts";
import { type MockedStack, mockedStack } from "../../support/mocked-stack.ts";
import { declare } from "./declare.ts";
import { PLAN, SETTINGS } from "./fixture.ts";

let stack: MockedStack;
beforeAll(async () => {
  stack = await declare(SETTINGS);
});

function inputsOf(name: string): Record<string, unknown> {
  return stack.named(name).inputs;
}

describe("Web", () => {
  const clones = (): Record<string, unknown> => inputsOf("prod-se-web-clones");

  test("declares a Flexible set over the zones that starts with what the plan has standing", () => {
    expect(clones()).toMatchObject({
      orchestrationMode: "Flexible",
      zones: ["1", "2", "3"],
      platformFaultDomainCount: 1,
      singlePlacementGroup: false,
      sku: { name: "Standard_D4s_v5", capacity: 6 },
    });
  });

  test("leaves the count to autoscale once the set stands", () => {
    expect(stack.named("prod-se-web-clones").options.ignoreChanges).toEqual(["sku.capacity"]);
  });

  test("makes clones that are encrypted, trusted, without password and without public address", () => {
    expect(clones()).toMatchObject({
      identity: { type: "UserAssigned" },
      virtualMachineProfile: {
        securityProfile: {
          encryptionAtHost: true,
          securityType: "TrustedLaunch",
          uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
        },
        osProfile: { linuxConfiguration: { disablePasswordAuthentication: true } },
      },
    });
    expect(clones()).not.toHaveProperty("virtualMachineProfile.osProfile.adminPassword");
    expect(JSON.stringify(clones())).not.toContain("publicIPAddressConfiguration");
  });

  test("joins clones to the gateway's pool, in their own subnet", () => {
    expect(clones()).toHaveProperty(
      "virtualMachineProfile.networkProfile.networkInterfaceConfigurations.0.ipConfigurations.0",
      expect.objectContaining({
        subnet: { id: "/mock/prod-se-network-vnet/subnets/snet-web" },
        applicationGatewayBackendAddressPools: [
          { id: "/mock/prod-se-edge-gateway/backendAddressPools/web" },
        ],
      }),
    );
  });

  test("watches each clone's health and replaces the sick, upgrading a fifth at a time", () => {
    expect(clones()).toMatchObject({
      automaticRepairsPolicy: { enabled: true, gracePeriod: "PT10M", repairAction: "Replace" },
      upgradePolicy: {
        mode: "Rolling",
        rollingUpgradePolicy: { maxBatchInstancePercent: 20, maxSurge: true },
      },
      virtualMachineProfile: {
        extensionProfile: {
          extensions: [
            {
              type: "ApplicationHealthLinux",
              settings: { protocol: "http", port: 80, requestPath: "/health" },
            },
          ],
        },
      },
    });
    expect(clones()).not.toHaveProperty(
      "upgradePolicy.rollingUpgradePolicy.rollbackFailedInstancesOnPolicyBreach",
    );
  });

  test.each([
    [2, 50],
    [3, 34],
    [4, 25],
    [10, 20],
  ])(
    "lets one sick clone of a floor of %d not hold up the upgrade that cures it",
    async (floor, percent) => {
      const other = await declare({ ...SETTINGS, web: { ...SETTINGS.web, floor } });
      expect(other.named("prod-se-web-clones").inputs).toHaveProperty(
        "upgradePolicy.rollingUpgradePolicy.maxUnhealthyInstancePercent",
        percent,
      );
    },
  );

  test("is the same in every season but for the first count", async () => {
    const later = await mockedStack(() => {
      new Datacenter("prod-se", SETTINGS, {
        ...PLAN,
        profiles: { ...PLAN.profiles, profiles: [{ name: "always", floor: 20, ceiling: 24 }] },
        declared: { ...PLAN.declared, clones: 20, reservePerZone: 8 },
      });
    });
    const { sku, ...others } = later.named("prod-se-web-clones").inputs;
    const { sku: before, ...othersBefore } = clones();
    expect(others).toEqual(othersBefore);
    expect(sku).toEqual({ ...(before as object), capacity: 20 });
  });

  test("gives a marketplace image something that answers the probe, and a gallery image nothing", async () => {
    const profile = clones().virtualMachineProfile as { osProfile: { customData: string } };
    const text = Buffer.from(profile.osProfile.customData, "base64").toString();
    expect(text).toMatch(/^#cloud-config\n/);
    expect(text).toContain("location = /health { return 200");

    const gallery = "/subscriptions/s/…/galleries/g/images/web/versions/1.2.3";
    const other = await declare({ ...SETTINGS, web: { ...SETTINGS.web, image: { gallery } } });
    const { inputs } = other.named("prod-se-web-clones");
    expect(inputs).toHaveProperty("virtualMachineProfile.storageProfile.imageReference", {
      id: gallery,
    });
    expect(inputs).not.toHaveProperty("virtualMachineProfile.osProfile.customData");
  });

  test("draws on the reserve from the start", () => {
    expect(clones()).toHaveProperty(
      "virtualMachineProfile.capacityReservation.capacityReservationGroup.id",
      "/mock/prod-se-reserve-group",
    );
  });

  test("refuses a floor above its ceiling", () => {
    const { web } = SETTINGS;
    const args = { datacenter: "d", region: "r", tags: {}, zones: ["1"], subnetId: "s" };
    const ids = { backendPoolId: "p", reservationGroupId: "g" };
    expect(
      () => new Web("lone-web", { ...args, ...web, ...ids, floor: 9, ceiling: 8, firstCount: 9 }),
    ).toThrow("lone-web: floor 9 is above ceiling 8.");
  });
});
