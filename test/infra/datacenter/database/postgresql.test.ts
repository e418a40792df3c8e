import { describe, expect, test } from "@jest/globals";
import { parameters } from "../../../../infra/datacenter/database/parameters.ts";
import {
  PostgresqlDatabase,
  type PostgresqlDatabaseArgs,
} from "../../../../infra/datacenter/database/postgresql.ts";
import { databaseMachine } from "../../../../infra/datacenter/database/sizes.ts";
import { DATABASE_SIZE_NAMES } from "../../../../infra/settings/index.ts";
import { type MockedStack, mockedStack } from "../../../support/mocked-stack.ts";

const ARGS: PostgresqlDatabaseArgs = {
  datacenter: "prod-is",
  region: "northeurope",
  tags: { product: "gradetide" },
  resourceGroupName: "rg-prod-is-database",
  uniqueSuffix: "k7m2",
  networkId: "/vnet",
  subnetId: "/vnet/subnets/snet-database",
  size: "Standard_D8ds_v5",
  smallest: "Standard_D4ds_v5",
  zone: "1",
  standbyZone: "3",
  storageGib: 128,
  connections: 400,
  backup: { retentionDays: 21, redundancy: "geo" },
  version: "17",
  administrator: { name: "dba", objectId: "6b5c1f5e-0000-4000-8000-0123456789ab" },
};

function declare(changes: Partial<PostgresqlDatabaseArgs> = {}): Promise<MockedStack> {
  return mockedStack(() => {
    new PostgresqlDatabase("db", { ...ARGS, ...changes });
  });
}

describe("PostgresqlDatabase", () => {
  test("makes a server with a standby elsewhere, private, for members of the directory alone", async () => {
    const stack = await declare();
    const { inputs } = stack.named("db-server");
    expect(inputs).toMatchObject({
      serverName: "psql-prod-is-k7m2",
      location: "northeurope",
      version: "17",
      sku: { name: "Standard_D8ds_v5", tier: "GeneralPurpose" },
      availabilityZone: "1",
      highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "3" },
      storage: { storageSizeGB: 128, autoGrow: "Enabled" },
      backup: { backupRetentionDays: 21, geoRedundantBackup: "Enabled" },
      network: {
        delegatedSubnetResourceId: "/vnet/subnets/snet-database",
        privateDnsZoneArmResourceId: "/mock/db-zone",
      },
      authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Disabled" },
      maintenanceWindow: { customWindow: "Enabled", dayOfWeek: 0, startHour: 0 },
    });
    expect(inputs).not.toHaveProperty("administratorLogin");
    expect(inputs).not.toHaveProperty("administratorLoginPassword");
    expect(stack.named("db-administrators").inputs).toMatchObject({
      objectId: ARGS.administrator.objectId,
      principalName: "dba",
      principalType: "Group",
    });
  });

  test("is found by a zone of its own, which is linked to the network before the server", async () => {
    const stack = await declare();
    expect(stack.named("db-zone").inputs.privateZoneName).toBe(
      "prod-is-database.private.postgres.database.azure.com",
    );
    expect(stack.named("db-zone-link").inputs).toMatchObject({
      virtualNetwork: { id: "/vnet" },
      registrationEnabled: false,
    });
    expect(stack.named("db-server").options.dependsOn).toMatchObject([{ __name: "db-zone-link" }]);
  });

  test("protects and retains the server and what is on it, and leaves Azure what a failover changes", async () => {
    const stack = await declare();
    for (const name of ["db-server", "db-platform"]) {
      expect(stack.named(name).options).toMatchObject({ protect: true, retainOnDelete: true });
    }
    expect(stack.named("db-server").options.ignoreChanges).toEqual([
      "availabilityZone",
      "highAvailability.standbyAvailabilityZone",
      "storage.storageSizeGB",
    ]);
  });

  test("sets the parameters one after the other, for the smallest size", async () => {
    const stack = await declare();
    const all = stack.resources.filter(({ type }) => type.endsWith(":Configuration"));
    expect(all.map(({ inputs }) => [inputs.configurationName, inputs.value])).toEqual([
      ["max_connections", "415"],
      ["shared_buffers", "524288"],
      ["require_secure_transport", "on"],
      ["ssl_min_protocol_version", "TLSv1.2"],
      ["idle_in_transaction_session_timeout", "60000"],
    ]);
    const before = ["db-administrators", ...all.map(({ name }) => name)];
    for (const [index, { options }] of all.entries()) {
      expect(options.dependsOn).toMatchObject([{ __name: before[index] }]);
    }
    expect(all.length).toBe(5);
  });

  test("makes staging's copy without a standby, small, and not protected", async () => {
    const { standbyZone: _, ...alone } = ARGS;
    const stack = await mockedStack(() => {
      new PostgresqlDatabase("db", { ...alone, role: "staging", size: "Standard_B2ms" });
    });
    const server = stack.named("db-server");
    expect(server.inputs).toMatchObject({
      serverName: "psql-prod-is-staging-k7m2",
      sku: { name: "Standard_B2ms", tier: "Burstable" },
      highAvailability: { mode: "Disabled" },
      tags: { product: "gradetide", tier: "staging" },
    });
    for (const option of ["protect", "retainOnDelete"]) {
      expect(server.options).not.toHaveProperty(option);
    }
  });

  test("makes staging's copy anew in another subnet, into which Azure moves none, and never production's", async () => {
    const stack = await mockedStack(() => {
      new PostgresqlDatabase("copy", { ...ARGS, role: "staging" });
      new PostgresqlDatabase("db", ARGS);
    });
    expect(stack.named("copy-server").options).toMatchObject({
      replaceOnChanges: ["network.delegatedSubnetResourceId"],
      deleteBeforeReplace: true,
    });
    expect(stack.named("db-server").options).not.toHaveProperty("replaceOnChanges");
    expect(stack.named("db-server").options).not.toHaveProperty("deleteBeforeReplace");
  });

  test("keeps copies out of the region's pair unless they are asked for", async () => {
    const stack = await declare({ backup: { retentionDays: 35, redundancy: "zone" } });
    expect(stack.named("db-server").inputs.backup).toMatchObject({
      geoRedundantBackup: "Disabled",
    });
  });

  test("refuses a standby in the primary's zone", () => {
    expect(() => new PostgresqlDatabase("db", { ...ARGS, standbyZone: "1" })).toThrow(
      "db: the standby is in the primary's zone, 1.",
    );
  });
});

test("knows every size that the settings allow", () => {
  for (const size of DATABASE_SIZE_NAMES) {
    expect(databaseMachine(size).memory).toBe(4 * Number(/D(\d+)/.exec(size)?.[1]));
  }
  expect(() => databaseMachine("Standard_E2ds_v5")).toThrow("is no database size");
});

test("gives a quarter of the memory to the server's own cache, and Azure its connections", () => {
  expect(Object.fromEntries(parameters({ connections: 844, memory: 8 }))).toMatchObject({
    // Azure's own figures for 8 GiB.
    max_connections: "859",
    shared_buffers: "262144",
  });
});
