import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Answer, Behaviour, Call, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { asObject, at, compact, equal, numberAt, objectAt, textAt } from "../support/json.ts";
import { fillIdentity, fillProperties } from "../support/outputs.ts";
import { refuseServer } from "./postgresql-checks.ts";
import { RETENTION_DAYS, STORAGE_SIZES, VERSIONS } from "./postgresql-facts.ts";
import { failOver, standbyState, zonesOf } from "./postgresql-failover.ts";
import { REFUSED, SERVER } from "./postgresql-names.ts";
import { SERVER_REFERENCES } from "./postgresql-references.ts";
import { endWaits } from "./postgresql-waits.ts";

const MODE = "properties.highAvailability.mode";
const STANDBY = "properties.highAvailability.standbyAvailabilityZone";

/**
 * Microsoft.DBforPostgreSQL/flexibleServers. It is kept, checked and named; no PostgreSQL runs here.
 *
 * A new size and a new version are changes in place, which restart it (Azure makes machines of the size and fails over
 * to them: Microsoft Learn, "Scaling resources in Azure Database for PostgreSQL"); `POST restart` restarts it, with
 * `restartWithFailover` so that primary and standby swap their zones. Parameters that wait for a restart wait no longer.
 *
 * Sources: Azure/azure-rest-api-specs, DBforPostgreSQL.Management/models.tsp (defaults; what is given at creation only);
 * those of the checks. Undocumented: the codes of what is refused. Chosen: a maintenance window counts from the creation
 * on, though the specification has it for updates only.
 */
export const postgresqlServer: Behaviour = {
  type: SERVER,
  regional: true,
  patch: "merge",
  readOnly: [
    "systemData",
    "identity.tenantId",
    "properties.minorVersion",
    "properties.state",
    "properties.fullyQualifiedDomainName",
    "properties.replicaCapacity",
    "properties.privateEndpointConnections",
    "properties.backup.earliestRestoreDate",
    "properties.highAvailability.state",
    "properties.replica.capacity",
    "properties.replica.replicationState",
    "properties.dataEncryption.primaryEncryptionKeyStatus",
    "properties.dataEncryption.geoBackupEncryptionKeyStatus",
  ],
  writeOnly: [
    "properties.administratorLoginPassword",
    "properties.createMode",
    "properties.pointInTimeUTC",
  ],
  fixed: [
    { path: "properties.administratorLogin", allows: (before) => !hasLogin(before) },
    { path: "properties.availabilityZone" },
    { path: "properties.backup.geoRedundantBackup" },
    { path: "properties.network.delegatedSubnetResourceId" },
  ],
  references: SERVER_REFERENCES,
  prepare,
  refuse: refuseServer,
  afterWrite(document, { previous, store }) {
    const resized = !equal(at(document, "sku"), at(previous, "sku"));
    const upgraded =
      textAt(document, "properties.version") !== textAt(previous, "properties.version");
    if (previous !== undefined && (resized || upgraded)) endWaits(store, document.id);
  },
  view: (document, { store }) => ({
    ...document,
    properties: {
      ...document.properties,
      highAvailability: {
        ...objectAt(document, "properties.highAvailability"),
        state: standbyState(document, store),
      },
    },
  }),
  operations: { "POST restart": restart },
};

function hasLogin(document: JsonObject): boolean {
  return textAt(document, "properties.administratorLogin") !== undefined;
}

function prepare(draft: JsonObject, context: Context): JsonObject {
  const { id, now, previous, account } = context;
  const properties = asObject(draft.properties) ?? {};
  const version = textAt(draft, "properties.version") ?? "";
  return fillProperties(
    fillIdentity(draft, context),
    { replicationRole: "Primary" },
    {
      ...compact({ availabilityZone: zoneOf(draft, previous) }),
      authConfig: {
        activeDirectoryAuth: "Disabled",
        passwordAuth: "Enabled",
        tenantId: account.tenantId,
        ...asObject(properties.authConfig),
      },
      backup: {
        backupRetentionDays: RETENTION_DAYS.from,
        geoRedundantBackup: "Disabled",
        ...asObject(properties.backup),
        earliestRestoreDate: textAt(previous, "properties.backup.earliestRestoreDate") ?? now,
      },
      dataEncryption: { type: "SystemManaged", ...asObject(properties.dataEncryption) },
      fullyQualifiedDomainName: `${id.name.toLowerCase()}.postgres.database.azure.com`,
      highAvailability: standby(draft, previous),
      maintenanceWindow: {
        customWindow: "Disabled",
        dayOfWeek: 0,
        startHour: 0,
        startMinute: 0,
        ...asObject(properties.maintenanceWindow),
      },
      minorVersion: VERSIONS[version] ?? "",
      network: network(draft),
      privateEndpointConnections: [],
      replicaCapacity: 5,
      state: "Ready",
      storage: storage(draft),
    },
  );
}

/** A zone of Azure's choice where none is asked for: the first. */
function zoneOf(draft: JsonObject, previous: JsonObject | undefined): string {
  return (
    textAt(draft, "properties.availabilityZone") ??
    textAt(previous, "properties.availabilityZone") ??
    "1"
  );
}

function standby(draft: JsonObject, previous: JsonObject | undefined): JsonObject {
  const mode = textAt(draft, MODE) ?? "Disabled";
  if (mode === "Disabled") return { mode };
  const primary = zoneOf(draft, previous);
  const asked = textAt(draft, STANDBY) ?? textAt(previous, STANDBY);
  const chosen = mode === "SameZone" ? primary : primary === "1" ? "2" : "1";
  return { mode, standbyAvailabilityZone: asked ?? chosen };
}

function network(draft: JsonObject): JsonObject {
  const given = objectAt(draft, "properties.network");
  const isPrivate = textAt(given, "delegatedSubnetResourceId") !== undefined;
  return {
    publicNetworkAccess: "Enabled",
    ...given,
    ...(isPrivate ? { publicNetworkAccess: "Disabled" } : {}),
  };
}

function storage(draft: JsonObject): JsonObject {
  const given = objectAt(draft, "properties.storage");
  const size = STORAGE_SIZES.get(numberAt(given, "storageSizeGB") ?? 0);
  return {
    autoGrow: "Disabled",
    type: "Premium_LRS",
    ...given,
    ...compact({ tier: size?.tier, iops: size?.iops }),
  };
}

/** A restart, in which primary and standby swap their places where that is asked for. */
function restart(document: ArmDocument, { store }: Context, { body }: Call): Answer {
  if (at(body, "restartWithFailover") !== true) {
    endWaits(store, document.id);
    return { status: 200 };
  }
  const zones = zonesOf(document);
  if (zones === undefined) {
    const message = `Server ${document.name} has no standby to fail over to.`;
    throw new Refusal(REFUSED, message, { target: "restartWithFailover" });
  }
  failOver(document, zones, store);
  return { status: 200 };
}
