import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

/** Iceland's server, as Sweden has Oracle. */
const SERVER = {
  stack: "prod-is",
  type: TYPE.postgresql,
  name: "-database-postgresql-server",
} as const;
const UK_SERVER = {
  stack: "prod-uk",
  type: TYPE.postgresql,
  name: "-database-postgresql-server",
} as const;
const PARAMETER = { stack: "prod-is", type: TYPE.postgresqlParameter } as const;

const NETWORK = "Networking with private access for Azure Database for PostgreSQL flexible server";
const HA = "High availability in Azure Database for PostgreSQL flexible server";
const ENTRA = "Microsoft Entra authentication with Azure Database for PostgreSQL";
const TLS = "Secure connectivity with TLS in Azure Database for PostgreSQL";
const BACKUP = "Backup and restore in Azure Database for PostgreSQL flexible server";
const COMPUTE = "Compute options in Azure Database for PostgreSQL flexible server";
const STORAGE = "Storage options in Azure Database for PostgreSQL flexible server";
const VERSIONS = "Supported versions of PostgreSQL in Azure Database for PostgreSQL";
const LIMITS = "Limits in Azure Database for PostgreSQL flexible server";
const LOCKS = "Azure Well-Architected Framework perspective on Azure Database for PostgreSQL";

export const POSTGRESQL = [
  ...changesOf(SERVER, [
    [
      "gives the server a public address",
      NETWORK,
      "network.publicNetworkAccess",
      "Enabled",
      "database is private",
    ],
    ["takes the server out of the network", NETWORK, "network", ABSENT, "database is private"],
    [
      "takes the server's subnet away",
      NETWORK,
      "network.delegatedSubnetResourceId",
      ABSENT,
      "database is private",
    ],
    [
      "puts the server on the public network instead of its subnet",
      NETWORK,
      "network",
      { publicNetworkAccess: "Enabled" },
      "database is private",
    ],

    ["has no standby", HA, "highAvailability.mode", "Disabled", "database has a standby"],
    [
      "has the standby in the primary's zone by mode",
      HA,
      "highAvailability.mode",
      "SameZone",
      "database has a standby",
    ],
    ["asks for no high availability", HA, "highAvailability", ABSENT, "database has a standby"],
    [
      "has the standby in the primary's zone by number",
      HA,
      "highAvailability.standbyAvailabilityZone",
      "1",
      "database has a standby",
    ],

    [
      "lets people log in to the database by password",
      ENTRA,
      "authConfig.passwordAuth",
      "Enabled",
      "database without passwords",
    ],
    [
      "leaves passwords of the database to Azure, which allows them",
      ENTRA,
      "authConfig.passwordAuth",
      ABSENT,
      "database without passwords",
    ],
    [
      "says nothing of how people log in",
      ENTRA,
      "authConfig",
      ABSENT,
      "database without passwords",
    ],
    [
      "switches the directory's logins off",
      ENTRA,
      "authConfig.activeDirectoryAuth",
      "Disabled",
      "database without passwords",
    ],
    [
      "sets a password for the server's administrator",
      ENTRA,
      "administratorLoginPassword",
      "Winter-2026-school!",
      "database without passwords",
    ],

    ["keeps a week of points in time", BACKUP, "backup.backupRetentionDays", 7, "database backups"],
    [
      "leaves the points in time to Azure, a week",
      BACKUP,
      "backup.backupRetentionDays",
      ABSENT,
      "database backups",
    ],
    [
      "keeps no copy in the other region",
      BACKUP,
      "backup.geoRedundantBackup",
      "Disabled",
      "database backups",
    ],
    ["says nothing of the server's backups", BACKUP, "backup", ABSENT, "database backups"],

    [
      "takes a burstable kind of server",
      COMPUTE,
      "sku.tier",
      "Burstable",
      "database size, storage and version",
    ],
    [
      "takes a server of one vCPU that bursts",
      COMPUTE,
      "sku.name",
      "Standard_B1ms",
      "database size, storage and version",
    ],
    [
      "takes a server larger than anybody allowed",
      COMPUTE,
      "sku.name",
      "Standard_D96ds_v5",
      "database size, storage and version",
    ],
    [
      "does not let the disk grow before it is full",
      STORAGE,
      "storage.autoGrow",
      "Disabled",
      "database size, storage and version",
    ],
    [
      "leaves the growth of the disk to Azure",
      STORAGE,
      "storage.autoGrow",
      ABSENT,
      "database size, storage and version",
    ],
    [
      "makes the disk smaller than set",
      STORAGE,
      "storage.storageSizeGB",
      32,
      "database size, storage and version",
    ],
    [
      "takes a version that is out of support",
      VERSIONS,
      "version",
      "11",
      "database size, storage and version",
    ],
    [
      "takes a version whose support ended a year ago",
      VERSIONS,
      "version",
      "13",
      "database size, storage and version",
    ],

    [
      "takes the lock from the server",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf({ ...PARAMETER, name: "-database-postgresql-require-secure-transport" }, [
    ["lets clients talk to the database in plain", TLS, "value", "off", "database by TLS"],
    [
      "lets clients talk to the database in plain, in capitals",
      TLS,
      "value",
      "OFF",
      "database by TLS",
    ],
  ]),
  ...changesOf({ ...PARAMETER, name: "-database-postgresql-ssl-min-protocol-version" }, [
    ["lets clients talk to the database by TLS 1.0", TLS, "value", "TLSv1", "database by TLS"],
    ["lets clients talk to the database by TLS 1.1", TLS, "value", "TLSv1.1", "database by TLS"],
  ]),
  ...changesOf({ ...PARAMETER, name: "-database-postgresql-max-connections" }, [
    [
      "lets fewer clients connect than there are clones",
      LIMITS,
      "value",
      "50",
      "database size, storage and version",
    ],
  ]),
  ...changesOf(
    { stack: "prod-is", type: TYPE.postgresqlDatabase, name: "-database-postgresql-platform" },
    [
      [
        "takes the lock from the grades' database",
        LOCKS,
        "$.protect",
        false,
        "data is protected from deletion",
      ],
    ],
  ),
  ...changesOf({ stack: "prod-is", type: TYPE.resourceGroup, name: "-database-rg" }, [
    [
      "takes the lock from the group that the server is in",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
  ...changesOf(UK_SERVER, [
    [
      "gives the British server a public address",
      NETWORK,
      "network.publicNetworkAccess",
      "Enabled",
      "database is private",
    ],
    [
      "has no standby in the United Kingdom",
      HA,
      "highAvailability.mode",
      "Disabled",
      "database has a standby",
    ],
    [
      "keeps no British copy in the other region",
      BACKUP,
      "backup.geoRedundantBackup",
      "Disabled",
      "database backups",
    ],
    [
      "takes the lock from the British server",
      LOCKS,
      "$.protect",
      false,
      "data is protected from deletion",
    ],
  ]),
];
