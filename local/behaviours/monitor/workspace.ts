import type { JsonObject } from "../../json.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { numberAt, objectAt, textAt } from "../support/json.ts";
import {
  fillIdentity,
  fillProperties,
  IDENTITY_REFERENCE,
  lastingUuid,
  newEtag,
} from "../support/outputs.ts";

export const WORKSPACE = "Microsoft.OperationalInsights/workspaces";

const RETENTION = "properties.retentionInDays";
const QUOTA = "properties.workspaceCapping.dailyQuotaGb";

/** Days that logs are kept, both included; the old free tier keeps them for 7, and nothing else. */
const DAYS = { from: 30, to: 730 };

/** Least daily cap in gigabytes; -1 is none. */
const LEAST_QUOTA_GB = 0.023;

/** Gigabytes a day that can be reserved. Source: @pulumi/azure-native 3.28, workspaceSku's description. */
const CAPACITY_LEVELS = [100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 25000, 50000];

/** What the provider answers to a value that it does not take. Undocumented: ours. */
const REFUSED = "InvalidParameter";

/**
 * Microsoft.OperationalInsights/workspaces: holds no logs here, as nothing is sent anywhere. One that was
 * deleted is gone: Azure keeps it for 14 days, to be recovered by making it again, which is not kept here.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.OperationalInsights 2023-09-01, Workspaces.json; Microsoft
 * Learn, "Manage data retention in a Log Analytics workspace", "Set daily cap on Log Analytics workspace".
 */
export const workspace: Behaviour = {
  type: WORKSPACE,
  regional: true,
  patch: "merge",
  readOnly: [
    "etag",
    "systemData",
    "properties.provisioningState",
    "properties.customerId",
    "properties.createdDate",
    "properties.modifiedDate",
    "properties.privateLinkScopedResources",
    "properties.sku.lastSkuUpdate",
    "properties.workspaceCapping.quotaNextResetTime",
    "properties.workspaceCapping.dataIngestionStatus",
  ],
  references: [IDENTITY_REFERENCE],
  prepare,
  refuse: (draft) => [...refuseRetention(draft), ...refuseQuota(draft), ...refuseLevel(draft)],
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const { now, previous } = context;
  const sku = objectAt(draft, "properties.sku") ?? { name: "PerGB2018" };
  const changed = textAt(previous, "properties.sku.name") !== sku.name;
  const lastChange = textAt(previous, "properties.sku.lastSkuUpdate");
  return {
    ...fillProperties(
      fillIdentity(draft, context),
      {
        retentionInDays: sku.name === "Free" ? 7 : DAYS.from,
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
      },
      {
        provisioningState: "Succeeded",
        customerId: lastingUuid(context, "properties.customerId"),
        createdDate: textAt(previous, "properties.createdDate") ?? now,
        modifiedDate: now,
        sku: { ...sku, lastSkuUpdate: changed ? now : (lastChange ?? now) },
        features: {
          enableLogAccessUsingOnlyResourcePermissions: true,
          ...objectAt(draft, "properties.features"),
        },
        workspaceCapping: {
          dailyQuotaGb: -1,
          ...objectAt(draft, "properties.workspaceCapping"),
          dataIngestionStatus: "RespectQuota",
        },
      },
    ),
    etag: newEtag(context),
  };
}

function refuseRetention(draft: JsonObject): Refusal[] {
  const days = numberAt(draft, RETENTION) ?? DAYS.from;
  const free = textAt(draft, "properties.sku.name") === "Free";
  const fits = free ? days === 7 : Number.isInteger(days) && days >= DAYS.from && days <= DAYS.to;
  if (fits) return [];
  const allowed = free ? "7" : `from ${DAYS.from} to ${DAYS.to}`;
  const message = `'RetentionInDays' ${days} is not supported by the workspace's pricing tier: it is ${allowed}.`;
  return [new Refusal(REFUSED, message, { target: RETENTION })];
}

function refuseQuota(draft: JsonObject): Refusal[] {
  const quota = numberAt(draft, QUOTA) ?? -1;
  if (quota === -1 || quota >= LEAST_QUOTA_GB) return [];
  const message = `'DailyQuotaGb' ${quota} is not valid: it is -1 for no cap, or at least ${LEAST_QUOTA_GB}.`;
  return [new Refusal(REFUSED, message, { target: QUOTA })];
}

function refuseLevel(draft: JsonObject): Refusal[] {
  const target = "properties.sku.capacityReservationLevel";
  const name = textAt(draft, "properties.sku.name");
  const level = numberAt(draft, target);
  const wanted = name === "CapacityReservation";
  if (wanted ? level !== undefined && CAPACITY_LEVELS.includes(level) : level === undefined) {
    return [];
  }
  const message = wanted
    ? `'CapacityReservationLevel' ${level ?? "is missing"}: it is one of ${CAPACITY_LEVELS.join(", ")}.`
    : `'CapacityReservationLevel' ${level} is for the pricing tier CapacityReservation only, not for ${name}.`;
  return [new Refusal(REFUSED, message, { target })];
}
