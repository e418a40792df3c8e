import * as z from "zod";
import { DATABASE_SIZE_NAMES, type DatabaseSizeName } from "../database-sizes.ts";
import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { REDUNDANCIES } from "../residency.ts";
import { choice, document, matching, section, text, wholeNumber } from "./field.ts";
import { oracle } from "./oracle.ts";
import { zone } from "./zone.ts";

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Storage sizes of the flexible server's Premium SSD. Source: Microsoft, PostgreSQL flexible server: concepts-storage. */
const STORAGE_GIB = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384] as const;

function size(what: string, example: DatabaseSizeName) {
  return choice(DATABASE_SIZE_NAMES as readonly [DatabaseSizeName, ...DatabaseSizeName[]], {
    what,
    example,
  });
}

const storageGib = document(z.literal(STORAGE_GIB), {
  what: "GiB for data. It never shrinks. With PostgreSQL it counts when the server is made: later it grows by itself where it becomes full, and by hand (docs/azure.md), and `up` leaves it.",
  allowed: `one of ${STORAGE_GIB.join(", ")}`,
  example: "256",
  meant: (received) => {
    const wanted = Number.parseInt(String(received), 10);
    return String(STORAGE_GIB.find((gib) => gib >= wanted) ?? STORAGE_GIB.at(-1));
  },
});

const backup = section("The database's own backups, from which it is brought back to a moment.", {
  retentionDays: wholeNumber({
    ...LIMITS.pointInTimeDays,
    of: "days",
    what: "How far back. Not below the floor of any country that is served.",
    example: "35",
  }).default(DEFAULTS.database.backup.retentionDays),
  redundancy: choice(REDUNDANCIES, {
    what: "`zone`: three zones of the region keep the backups. `geo`: the region's pair keeps them too, where it has one. Fixed once the database stands.",
    example: "zone",
  }).default(DEFAULTS.database.backup.redundancy),
});

const postgresql = section("What only PostgreSQL has. Needed with `engine: postgresql`.", {
  version: choice(["16", "17", "18"], {
    what: "Major version. It can be raised in place, and never lowered.",
    example: '"17"',
    meant: (received) => (/^1[678]$/.test(String(received)) ? `"${received}"` : undefined),
  }).default(DEFAULTS.database.postgresql.version),
  administrator: section(
    "The group of the directory (Microsoft Entra ID) whose members administer the server. There are no passwords.",
    {
      name: text(
        {
          what: "The group's name, which is the role's name in PostgreSQL.",
          allowed: "1 to 63 letters, digits, `_`, `.`, `-` and spaces",
          example: "database-administrators",
        },
        matching(/^[A-Za-z0-9](?:[\w .-]{0,61}[A-Za-z0-9])?$/),
      ),
      objectId: text(
        {
          what: "The group's object id.",
          allowed: "a GUID, in lower case",
          example: "00000000-0000-0000-0000-000000000000",
        },
        (value) => {
          if (GUID.test(value)) return undefined;
          const lower = value.trim().toLowerCase();
          return GUID.test(lower) ? { instead: lower } : {};
        },
      ),
    },
  ),
});

/** Schema of `database`. */
export const database = section(
  "The database of all markets. Its size is the plan's, within these bounds.",
  {
    engine: choice(["oracle", "postgresql"], {
      what: "`oracle`: two machines with a standby by Data Guard. `postgresql`: Azure's flexible server with a standby. Fixed once the database stands: what is in one is not in the other.",
      example: "postgresql",
    }),
    zone: zone(
      "The zone in which the primary is made. A failover swaps it with the standby's, and `up` leaves it so.",
    ),
    standbyZone: zone("The zone in which the standby is made: another one."),
    smallest: size("The smallest size that the season may give it.", "Standard_D2ds_v5"),
    largest: size("The largest size that the season may give it.", "Standard_D16ds_v5"),
    storageGib,
    connections: wholeNumber({
      ...LIMITS.databaseConnections,
      of: "connections",
      what: "Most connections that clones, jobs and people may have open at once, at any size. A change waits for a restart.",
      example: "800",
    }),
    connectionsPerClone: wholeNumber({
      ...LIMITS.connectionsPerClone,
      of: "connections",
      what: "Most connections that a clone's pool opens. The plan never asks for more clones than `connections` has room for.",
      example: "25",
    }).default(DEFAULTS.database.connectionsPerClone),
    backup: backup.prefault({}),
    postgresql: postgresql.optional(),
    oracle: oracle.optional(),
  },
);
