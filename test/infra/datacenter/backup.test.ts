import { beforeAll, describe, expect, test } from "@jest/globals";
import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { Backup, type BackupArgs } from "../../../infra/datacenter/backup.ts";
import { Secrets } from "../../../infra/datacenter/secrets.ts";
import { Storage } from "../../../infra/datacenter/storage.ts";
import { type MockedStack, mockedStack } from "../../support/mocked-stack.ts";

const TIER = { datacenter: "prod-se", region: "swedencentral", tags: { costCentre: "hosting" } };
const PLACE = { networkId: "/network", endpointSubnetId: "/network/subnets/endpoints" };
const GROUP = "/subscriptions/s/resourceGroups/rg-db";
const ARGS: Omit<BackupArgs, "blobs"> = {
  ...TIER,
  redundancy: "geo",
  retention: { days: 31, weeks: 13, months: 25, years: 4 },
  softDeleteDays: 60,
  immutability: "unlocked",
};
const SERVER = {
  id: `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql`,
  resourceGroupId: GROUP,
};
const SERVER_POLICY = "prod-se-backup-31d-13w-25m-4y-server-policy";
const MACHINES = ["primary", "standby"].map((role) => ({
  role,
  id: `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-${role}`,
}));

function backUp(more: Partial<BackupArgs> = {}): Promise<MockedStack> {
  return mockedStack(() => {
    const isVersioned = new ResourceGroup("versions", {});
    new Backup("prod-se-backup", {
      ...ARGS,
      blobs: { accountId: "/account", accountName: "st", containers: ["state"], isVersioned },
      ...more,
    });
  });
}

describe("Backup", () => {
  let stack: MockedStack;
  beforeAll(async () => {
    stack = await backUp({ server: SERVER, machines: MACHINES });
  });
  const inputsOf = (name: string): Record<string, unknown> => stack.named(name).inputs;

  test("makes both vaults alike: a copy in the pair, soft delete always on, immutable, alarmed", () => {
    expect(inputsOf("prod-se-backup-vault")).toMatchObject({
      vaultName: "bv-prod-se",
      identity: { type: "SystemAssigned" },
      properties: {
        storageSettings: [{ datastoreType: "VaultStore", type: "GeoRedundant" }],
        securitySettings: {
          softDeleteSettings: { state: "AlwaysOn", retentionDurationInDays: 60 },
          immutabilitySettings: { state: "Unlocked" },
        },
        monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" } },
      },
    });
    expect(inputsOf("prod-se-backup-machine-vault")).toMatchObject({
      vaultName: "rsv-prod-se",
      properties: {
        redundancySettings: {
          standardTierStorageRedundancy: "GeoRedundant",
          crossRegionRestore: "Enabled",
        },
        securitySettings: {
          softDeleteSettings: {
            softDeleteState: "AlwaysON",
            softDeleteRetentionPeriodInDays: 60,
          },
          immutabilitySettings: { state: "Unlocked" },
        },
        monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" } },
      },
    });
  });

  test("keeps a machine's days, weeks, months and years by an enhanced policy", () => {
    expect(inputsOf("prod-se-backup-machine-policy")).toMatchObject({
      properties: {
        policyType: "V2",
        retentionPolicy: {
          dailySchedule: { retentionDuration: { count: 31, durationType: "Days" } },
          weeklySchedule: { retentionDuration: { count: 13, durationType: "Weeks" } },
          monthlySchedule: { retentionDuration: { count: 25, durationType: "Months" } },
          yearlySchedule: { retentionDuration: { count: 4, durationType: "Years" } },
        },
      },
    });
    expect(inputsOf("prod-se-backup-machine-policy")).not.toHaveProperty(
      "properties.snapshotConsistencyType",
    );
  });

  test("ignores what Azure writes back as machines are backed up", () => {
    expect(stack.named("prod-se-backup-machine-policy").options.ignoreChanges).toEqual([
      "properties.protectedItemsCount",
    ]);
    expect(stack.named("prod-se-backup-primary-item").options.ignoreChanges).toContain(
      "properties.protectionState",
    );
  });

  test.each(["primary", "standby"])("protects the %s by Azure's name for it", (role) => {
    const which = `iaasvmcontainerv2;rg-db;vm-${role}`;
    expect(inputsOf(`prod-se-backup-${role}-item`)).toMatchObject({
      fabricName: "Azure",
      containerName: `IaasVMContainer;${which}`,
      protectedItemName: `VM;${which}`,
      properties: { policyId: "/mock/prod-se-backup-machine-policy" },
    });
  });

  test("takes a server whole each week, and the blobs each day", () => {
    const rules = (name: string) =>
      (inputsOf(name).properties as { policyRules: Record<string, unknown>[] }).policyRules;
    expect(rules(SERVER_POLICY)[0]).toMatchObject({
      backupParameters: { backupType: "Full" },
      trigger: { schedule: { repeatingTimeIntervals: ["R/2026-01-04T01:00:00+00:00/P1W"] } },
    });
    const durations = (name: string) =>
      rules(name)
        .slice(1)
        .map(({ lifecycles }) => (lifecycles as [{ deleteAfter: object }])[0].deleteAfter);
    const lasting = (duration: string) => ({ duration, objectType: "AbsoluteDeleteOption" });
    expect(durations(SERVER_POLICY)).toEqual(["P91D", "P25M", "P4Y"].map(lasting));
    expect(durations("prod-se-backup-31d-13w-25m-4y-blobs-policy")).toEqual(
      ["P31D", "P91D", "P25M", "P4Y"].map(lasting),
    );
  });

  test("has another policy for another retention, beside the old one, as none can be changed", async () => {
    expect(inputsOf(SERVER_POLICY)).toMatchObject({ backupPolicyName: "server-31d-13w-25m-4y" });
    const longer = await backUp({ retention: { ...ARGS.retention, years: 5 } });
    expect(longer.named("prod-se-backup-31d-13w-25m-5y-blobs-policy").inputs).toMatchObject({
      backupPolicyName: "blobs-31d-13w-25m-5y",
    });
  });

  test("gives the vault one role on what it backs up, and a look at the server's group", () => {
    const roles = stack.resources
      .filter(({ type }) => type.endsWith(":RoleAssignment"))
      .map(({ inputs }) => [inputs.scope, String(inputs.roleDefinitionId).split("/").at(-1)]);
    expect(roles).toEqual([
      ["/account", "e5e2a7ff-d759-4cd2-bb51-3152d37e2eb1"],
      [SERVER.id, "c088a766-074b-43ba-90d4-1fb21feae531"],
      [GROUP, "acdd72a7-3385-48ef-bd42-f606fba81ae7"],
    ]);
  });

  test("protects the vaults, all that is in them and their group", () => {
    const guarded = stack.resources.filter(({ options }) => options.protect === true);
    expect(guarded.map(({ name }) => name.replace("prod-se-backup-", "")).sort()).toEqual([
      ...["blobs-instance", "machine-vault", "primary-item", "rg", "server-instance"],
      ...["standby-item", "vault"],
    ]);
  });

  test("makes no vault for machines where there are none, and keeps copies here where that is set", async () => {
    const small = await backUp({ redundancy: "zone" });
    expect(small.resources.some(({ type }) => type.includes("recoveryservices"))).toBe(false);
    expect(small.named("prod-se-backup-vault").inputs).toMatchObject({
      properties: { storageSettings: [{ type: "ZoneRedundant" }] },
    });
  });

  test("joins both vaults to a guard of somebody else's, where one is set", async () => {
    const guard = "/subscriptions/other/providers/Microsoft.DataProtection/resourceGuards/guard";
    const guarded = await backUp({ machines: MACHINES, resourceGuardId: guard });
    for (const name of ["guard", "machine-guard"]) {
      expect(guarded.named(`prod-se-backup-${name}`)).toMatchObject({
        inputs: { properties: { resourceGuardResourceId: guard } },
        options: { protect: true },
      });
    }
    expect(stack.resources.some(({ name }) => name.includes("guard"))).toBe(false);
  });
});

describe("Storage", () => {
  test("is private, without keys, versioned, and its data is protected", async () => {
    const stack = await mockedStack(() => {
      new Storage("prod-se-storage", {
        ...TIER,
        ...PLACE,
        uniqueSuffix: "k7m2",
        redundancy: "geo",
        keepDays: 45,
      });
    });
    expect(stack.named("prod-se-storage-account")).toMatchObject({
      inputs: {
        accountName: "stprodsek7m2",
        sku: { name: "Standard_GZRS" },
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        minimumTlsVersion: "TLS1_2",
        publicNetworkAccess: "Disabled",
        networkRuleSet: { defaultAction: "Deny" },
        encryption: { requireInfrastructureEncryption: true },
      },
      options: { protect: true, retainOnDelete: true },
    });
    for (const name of ["rg", "state"]) {
      expect(stack.named(`prod-se-storage-${name}`)).toMatchObject({
        options: { protect: true, retainOnDelete: true },
      });
    }
    expect(stack.named("prod-se-storage-blobs").options).toMatchObject({ retainOnDelete: true });
    expect(stack.named("prod-se-storage-blobs").inputs).toMatchObject({
      isVersioningEnabled: true,
      changeFeed: { enabled: true },
      deleteRetentionPolicy: { enabled: true, days: 45 },
      containerDeleteRetentionPolicy: { enabled: true, days: 45 },
    });
    expect(stack.named("prod-se-storage-endpoint").inputs).toMatchObject({
      subnet: { id: PLACE.endpointSubnetId },
      privateLinkServiceConnections: [
        { privateLinkServiceId: "/mock/prod-se-storage-account", groupIds: ["blob"] },
      ],
    });
  });
});

describe("Secrets", () => {
  const secrets = (allowedAddresses: readonly string[]) =>
    mockedStack(() => {
      new Secrets("prod-se-secrets", {
        ...TIER,
        ...PLACE,
        uniqueSuffix: "k7m2",
        hostnames: {},
        certificateIssuer: "Self",
        allowedAddresses,
      });
    });

  test.each([
    [[], "Disabled"],
    [["192.0.2.10"], "Enabled"],
  ])("with the addresses %j has a public side that is %s", async (addresses, expected) => {
    const stack = await secrets(addresses);
    expect(stack.named("prod-se-secrets-vault").inputs).toMatchObject({
      properties: { publicNetworkAccess: expected, networkAcls: { defaultAction: "Deny" } },
    });
  });

  test("tells the network of its private zone only when the endpoint's address is in it", async () => {
    const stack = await secrets([]);
    expect(stack.named("prod-se-secrets-zone").inputs).toMatchObject({
      privateZoneName: "privatelink.vaultcore.azure.net",
    });
    const [first] = stack.named("prod-se-secrets-zone-link").options.dependsOn as pulumi.Resource[];
    const urn = await new Promise((resolve) => pulumi.output(first?.urn).apply(resolve));
    expect(urn).toContain("::prod-se-secrets-endpoint-name");
  });
});
