import { PostgreSQLManagementFlexibleServerClient } from "@azure/arm-postgresql-flexible";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import { setFault } from "../../../local/behaviours/faults/set-fault.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { readOrder } from "../../../ops/local/fault/read-order.ts";
import { moment, place, turn } from "../faults/support/standing.ts";
import { TestAzure } from "./support/azure.ts";
import { groupId, networkId, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const GROUP = groupId("rg-test");
const VNET = networkId("rg-test", "virtualNetworks", "vnet");
const SUBNET = `${VNET}/subnets/snet-database`;
const ZONE = networkId("rg-test", "privateDnsZones", "test.private.postgres.database.azure.com");
const LINK = `${ZONE}/virtualNetworkLinks/link`;
const PROVIDER = "providers/Microsoft.DBforPostgreSQL/flexibleServers";
const SERVER = `${GROUP}/${PROVIDER}/psql-test`;
const MAX_CONNECTIONS = `${SERVER}/configurations/max_connections`;
const PLATFORM = `${SERVER}/databases/platform`;
const ADMINISTRATOR = `${SERVER}/administrators/6b5c1f5e-0000-4000-8000-0123456789ab`;

const serverBody: JsonObject = {
  location: REGION,
  tags: { tier: "database" },
  sku: { name: "Standard_D4ds_v5", tier: "GeneralPurpose" },
  properties: {
    version: "17",
    availabilityZone: "1",
    highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "2" },
    storage: { storageSizeGB: 128, autoGrow: "Enabled" },
    backup: { backupRetentionDays: 21, geoRedundantBackup: "Disabled" },
    network: { delegatedSubnetResourceId: SUBNET, privateDnsZoneArmResourceId: ZONE },
    authConfig: {
      activeDirectoryAuth: "Enabled",
      passwordAuth: "Disabled",
      tenantId: account.tenantId,
    },
  },
};

const administratorBody: JsonObject = {
  properties: { principalType: "Group", principalName: "dba", tenantId: account.tenantId },
};

function vnetBody(delegation = "Microsoft.DBforPostgreSQL/flexibleServers"): JsonObject {
  return {
    location: REGION,
    properties: {
      addressSpace: { addressPrefixes: ["10.10.0.0/16"] },
      subnets: [
        {
          name: "snet-database",
          properties: {
            addressPrefix: "10.10.1.0/24",
            delegations: [{ name: "database", properties: { serviceName: delegation } }],
          },
        },
      ],
    },
  };
}

const value = (text: string): JsonObject => ({
  properties: { value: text, source: "user-override" },
});

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await azure.put(GROUP, { location: REGION });
  await azure.put(VNET, vnetBody());
  await azure.put(ZONE, { location: "global" });
  await azure.put(LINK, { location: "global", properties: { virtualNetwork: { id: VNET } } });
});
afterEach(() => azure.close());

type Changes = Readonly<Record<string, Json | undefined>>;

describe("a flexible server", () => {
  /** @accepts Microsoft.DBforPostgreSQL/flexibleServers */
  test("is kept with what Azure fills in, and can be written back as it was read", async () => {
    const written = await azure.put(SERVER, serverBody);
    expect(written).toMatchObject({
      id: SERVER,
      properties: {
        state: "Ready",
        minorVersion: "6",
        fullyQualifiedDomainName: "psql-test.postgres.database.azure.com",
        highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "2", state: "Healthy" },
        storage: { storageSizeGB: 128, tier: "P10", iops: 500 },
        backup: { earliestRestoreDate: "2026-11-23T08:00:00Z" },
        network: { publicNetworkAccess: "Disabled" },
        maintenanceWindow: { customWindow: "Disabled" },
        dataEncryption: { type: "SystemManaged" },
      },
    });
    const read = await azure.get(SERVER);
    expect(await azure.put(SERVER, read)).toEqual(read);
  });

  test("chooses zones where none are asked for, never the same twice, and no standby by itself", async () => {
    const {
      highAvailability: _,
      availabilityZone: __,
      ...rest
    } = serverBody.properties as JsonObject;
    const alone = await azure.put(SERVER, { ...serverBody, properties: rest });
    expect(alone).toMatchObject({
      properties: {
        availabilityZone: "1",
        highAvailability: { mode: "Disabled", state: "NotEnabled" },
      },
    });
    const both = { ...rest, highAvailability: { mode: "ZoneRedundant" } };
    expect(await azure.put(SERVER, { ...serverBody, properties: both })).toMatchObject({
      properties: { availabilityZone: "1", highAvailability: { standbyAvailabilityZone: "2" } },
    });
  });

  /** @refuses Microsoft.DBforPostgreSQL/flexibleServers */
  test.each<[string, string, Changes]>([
    ["a size that is not offered", "sku.name", { "sku.name": "Standard_D3ds_v5" }],
    ["a size of another tier", "sku.tier", { "sku.tier": "MemoryOptimized" }],
    [
      "storage between two sizes",
      "properties.storage.storageSizeGB",
      {
        "properties.storage.storageSizeGB": 100,
      },
    ],
    [
      "backups for 6 days",
      "properties.backup.backupRetentionDays",
      {
        "properties.backup.backupRetentionDays": 6,
      },
    ],
    [
      "backups for 36 days",
      "properties.backup.backupRetentionDays",
      {
        "properties.backup.backupRetentionDays": 36,
      },
    ],
    [
      "a standby in the primary's zone",
      "properties.highAvailability.standbyAvailabilityZone",
      {
        "properties.highAvailability.standbyAvailabilityZone": "1",
      },
    ],
    [
      "a zone that the region lacks",
      "properties.availabilityZone",
      {
        "properties.availabilityZone": "4",
      },
    ],
    [
      "a standby of a burstable server",
      "properties.highAvailability.mode",
      {
        sku: { name: "Standard_B2ms", tier: "Burstable" },
      },
    ],
    [
      "a server that nobody may log in to",
      "properties.authConfig",
      {
        "properties.authConfig.activeDirectoryAuth": "Disabled",
      },
    ],
    [
      "passwords without a login",
      "properties.administratorLogin",
      {
        "properties.authConfig.passwordAuth": "Enabled",
      },
    ],
    [
      "a subnet without a private DNS zone",
      "properties.network.privateDnsZoneArmResourceId",
      {
        "properties.network.privateDnsZoneArmResourceId": undefined,
      },
    ],
    [
      "a maintenance window on an eighth day",
      "properties.maintenanceWindow.dayOfWeek",
      {
        "properties.maintenanceWindow": { customWindow: "Enabled", dayOfWeek: 7 },
      },
    ],
  ])("refuses %s", async (_, target, changes) => {
    const refused = await azure.refused("PUT", SERVER, edited(serverBody, changes));
    expect(refused).toMatchObject({ status: 400, code: "InvalidParameterValue", target });
  });

  test("refuses a subnet that is not delegated to it, and a zone that is not linked or not its own", async () => {
    await azure.put(VNET, vnetBody("Microsoft.Sql/managedInstances"));
    expect((await azure.refused("PUT", SERVER, serverBody)).code).toBe(
      "SubnetMissingRequiredDelegation",
    );
    await azure.put(VNET, vnetBody());
    await azure.delete(LINK);
    expect((await azure.refused("PUT", SERVER, serverBody)).message).toContain("is not linked");
    const other = networkId("rg-test", "privateDnsZones", "database.example");
    await azure.put(other, { location: "global" });
    const named = edited(serverBody, { "properties.network.privateDnsZoneArmResourceId": other });
    expect((await azure.refused("PUT", SERVER, named)).message).toContain("does not end in");
  });

  test("refuses a name that another server has anywhere", async () => {
    await azure.put(SERVER, serverBody);
    await azure.put(groupId("rg-other"), { location: REGION });
    const refused = await azure.refused(
      "PUT",
      `${groupId("rg-other")}/${PROVIDER}/psql-test`,
      serverBody,
    );
    expect(refused).toMatchObject({ status: 409, code: "ServerNameAlreadyExists" });
  });

  /** @changes Microsoft.DBforPostgreSQL/flexibleServers */
  test("takes another size, a newer version, more storage and other backups in place", async () => {
    await azure.put(SERVER, serverBody);
    const changed = await azure.put(
      SERVER,
      edited(serverBody, {
        "sku.name": "Standard_D16ds_v5",
        "properties.version": "18",
        "properties.storage.storageSizeGB": 512,
        "properties.backup.backupRetentionDays": 35,
      }),
    );
    expect(changed).toMatchObject({
      sku: { name: "Standard_D16ds_v5" },
      properties: { version: "18", minorVersion: "0", storage: { tier: "P20" } },
    });
  });

  test.each<[string, number, Changes]>([
    ["less storage", 400, { "properties.storage.storageSizeGB": 64 }],
    ["an older version", 400, { "properties.version": "16" }],
    [
      "another zone of the standby",
      400,
      {
        "properties.highAvailability.standbyAvailabilityZone": "3",
      },
    ],
    ["another zone of the primary", 409, { "properties.availabilityZone": "3" }],
    ["copies in the region's pair", 409, { "properties.backup.geoRedundantBackup": "Enabled" }],
  ])("refuses %s later", async (_, status, changes) => {
    await azure.put(SERVER, serverBody);
    const refused = await azure.refused("PUT", SERVER, edited(serverBody, changes));
    expect(refused.status).toBe(status);
  });

  test("keeps its subnet and its zone from being deleted", async () => {
    await azure.put(SERVER, serverBody);
    expect((await azure.refused("DELETE", VNET)).code).toBe("InUseSubnetCannotBeDeleted");
    await azure.delete(LINK);
    expect((await azure.refused("DELETE", ZONE)).status).toBe(409);
    await azure.delete(SERVER);
    await azure.delete(VNET);
  });
});

describe("a server whose zone is lost", () => {
  const zones = async (): Promise<unknown[]> => {
    const { properties } = await azure.get(SERVER);
    const { availabilityZone, highAvailability } = properties as JsonObject;
    const { standbyAvailabilityZone, state } = highAvailability as JsonObject;
    return [availabilityZone, standbyAvailabilityZone, state];
  };
  const lose = (zone: string, length: string): void => {
    const words = { kind: "zone", what: zone, for: length };
    setFault(moment(azure), readOrder(words, place(azure, REGION)));
  };

  beforeEach(async () => {
    await azure.put(SERVER, serverBody);
  });

  /** @changes fault: zone */
  test("fails over to its standby within two minutes, and stays there when the zone is back", async () => {
    lose("1", "10m");
    turn(azure, 1);
    expect(await zones()).toEqual(["1", "2", "Healthy"]);
    turn(azure, 2);
    expect(await zones()).toEqual(["2", "1", "CreatingStandby"]);
    turn(azure, 10);
    expect(await zones()).toEqual(["2", "1", "Healthy"]);
  });

  test("waits where its standby's zone is lost too, or its own is back in time", async () => {
    lose("1", "1m");
    turn(azure, 5);
    expect(await zones()).toEqual(["1", "2", "Healthy"]);
    lose("2", "10m");
    lose("1", "10m");
    turn(azure, 5);
    expect(await zones()).toEqual(["1", "2", "CreatingStandby"]);
  });
});

describe("a server parameter", () => {
  beforeEach(() => azure.put(SERVER, serverBody));

  /**
   * @accepts Microsoft.DBforPostgreSQL/flexibleServers/configurations
   * @changes Microsoft.DBforPostgreSQL/flexibleServers/configurations
   */
  test("works at once, or waits for a restart where it is static", async () => {
    const idle = `${SERVER}/configurations/idle_in_transaction_session_timeout`;
    expect(await azure.put(idle, value("60000"))).toMatchObject({
      properties: { value: "60000", isDynamicConfig: true, isConfigPendingRestart: false },
    });
    const asItIs = await azure.put(MAX_CONNECTIONS, value("1718"));
    expect(asItIs).toMatchObject({
      properties: { defaultValue: "1718", isConfigPendingRestart: false },
    });
    const waits = { properties: { value: "900", isConfigPendingRestart: true } };
    expect(await azure.put(MAX_CONNECTIONS, value("900"))).toMatchObject(waits);
    expect(await azure.put(MAX_CONNECTIONS, value("900"))).toMatchObject(waits);
  });

  test.each<[string, () => Promise<unknown>]>([
    ["a restart", () => azure.request("POST", `${SERVER}/restart`, {})],
    ["a resize", () => azure.put(SERVER, edited(serverBody, { "sku.name": "Standard_D8ds_v5" }))],
    ["an upgrade", () => azure.put(SERVER, edited(serverBody, { "properties.version": "18" }))],
  ])("waits no longer after %s", async (_, restart) => {
    await azure.put(MAX_CONNECTIONS, value("900"));
    await azure.put(SERVER, edited(serverBody, { "tags.tier": "other" }));
    expect(await azure.get(MAX_CONNECTIONS)).toMatchObject({
      properties: { isConfigPendingRestart: true },
    });
    await restart();
    expect(await azure.get(MAX_CONNECTIONS)).toMatchObject({
      properties: { value: "900", isConfigPendingRestart: false },
    });
  });

  /** @refuses Microsoft.DBforPostgreSQL/flexibleServers/configurations */
  test.each([
    ["max_connections", "24", "InvalidParameterValue"],
    ["max_connections", "many", "InvalidParameterValue"],
    ["require_secure_transport", "perhaps", "InvalidParameterValue"],
    ["ssl_min_protocol_version", "TLSv1", "InvalidParameterValue"],
    ["max_conections", "900", "ConfigurationNotExists"],
  ])("refuses %s of %s", async (name, text, code) => {
    const refused = await azure.refused("PUT", `${SERVER}/configurations/${name}`, value(text));
    expect(refused.code).toBe(code);
  });
});

describe("a database and an administrator", () => {
  beforeEach(() => azure.put(SERVER, serverBody));

  /**
   * @accepts Microsoft.DBforPostgreSQL/flexibleServers/databases
   * @changes Microsoft.DBforPostgreSQL/flexibleServers/databases
   */
  test("stand on their server, and go with it", async () => {
    expect(await azure.put(PLATFORM, {})).toMatchObject({
      properties: { charset: "UTF8", collation: "en_US.utf8" },
    });
    await azure.put(ADMINISTRATOR, administratorBody);
    expect((await azure.list(`${SERVER}/databases`)).map(({ name }) => name)).toEqual(["platform"]);
    await azure.delete(SERVER);
    expect((await azure.request("GET", PLATFORM)).status).toBe(404);
    expect((await azure.request("GET", ADMINISTRATOR)).status).toBe(404);
  });

  /** @refuses Microsoft.DBforPostgreSQL/flexibleServers/databases */
  test("refuse another collation later, Azure's own databases, and a server that is not there", async () => {
    await azure.put(PLATFORM, {});
    const sorted = { properties: { collation: "sv_SE.utf8" } };
    expect((await azure.refused("PUT", PLATFORM, sorted)).status).toBe(409);
    expect((await azure.refused("PUT", `${SERVER}/databases/postgres`, {})).status).toBe(400);
    const nowhere = `${GROUP}/${PROVIDER}/psql-other/databases/platform`;
    expect((await azure.refused("PUT", nowhere, {})).code).toBe("ParentResourceNotFound");
  });

  /**
   * @accepts Microsoft.DBforPostgreSQL/flexibleServers/administrators
   * @changes Microsoft.DBforPostgreSQL/flexibleServers/administrators
   */
  test("let a group of the directory administer, and take it back", async () => {
    expect(await azure.put(ADMINISTRATOR, administratorBody)).toMatchObject({
      properties: { objectId: "6b5c1f5e-0000-4000-8000-0123456789ab", principalName: "dba" },
    });
    await azure.delete(ADMINISTRATOR);
    expect(await azure.list(`${SERVER}/administrators`)).toEqual([]);
  });

  /** @refuses Microsoft.DBforPostgreSQL/flexibleServers/administrators */
  test("refuse another tenant's, one without a name, and any where only passwords count", async () => {
    const tenant = { "properties.tenantId": "00000000-0000-0000-0000-000000000001" };
    for (const changes of [tenant, { "properties.principalName": undefined }]) {
      const refused = await azure.refused("PUT", ADMINISTRATOR, edited(administratorBody, changes));
      expect(refused.code).toBe("InvalidParameterValue");
    }
    await azure.put(
      SERVER,
      edited(serverBody, {
        "properties.authConfig": { activeDirectoryAuth: "Disabled", passwordAuth: "Enabled" },
        "properties.administratorLogin": "owner",
      }),
    );
    const refused = await azure.refused("PUT", ADMINISTRATOR, administratorBody);
    expect(refused.message).toContain("does not take Microsoft Entra authentication");
  });
});

describe("Microsoft's client", () => {
  test("makes, resizes, fails over, lists and deletes a server", async () => {
    const client = new PostgreSQLManagementFlexibleServerClient(
      credential,
      account.subscriptionId,
      inProcess(azure.plane) as object,
    );
    const { properties, ...envelope } = serverBody;
    const { servers, configurations } = client;
    await servers.beginCreateOrUpdateAndWait("rg-test", "psql-test", {
      ...envelope,
      ...(properties as object),
    } as never);
    const zones = async (): Promise<readonly (string | undefined)[]> => {
      const { availabilityZone, highAvailability } = await servers.get("rg-test", "psql-test");
      return [availabilityZone, highAvailability?.standbyAvailabilityZone];
    };
    expect(await zones()).toEqual(["1", "2"]);
    await servers.beginUpdateAndWait("rg-test", "psql-test", { sku: { name: "Standard_D8ds_v5" } });
    expect((await servers.get("rg-test", "psql-test")).sku).toEqual({
      name: "Standard_D8ds_v5",
      tier: "GeneralPurpose",
    });
    await configurations.beginPutAndWait("rg-test", "psql-test", "max_connections", {
      value: "900",
      source: "user-override",
    });
    await servers.beginRestartAndWait("rg-test", "psql-test", {
      parameters: { restartWithFailover: true, failoverMode: "PlannedFailover" },
    });
    expect(await zones()).toEqual(["2", "1"]);
    const parameter = await configurations.get("rg-test", "psql-test", "max_connections");
    expect(parameter).toMatchObject({ value: "900", isConfigPendingRestart: false });
    await servers.beginDeleteAndWait("rg-test", "psql-test");
    const names: (string | undefined)[] = [];
    for await (const { name } of servers.listBySubscription()) names.push(name);
    expect(names).toEqual([]);
  });

  test("is told that a server without a standby has none to fail over to", async () => {
    await azure.put(
      SERVER,
      edited(serverBody, { "properties.highAvailability": { mode: "Disabled" } }),
    );
    const refused = await azure.refused("POST", `${SERVER}/restart`, { restartWithFailover: true });
    expect(refused.message).toContain("no standby");
  });
});
