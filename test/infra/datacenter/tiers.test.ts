import { beforeAll, describe, expect, test } from "@jest/globals";
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { Web } from "../../../infra/datacenter/web.ts";
import type { Settings } from "../../../infra/settings/index.ts";
import { type MockedStack, mockedStack } from "../../support/mocked-stack.ts";
import { PLAN, SETTINGS } from "./fixture.ts";

function declare(settings: Settings): Promise<MockedStack> {
  return mockedStack(() => {
    new Datacenter("prod-se", settings, PLAN);
  });
}

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

describe("Secrets", () => {
  test("keeps a vault that only roles open, that can't be purged, and that lets no one in unnamed", () => {
    expect(inputsOf("prod-se-secrets-vault")).toMatchObject({
      vaultName: "kv-prod-se-k7m2",
      properties: {
        enableRbacAuthorization: true,
        enablePurgeProtection: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        networkAcls: {
          defaultAction: "Deny",
          bypass: "AzureServices",
          ipRules: [{ value: "192.0.2.10" }],
        },
      },
    });
    expect(inputsOf("prod-se-secrets-vault")).not.toHaveProperty("properties.accessPolicies");
  });

  test("lets the gateway's identity read secrets of that vault, and do nothing more", () => {
    expect(inputsOf("prod-se-secrets-gateway-reads")).toMatchObject({
      scope: "/mock/prod-se-secrets-vault",
      principalId: "principal-of-prod-se-secrets-gateway-identity",
      principalType: "ServicePrincipal",
      roleDefinitionId: expect.stringMatching(/4633458b-17de-408a-b874-0445c86b69e6$/),
    });
  });

  test.each([
    ["se", "se.school.example"],
    ["ch", "ch.school.example"],
  ])("makes market %s a certificate for %s that renews itself", (market, hostname) => {
    expect(inputsOf(`prod-se-secrets-${market}-certificate`)).toMatchObject({
      keyVaultId: "/mock/prod-se-secrets-vault",
      certificatePolicy: {
        issuerParameters: { name: "Self" },
        keyProperties: { keyType: "RSA", keySize: 2048, reuseKey: false },
        lifetimeActions: [
          { action: { actionType: "AutoRenew" }, trigger: { daysBeforeExpiry: 45 } },
        ],
        x509CertificateProperties: {
          subject: `CN=${hostname}`,
          subjectAlternativeNames: { dnsNames: [hostname] },
        },
      },
    });
  });
});

describe("Edge", () => {
  const gateway = (): Record<string, unknown> => inputsOf("prod-se-edge-gateway");

  test("spreads a WAF_v2 gateway over the zones, between the plan's least and the settings' most instances", () => {
    expect(gateway()).toMatchObject({
      zones: ["1", "2", "3"],
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      autoscaleConfiguration: { minCapacity: 3, maxCapacity: 10 },
      sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101" },
      firewallPolicy: { id: "/mock/prod-se-edge-firewall" },
      gatewayIPConfigurations: [{ subnet: { id: "/mock/prod-se-network-vnet/subnets/snet-edge" } }],
    });
    expect(gateway()).not.toHaveProperty("sku.capacity");
  });

  test("serves each market by a listener and a certificate of its own, read without a version", () => {
    expect(gateway().sslCertificates).toEqual([
      { name: "ch", keyVaultSecretId: "https://vault.example/secrets/edge-ch" },
      { name: "se", keyVaultSecretId: "https://vault.example/secrets/edge-se" },
    ]);
    expect(gateway().httpListeners).toEqual([
      expect.objectContaining({
        name: "https-ch",
        protocol: "Https",
        hostName: "ch.school.example",
      }),
      expect.objectContaining({ name: "http-ch", protocol: "Http", hostName: "ch.school.example" }),
      expect.objectContaining({
        name: "https-se",
        protocol: "Https",
        hostName: "se.school.example",
      }),
      expect.objectContaining({ name: "http-se", protocol: "Http", hostName: "se.school.example" }),
    ]);
  });

  test("sends plain HTTP to HTTPS of the same host, and never to a clone", () => {
    const rules = gateway().requestRoutingRules as { name: string }[];
    for (const rule of rules.filter(({ name }) => name.startsWith("http-"))) {
      expect(rule).toHaveProperty("redirectConfiguration.id");
      expect(rule).not.toHaveProperty("backendAddressPool");
    }
    expect(gateway().redirectConfigurations).toContainEqual(
      expect.objectContaining({
        redirectType: "Permanent",
        includePath: true,
        includeQueryString: true,
        targetListener: {
          id: "/mock/prod-se-edge-rg/providers/Microsoft.Network/applicationGateways/agw-prod-se/httpListeners/https-se",
        },
      }),
    );
  });

  test("waits for the role by which it reads its certificates", () => {
    const { dependsOn } = stack.named("prod-se-edge-gateway").options;
    expect(dependsOn).toEqual([expect.any(RoleAssignment)]);
  });

  test("drains a clone that leaves, and asks each whether it is well", () => {
    expect(gateway()).toMatchObject({
      backendHttpSettingsCollection: [
        {
          connectionDraining: { enabled: true, drainTimeoutInSec: 60 },
          port: 80,
          requestTimeout: 60,
        },
      ],
      probes: [{ path: "/health", match: { statusCodes: ["200"] } }],
    });
  });

  test("prevents by managed rules, bot rules and the plan's limit on one client's requests", () => {
    expect(inputsOf("prod-se-edge-firewall")).toMatchObject({
      policySettings: { state: "Enabled", mode: "Prevention", requestBodyCheck: true },
      managedRules: {
        managedRuleSets: [
          { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.1" },
          { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
        ],
      },
      customRules: [
        {
          ruleType: "RateLimitRule",
          action: "Block",
          rateLimitDuration: "OneMin",
          rateLimitThreshold: 2500,
          groupByUserSession: [{ groupByVariables: [{ variableName: "ClientAddr" }] }],
        },
      ],
    });
  });

  test("keeps every rule's priority when a market goes", async () => {
    const [, ch] = SETTINGS.markets;
    if (ch === undefined) throw new Error("the fixture has two markets");
    const fewer = await declare({ ...SETTINGS, markets: [ch] });
    const rules = gateway().requestRoutingRules as { name: string }[];
    expect(fewer.named("prod-se-edge-gateway").inputs.requestRoutingRules).toEqual(
      rules.filter(({ name }) => name.endsWith("-ch")),
    );
  });

  test.each([
    ["perAddress", { mode: "perAddress" }, "Enabled", undefined],
    ["none", { mode: "none" }, "VirtualNetworkInherited", undefined],
    ["plan", { mode: "plan", planId: "/plan" }, "VirtualNetworkInherited", { id: "/plan" }],
  ] as const)(
    "protects its address from floods as set: %s",
    async (_, ddosProtection, mode, plan) => {
      const other = await declare({
        ...SETTINGS,
        network: { ...SETTINGS.network, ddosProtection },
      });
      expect(other.named("prod-se-edge-ip").inputs.ddosSettings).toEqual({ protectionMode: mode });
      expect(other.named("prod-se-network-vnet").inputs.ddosProtectionPlan).toEqual(plan);
      expect(other.named("prod-se-network-vnet").inputs.enableDdosProtection).toBe(
        plan !== undefined,
      );
      expect(other.resources.filter(({ type }) => /DdosProtectionPlan/.test(type))).toEqual([]);
    },
  );
});

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

describe("SeasonalScaling", () => {
  test("is given the plan's profiles, and until when they are planned", () => {
    const { profiles, tags } = inputsOf("prod-se-season-autoscale");
    expect(profiles).toMatchObject([
      { name: "always", capacity: { minimum: "11", maximum: "13" } },
      { name: "monday-0730", capacity: { minimum: "6", maximum: "9" } },
    ]);
    expect(tags).toHaveProperty("coveredUntil", "2027-01-11");
  });
});
