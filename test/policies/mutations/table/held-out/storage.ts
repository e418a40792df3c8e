import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const ACCOUNT = { type: TYPE.storageAccount, name: "-storage-account" };
const BLOBS = { type: TYPE.blobs, name: "-storage-blobs" };
const LIFECYCLE = { type: TYPE.lifecycle, name: "-storage-old-versions" };

const FIREWALL = "Azure Storage firewall rules";
const ENCRYPTION = "Enable infrastructure encryption for double encryption of data";
const REDUNDANCY = "Azure Storage redundancy";
const KINDS = "Storage account overview";
const VERSIONS = "Blob versioning";
const CORS = "Cross-Origin Resource Sharing (CORS) support for Azure Storage";
const FEED = "Change feed support in Azure Blob Storage";
const TIERS = "Access tiers for blob data";
const OLD = "Azure Blob Storage lifecycle management overview";

const KEPT = "soft delete, versions and zones of storage";

export const HELD_OUT_STORAGE = [
  ...changesOf(ACCOUNT, [
    [
      "lets an office's addresses reach the storage",
      FIREWALL,
      "networkRuleSet.ipRules",
      [{ iPAddressOrRange: "203.0.113.0/24", action: "Allow" }],
      "storage is private",
    ],
    [
      "lets another tenant's workspaces reach the storage",
      FIREWALL,
      "networkRuleSet.resourceAccessRules",
      [
        {
          tenantId: "22222222-2222-2222-2222-222222222222",
          resourceId:
            "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/*/providers/Microsoft.Synapse/workspaces/*",
        },
      ],
      "storage is private",
    ],
    [
      "keeps no copy of the storage in the other region, against the settings",
      REDUNDANCY,
      "sku.name",
      "Standard_ZRS",
      KEPT,
    ],
    [
      "encrypts the storage once where it was twice",
      ENCRYPTION,
      "encryption.requireInfrastructureEncryption",
      false,
      "storage by TLS and encrypted",
    ],

    [
      "takes the first kind of account, which has no lifecycle and no tiers",
      KINDS,
      "kind",
      "Storage",
      KEPT,
    ],
    ["turns folders on, with which there are no versions", VERSIONS, "isHnsEnabled", true, KEPT],
  ]),
  ...changesOf(BLOBS, [
    [
      "lets every web page ask for blobs with its visitor's rights",
      CORS,
      "cors",
      {
        corsRules: [
          {
            allowedOrigins: ["*"],
            allowedMethods: ["GET", "PUT", "DELETE"],
            allowedHeaders: ["*"],
            exposedHeaders: ["*"],
            maxAgeInSeconds: 86_400,
          },
        ],
      },
      "no public blobs",
    ],
    ["no longer writes down what changed", FEED, "changeFeed.enabled", false, KEPT],
  ]),
  ...changesOf(LIFECYCLE, [
    [
      "puts live blobs into the archive after a day, from where they take hours to come",
      TIERS,
      "policy.rules[0].definition.actions.baseBlob",
      { tierToArchive: { daysAfterModificationGreaterThan: 1 } },
      KEPT,
    ],
    ["never deletes older versions of pupils' data", OLD, "policy.rules[0].enabled", false, KEPT],
  ]),
  ...changesOf({ type: TYPE.container, name: "-storage-state" }, [
    [
      "writes the account's key into a container's notes",
      "Manage properties and metadata for a blob container",
      "metadata",
      {
        connection:
          "DefaultEndpointsProtocol=https;AccountName=stprodsegt26;AccountKey=c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0cw==",
      },
      "no secret in plain",
    ],
  ]),
];
