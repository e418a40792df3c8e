import type { Json, JsonObject } from "../../json.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { Context } from "../behaviour.ts";
import { normalLocation, REGIONS } from "../facts/regions.ts";
import { ZONE_LINK } from "../privatedns/private-zone.ts";
import { Refusal } from "../refusal.ts";
import { at, numberAt, objectsAt, textAt } from "../support/json.ts";
import { resolve } from "../support/references.ts";
import { RETENTION_DAYS, SERVER_SIZES, STORAGE_SIZES, VERSIONS } from "./postgresql-facts.ts";
import { REFUSED, SERVER } from "./postgresql-names.ts";

const SUBNET = "properties.network.delegatedSubnetResourceId";
const ZONE = "properties.network.privateDnsZoneArmResourceId";
const STANDBY = "properties.highAvailability.standbyAvailabilityZone";

function refused(target: string, message: string): Refusal {
  return new Refusal(REFUSED, message, { target });
}

/** What a new server must say, and what any server may. */
export function refuseServer(draft: JsonObject, context: Context): Refusal[] {
  return [
    ...refuseTakenName(context),
    ...refuseSize(draft),
    ...refuseVersion(draft, context.previous),
    ...refuseStorage(draft, context.previous),
    ...refuseBackup(draft),
    ...refuseZones(draft, context.previous),
    ...refuseLogin(draft),
    ...refuseNetwork(draft, context),
    ...refuseWindow(draft),
  ];
}

/** A server's name is one in all of Azure. */
function refuseTakenName({ id, previous, store }: Context): Refusal[] {
  if (previous !== undefined) return [];
  const taken = store.list({ type: SERVER }).some(({ name }) => same(name, id.name));
  if (!taken) return [];
  const message = `Specified server name is already used: '${id.name}'.`;
  return [new Refusal("ServerNameAlreadyExists", message, { status: 409, target: "name" })];
}

function refuseSize(draft: JsonObject): Refusal[] {
  const name = textAt(draft, "sku.name") ?? "";
  const tier = textAt(draft, "sku.tier") ?? "";
  const size = SERVER_SIZES.get(name);
  if (size === undefined) {
    return [refused("sku.name", `The sku name '${name}' is not offered for flexible servers.`)];
  }
  if (size.tier === tier) return [];
  return [
    refused("sku.tier", `The sku name '${name}' belongs to tier ${size.tier}, not '${tier}'.`),
  ];
}

/** A major version goes up in place, and never down. */
function refuseVersion(draft: JsonObject, previous: JsonObject | undefined): Refusal[] {
  const target = "properties.version";
  const version = textAt(draft, target) ?? "";
  const before = textAt(previous, target);
  if (VERSIONS[version] === undefined) {
    const known = Object.keys(VERSIONS).join(", ");
    return [refused(target, `The server version '${version}' is not supported: ${known}.`)];
  }
  if (before === undefined || Number(version) >= Number(before)) return [];
  return [refused(target, `A server of version ${before} can't be brought down to ${version}.`)];
}

/** Storage only grows. Source: Microsoft Learn, "Limits in Azure Database for PostgreSQL" (storage). */
function refuseStorage(draft: JsonObject, previous: JsonObject | undefined): Refusal[] {
  const target = "properties.storage.storageSizeGB";
  const size = numberAt(draft, target) ?? 0;
  const before = numberAt(previous, target) ?? 0;
  if (!STORAGE_SIZES.has(size)) {
    const known = [...STORAGE_SIZES.keys()].join(", ");
    return [refused(target, `Storage of ${size} GiB is not offered: ${known}.`)];
  }
  if (size >= before) return [];
  return [refused(target, `Storage of ${before} GiB can't be scaled down to ${size} GiB.`)];
}

function refuseBackup(draft: JsonObject): Refusal[] {
  const target = "properties.backup.backupRetentionDays";
  const days = numberAt(draft, target) ?? RETENTION_DAYS.from;
  const { from, to } = RETENTION_DAYS;
  if (Number.isInteger(days) && days >= from && days <= to) return [];
  return [refused(target, `Backups are kept for ${from} to ${to} days, not ${days}.`)];
}

/**
 * Source: Microsoft Learn, "High availability (Reliability) in Azure Database for PostgreSQL": not with the burstable
 * tier, and across zones only where the region has some.
 */
function refuseZones(draft: JsonObject, previous: JsonObject | undefined): Refusal[] {
  const { zones = [], displayName = "" } =
    REGIONS.get(normalLocation(textAt(draft, "location") ?? "")) ?? {};
  const primary = textAt(draft, "properties.availabilityZone");
  const standby = textAt(draft, STANDBY);
  const mode = textAt(draft, "properties.highAvailability.mode");
  const refusals: Refusal[] = [];
  for (const [target, zone] of [
    ["properties.availabilityZone", primary],
    [STANDBY, standby],
  ] as const) {
    if (zone !== undefined && !zones.includes(zone)) {
      refusals.push(refused(target, `${displayName} has no availability zone '${zone}'.`));
    }
  }
  if (mode === "Disabled" || mode === undefined) return refusals;
  if (textAt(draft, "sku.tier") === "Burstable") {
    const message = "High availability is not supported for the burstable tier.";
    refusals.push(refused("properties.highAvailability.mode", message));
  }
  if (mode === "ZoneRedundant" && primary === standby) {
    const message = `A zone-redundant standby is in another zone than the primary, which is in ${primary}.`;
    refusals.push(refused(STANDBY, message));
  }
  const was = textAt(previous, "properties.highAvailability.mode");
  const stood = textAt(previous, STANDBY);
  if (was === mode && stood !== undefined && stood !== standby) {
    const message = `The standby stays in zone ${stood}: switch high availability off first.`;
    refusals.push(refused(STANDBY, message));
  }
  return refusals;
}

/** Somebody must be able to log in; a password needs a name at least when it is let in first. */
function refuseLogin(draft: JsonObject): Refusal[] {
  const byDirectory = at(draft, "properties.authConfig.activeDirectoryAuth") === "Enabled";
  const byPassword = at(draft, "properties.authConfig.passwordAuth") === "Enabled";
  if (!byDirectory && !byPassword) {
    const message = "Password and directory authentication can't both be disabled.";
    return [refused("properties.authConfig", message)];
  }
  if (!byPassword || textAt(draft, "properties.administratorLogin") !== undefined) return [];
  const message = "A server with password authentication needs administratorLogin.";
  return [refused("properties.administratorLogin", message)];
}

/**
 * Source: Microsoft Learn, "Network with private access (virtual network integration) in Azure Database for PostgreSQL":
 * a delegated subnet that nothing else is in, a private DNS zone whose name ends in postgres.database.azure.com and is
 * not the server's, linked to the network.
 */
function refuseNetwork(draft: JsonObject, context: Context): Refusal[] {
  const subnetId = textAt(draft, SUBNET);
  const zoneId = textAt(draft, ZONE);
  if (subnetId === undefined && zoneId === undefined) return [];
  if (subnetId === undefined || zoneId === undefined) {
    const message =
      "A delegated subnet and a private DNS zone are given together, or none of them.";
    return [refused(subnetId === undefined ? SUBNET : ZONE, message)];
  }
  return [...refuseSubnet(subnetId, context), ...refuseZone(zoneId, subnetId, context)];
}

function refuseSubnet(subnetId: string, { id, store }: Context): Refusal[] {
  const subnet = resolve(store, subnetId);
  if (subnet === undefined) return [];
  const services = objectsAt(subnet, "properties.delegations").map(
    (one) => textAt(one, "properties.serviceName") ?? "",
  );
  if (!services.some((service) => same(service, SERVER))) {
    const message = `The subnet ${subnetId} is not delegated to ${SERVER}.`;
    return [new Refusal("SubnetMissingRequiredDelegation", message, { target: SUBNET })];
  }
  const other = store
    .referrers(subnetId)
    .find(({ source }) => !source.includes(`/providers/${SERVER.toLowerCase()}/`));
  if (other === undefined || same(other.source, id.id)) return [];
  return [refused(SUBNET, `The delegated subnet ${subnetId} holds ${other.part} too.`)];
}

function refuseZone(zoneId: string, subnetId: string, { id, store }: Context): Refusal[] {
  const name = parseResourceId(zoneId)?.name.toLowerCase() ?? "";
  if (!name.endsWith(".postgres.database.azure.com")) {
    const message = `The private DNS zone '${name}' does not end in '.postgres.database.azure.com'.`;
    return [refused(ZONE, message)];
  }
  if (name === `${id.name.toLowerCase()}.postgres.database.azure.com`) {
    return [refused(ZONE, `The private DNS zone '${name}' has the name of the server itself.`)];
  }
  const network = subnetId.replace(/\/subnets\/[^/]+$/i, "");
  const isLinked = store
    .list({ type: ZONE_LINK, under: zoneId })
    .some((link) => same(textAt(link, "properties.virtualNetwork.id") ?? "", network));
  if (isLinked) return [];
  return [refused(ZONE, `The private DNS zone ${zoneId} is not linked to the network ${network}.`)];
}

function refuseWindow(draft: JsonObject): Refusal[] {
  const bounds: Readonly<Record<string, number>> = { dayOfWeek: 6, startHour: 23, startMinute: 59 };
  return Object.entries(bounds).flatMap(([key, most]) => {
    const target = `properties.maintenanceWindow.${key}`;
    const value: Json | undefined = at(draft, target);
    const fits =
      typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most;
    if (value === undefined || fits) return [];
    return [refused(target, `${key} is from 0 to ${most}, not ${value}.`)];
  });
}
