import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

const ACCOUNT = { type: TYPE.storageAccount, name: "-storage-account" };
const BLOBS = { type: TYPE.blobs, name: "-storage-blobs" };
const STATE = { type: TYPE.container, name: "-storage-state" };
const LIFECYCLE = { type: TYPE.lifecycle, name: "-storage-old-versions" };

const FIREWALL = "Azure Storage firewall rules";
const ANONYMOUS = "Remediate anonymous read access to blob data";
const SHARED_KEY = "Prevent Shared Key authorization for an Azure Storage account";
const SFTP = "SSH File Transfer Protocol support for Azure Blob Storage";
const TLS = "Enforce a minimum required version of TLS for requests to a storage account";
const HTTPS = "Require secure transfer to ensure secure connections";
const REDUNDANCY = "Azure Storage redundancy";
const SOFT_DELETE = "Soft delete for blobs";
const CONTAINER_DELETE = "Soft delete for containers";
const VERSIONS = "Blob versioning";
const OLD = "Azure Blob Storage lifecycle management overview";
const LOCKS = "Apply an Azure Resource Manager lock to a storage account";

export const STORAGE = [
  ...changesOf(ACCOUNT, [
    [
      "opens the storage to the public network",
      FIREWALL,
      "publicNetworkAccess",
      "Enabled",
      "storage is private",
    ],
    [
      "leaves the storage's network to Azure, which opens it",
      FIREWALL,
      "publicNetworkAccess",
      ABSENT,
      "storage is private",
    ],
    [
      "lets every network reach the storage unless a rule denies",
      FIREWALL,
      "networkRuleSet.defaultAction",
      "Allow",
      "storage is private",
    ],
    [
      "takes the storage's network rules away",
      FIREWALL,
      "networkRuleSet",
      ABSENT,
      "storage is private",
    ],

    [
      "allows containers that everybody can read",
      ANONYMOUS,
      "allowBlobPublicAccess",
      true,
      "no public blobs",
    ],

    [
      "lets whoever has the account's key in",
      SHARED_KEY,
      "allowSharedKeyAccess",
      true,
      "no shared keys",
    ],
    [
      "leaves the account's keys to Azure, which lets them in",
      SHARED_KEY,
      "allowSharedKeyAccess",
      ABSENT,
      "no shared keys",
    ],
    ["lets local users log in by password", SFTP, "isLocalUserEnabled", true, "storage is private"],
    ["opens a door for SFTP", SFTP, "isSftpEnabled", true, "storage is private"],

    [
      "lets clients of the storage talk TLS 1.0",
      TLS,
      "minimumTlsVersion",
      "TLS1_0",
      "storage by TLS and encrypted",
    ],
    [
      "lets clients of the storage talk TLS 1.1",
      TLS,
      "minimumTlsVersion",
      "TLS1_1",
      "storage by TLS and encrypted",
    ],
    [
      "leaves the storage's TLS to Azure, which means 1.0",
      TLS,
      "minimumTlsVersion",
      ABSENT,
      "storage by TLS and encrypted",
    ],
    [
      "lets clients of the storage talk in plain",
      HTTPS,
      "enableHttpsTrafficOnly",
      false,
      "storage by TLS and encrypted",
    ],

    [
      "keeps the storage in one building",
      REDUNDANCY,
      "sku.name",
      "Standard_LRS",
      "soft delete, versions and zones of storage",
    ],
    [
      "keeps a copy in another region, and one building in this",
      REDUNDANCY,
      "sku.name",
      "Standard_GRS",
      "soft delete, versions and zones of storage",
    ],
    [
      "keeps a readable copy elsewhere, and one building in this region",
      REDUNDANCY,
      "sku.name",
      "Standard_RAGRS",
      "soft delete, versions and zones of storage",
    ],
    [
      "keeps the storage in one building on fast disks",
      REDUNDANCY,
      "sku.name",
      "Premium_LRS",
      "soft delete, versions and zones of storage",
    ],

    [
      "takes the lock from the storage",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(BLOBS, [
    [
      "switches soft delete of blobs off",
      SOFT_DELETE,
      "deleteRetentionPolicy.enabled",
      false,
      "soft delete, versions and zones of storage",
    ],
    [
      "keeps deleted blobs for a day",
      SOFT_DELETE,
      "deleteRetentionPolicy.days",
      1,
      "soft delete, versions and zones of storage",
    ],
    [
      "takes soft delete of blobs away",
      SOFT_DELETE,
      "deleteRetentionPolicy",
      ABSENT,
      "soft delete, versions and zones of storage",
    ],
    [
      "lets deleted blobs be deleted for good",
      SOFT_DELETE,
      "deleteRetentionPolicy.allowPermanentDelete",
      true,
      "soft delete, versions and zones of storage",
    ],
    [
      "switches soft delete of containers off",
      CONTAINER_DELETE,
      "containerDeleteRetentionPolicy.enabled",
      false,
      "soft delete, versions and zones of storage",
    ],
    [
      "keeps deleted containers for a day",
      CONTAINER_DELETE,
      "containerDeleteRetentionPolicy.days",
      1,
      "soft delete, versions and zones of storage",
    ],
    [
      "takes soft delete of containers away",
      CONTAINER_DELETE,
      "containerDeleteRetentionPolicy",
      ABSENT,
      "soft delete, versions and zones of storage",
    ],
    [
      "keeps no versions of blobs",
      VERSIONS,
      "isVersioningEnabled",
      false,
      "soft delete, versions and zones of storage",
    ],
    [
      "says nothing of versions, which means none",
      VERSIONS,
      "isVersioningEnabled",
      ABSENT,
      "soft delete, versions and zones of storage",
    ],
  ]),
  ...changesOf(LIFECYCLE, [
    [
      "deletes what nobody has changed for a day",
      OLD,
      "policy.rules[0].definition.actions.baseBlob",
      { delete: { daysAfterModificationGreaterThan: 1 } },
      "soft delete, versions and zones of storage",
    ],
    [
      "deletes older versions the day after",
      OLD,
      "policy.rules[0].definition.actions.version.delete.daysAfterCreationGreaterThan",
      1,
      "soft delete, versions and zones of storage",
    ],
    [
      "deletes live blobs by a rule beside",
      OLD,
      "policy.rules[+]",
      {
        name: "tidy",
        enabled: true,
        type: "Lifecycle",
        definition: {
          actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: 30 } } },
          filters: { blobTypes: ["blockBlob"], prefixMatch: ["state/"] },
        },
      },
      "soft delete, versions and zones of storage",
    ],
  ]),
  ...changesOf(STATE, [
    [
      "lets everybody read the platform's blobs",
      ANONYMOUS,
      "publicAccess",
      "Blob",
      "no public blobs",
    ],
    [
      "lets everybody list the platform's blobs",
      ANONYMOUS,
      "publicAccess",
      "Container",
      "no public blobs",
    ],
    [
      "takes the lock from the platform's blobs",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf({ type: TYPE.resourceGroup, name: "-storage-rg" }, [
    [
      "takes the lock from the storage's group",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf({ ...ACCOUNT, stack: "prod-uk" }, [
    [
      "keeps the British storage without zones",
      REDUNDANCY,
      "sku.name",
      "Standard_GRS",
      "soft delete, versions and zones of storage",
    ],
    [
      "opens the British storage to the public network",
      FIREWALL,
      "publicNetworkAccess",
      "Enabled",
      "storage is private",
    ],
  ]),
];
