import { ABSENT } from "../../../support/change.ts";
import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const IS = { stack: "prod-is" } as const;
const SERVER = { ...IS, type: TYPE.postgresql, name: "-database-postgresql-server" };
const STAGING = { ...IS, type: TYPE.postgresql, name: "-staging-postgresql-server" };
const ADMINISTRATORS = {
  ...IS,
  type: "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
  name: "-database-postgresql-administrators",
};

const NETWORK = "Networking with private access for Azure Database for PostgreSQL flexible server";
const HA = "High availability in Azure Database for PostgreSQL flexible server";
const ENTRA = "Microsoft Entra authentication with Azure Database for PostgreSQL";
const VERSIONS = "Supported versions of PostgreSQL in Azure Database for PostgreSQL";
const PARAMETERS = "Server parameters in Azure Database for PostgreSQL flexible server";
const LIMITS = "Limits in Azure Database for PostgreSQL flexible server";

const OTHER_TENANT = "22222222-2222-2222-2222-222222222222";
const SIZE = "database size, storage and version";

function parameter(name: string) {
  return { ...IS, type: TYPE.postgresqlParameter, name: `-database-postgresql-${name}` };
}

export const HELD_OUT_POSTGRESQL = [
  ...changesOf(SERVER, [
    [
      "lets another tenant's people log in to the database",
      ENTRA,
      "authConfig.tenantId",
      OTHER_TENANT,
      "database without passwords",
    ],
    [
      "puts the primary into the zone of its standby",
      HA,
      "availabilityZone",
      "2",
      "database has a standby",
    ],
    [
      "gives the server the name's zone of staging",
      NETWORK,
      "network.privateDnsZoneArmResourceId",
      "/mock/prod-is-staging-postgresql-zone",
      "database is private",
    ],
    [
      "puts the grades' server into staging's subnet",
      NETWORK,
      "network.delegatedSubnetResourceId",
      "/mock/prod-is-network-vnet/subnets/snet-staging-database",
      "database is private",
    ],
    [
      "gives the server no private name",
      NETWORK,
      "network.privateDnsZoneArmResourceId",
      ABSENT,
      "database is private",
    ],
    ["takes a version whose support ended a fortnight ago", VERSIONS, "version", "14", SIZE],
  ]),
  ...changesOf(ADMINISTRATORS, [
    [
      "makes another tenant's group the database's administrators",
      ENTRA,
      "tenantId",
      OTHER_TENANT,
      "database without passwords",
    ],
    [
      "makes one person the database's administrator",
      ENTRA,
      "principalType",
      "User",
      "narrow roles",
    ],
  ]),
  ...changesOf(parameter("idle-in-transaction-session-timeout"), [
    ["lets a forgotten transaction hold its connection for ever", PARAMETERS, "value", "0", SIZE],
    ["ends transactions after 60 ms where 60 s were meant", PARAMETERS, "value", "60", SIZE],
  ]),
  ...changesOf(parameter("max-connections"), [
    ["lets more clients connect than the server's memory carries", LIMITS, "value", "5000", SIZE],
  ]),
  ...changesOf(parameter("shared-buffers"), [
    ["gives the database 2 MB of memory where 2 GB were meant", PARAMETERS, "value", "256", SIZE],
  ]),
  ...changesOf(STAGING, [
    [
      "puts staging's server into the grades' subnet",
      NETWORK,
      "network.delegatedSubnetResourceId",
      "/mock/prod-is-network-vnet/subnets/snet-database",
      "database is private",
    ],
  ]),
  ...changesOf({ ...IS, type: TYPE.nsg, name: "prod-is-network-database-nsg" }, [
    [
      "lets Iceland's staging reach the grades",
      "Network security groups",
      "securityRules[0].sourceAddressPrefix",
      "10.17.0.0/16",
      "tiers reached by those that need them",
    ],
  ]),
];
