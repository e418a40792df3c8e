import type { JsonObject } from "../../json.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { at, textAt } from "../support/json.ts";
import { fillProperties, newEtag } from "../support/outputs.ts";
import { accountOf } from "./account.ts";
import { BLOB_SERVICE } from "./blob-service.ts";

/**
 * Microsoft.Storage/storageAccounts/blobServices/containers, without blobs. A deleted one is gone: Azure would bring it
 * back while soft delete for containers lasts, by the data plane, which is not kept here.
 *
 * Source: Azure/azure-rest-api-specs, Microsoft.Storage 2024-01-01, blob.json.
 */
export const blobContainer: Behaviour = {
  type: `${BLOB_SERVICE}/containers`,
  regional: false,
  patch: "merge",
  readOnly: [
    "etag",
    ...[
      "deleted",
      "deletedTime",
      "hasImmutabilityPolicy",
      "hasLegalHold",
      "lastModifiedTime",
      "leaseState",
      "leaseStatus",
      "leaseDuration",
      "remainingRetentionDays",
      "version",
    ].map((property) => `properties.${property}`),
  ],
  prepare: (draft, context) =>
    fillProperties(
      { ...draft, etag: newEtag(context) },
      {
        publicAccess: "None",
        defaultEncryptionScope: "$account-encryption-key",
        denyEncryptionScopeOverride: false,
      },
      {
        deleted: false,
        remainingRetentionDays: 0,
        hasImmutabilityPolicy: false,
        hasLegalHold: false,
        lastModifiedTime: context.now,
        leaseState: "Available",
        leaseStatus: "Unlocked",
      },
    ),
  refuse: refusePublic,
};

function refusePublic(draft: JsonObject, context: Context): Refusal[] {
  const open = textAt(draft, "properties.publicAccess") !== "None";
  const allowed = at(accountOf(context), "properties.allowBlobPublicAccess") === true;
  if (!open || allowed) return [];
  return [
    new Refusal(
      "PublicAccessNotPermitted",
      "Public access is not permitted on this storage account.",
      {
        status: 409,
        target: "properties.publicAccess",
      },
    ),
  ];
}
