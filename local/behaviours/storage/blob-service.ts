import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { at, numberAt, objectAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";

export const BLOB_SERVICE = "Microsoft.Storage/storageAccounts/blobServices";

const DELETED = "properties.deleteRetentionPolicy";
const CONTAINERS = "properties.containerDeleteRetentionPolicy";
const RESTORE = "properties.restorePolicy";

/**
 * Microsoft.Storage/storageAccounts/blobServices: the one of an account, "default", which comes and goes with it.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Storage 2024-01-01, blob.json; Microsoft Learn, "Soft delete for blobs",
 * "Point-in-time restore for block blobs" (what it needs).
 */
export const blobService: Behaviour = {
  type: BLOB_SERVICE,
  regional: false,
  leavesWith: "its storage account",
  readOnly: ["sku"],
  prepare: (draft, context) =>
    fillProperties(
      { ...draft, ...accountSku(context) },
      {
        cors: { corsRules: [] },
        deleteRetentionPolicy: { enabled: false, allowPermanentDelete: false },
      },
      {},
    ),
  refuse: (draft) => [
    ...[DELETED, CONTAINERS].flatMap((path) => refuseDays(draft, path)),
    ...refuseRestore(draft),
  ],
};

/** An account is made with its blob service. */
export function firstBlobService(account: ArmDocument, { store }: Context): void {
  const id = `${account.id}/blobServices/default`;
  if (store.get(id) !== undefined) return;
  store.put({
    id,
    name: "default",
    type: BLOB_SERVICE,
    sku: account.sku ?? null,
    properties: {
      cors: { corsRules: [] },
      deleteRetentionPolicy: { enabled: false, allowPermanentDelete: false },
    },
  });
}

function accountSku({ id, store }: Context): JsonObject {
  const account = store.get(id.id.split("/").slice(0, -2).join("/"));
  return { sku: objectAt(account, "sku") ?? {} };
}

function refuseDays(draft: JsonObject, path: string): Refusal[] {
  const policy = objectAt(draft, path);
  const days = numberAt(policy, "days");
  if (policy?.enabled !== true) return [];
  if (days !== undefined && Number.isInteger(days) && days >= 1 && days <= 365) return [];
  return [
    new Refusal(
      "InvalidXmlNodeValue",
      `The value ${days ?? "that is missing"} of ${path}.days is not valid: a retention is 1 to 365 days.`,
      { target: `${path}.days` },
    ),
  ];
}

function refuseRestore(draft: JsonObject): Refusal[] {
  if (at(draft, `${RESTORE}.enabled`) !== true) return [];
  const ready =
    at(draft, "properties.isVersioningEnabled") === true &&
    at(draft, "properties.changeFeed.enabled") === true &&
    at(draft, `${DELETED}.enabled`) === true &&
    (numberAt(draft, `${RESTORE}.days`) ?? 0) < (numberAt(draft, `${DELETED}.days`) ?? 0);
  return ready
    ? []
    : [
        new Refusal(
          "ConflictFeatureEnabled",
          "Restoring to a point in time needs versions, the change feed, and soft delete for longer than it reaches.",
          { status: 409, target: RESTORE },
        ),
      ];
}
