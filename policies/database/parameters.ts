import {
  DATABASE_CONNECTIONS,
  type DatabaseSizeName,
} from "../../infra/settings/database-sizes.ts";
import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { read, textAt, toNumber } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

/** Between what a parameter must lie, in its own unit, and in words for people. */
interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly unit: string;
  /** 0 stands for "never", and is right. @default it is not */
  readonly orNever?: true;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Pages of 8 KiB in a GiB. */
const PAGES = 131_072;

/** The share of memory that is for pages: Azure gives a quarter, and PostgreSQL's documentation has more than 40 % of no use. */
const SHARE = { least: 1 / 8, most: 0.4 };

/** Connections that Azure keeps beside users'. Source: Learn, "Limits in Azure Database for PostgreSQL". */
const AZURES_CONNECTIONS = 15;

const TIMEOUT: Bounds = { least: SECOND, most: 60 * MINUTE, unit: "ms", orNever: true };

/** Texts that another policy judges: `database-tls`. */
const JUDGED_ELSEWHERE: readonly string[] = [
  "require_secure_transport",
  "ssl_min_protocol_version",
];

export const databaseParameters: StackPolicy = {
  id: "database-parameters",
  title: "Each parameter of the database is one whose bounds are known, and lies within them.",
  why: "PostgreSQL's parameters have each a unit of its own, which the value does not say: 60 seconds are 60 000, a GiB is 131 072, and 0 is often for ever. What waits for a restart is noticed at the next one, at night.",
  severity: "mandatory",
  control: control("A.8.9"),
  example: {
    violation: "idle_in_transaction_session_timeout: 60, which is 60 ms, or shared_buffers: 256",
    remedy: "the parameters of infra/datacenter/database/parameters.ts",
  },
  checkStack: (stack) =>
    ofType(stack, T.postgres)
      .filter((server) => !isStagingCopy(stack, server))
      .flatMap((server) => {
        const own = ofType(stack, T.postgresSetting).filter((one) =>
          madeFrom(stack, one, "serverName").includes(server),
        );
        return own.flatMap((one) => judgeParameter(stack, one));
      }),
};

function judgeParameter(stack: Stack, one: Resource): readonly Finding[] {
  const found = read(one.inputs, "configurationName");
  if (found.kind === "unknown") return [];
  const name = (textAt(one.inputs, "configurationName") ?? "").toLowerCase();
  if (JUDGED_ELSEWHERE.includes(name)) return [];
  const bounds = boundsOf(stack)[name];
  if (bounds === undefined) {
    return [
      violation(one, "configurationName", shown(name), {
        required: "a parameter whose bounds are known",
        remedy:
          "Write its bounds, with their unit, into policies/database/parameters.ts in the same change.",
      }),
    ];
  }
  const { least, most, unit, orNever } = bounds;
  return expectValue(one, "value", (value) => isWithin(toNumber(value), bounds), {
    required: `${least} to ${most} ${unit}${orNever ? ", or 0 for never" : ""}`,
    remedy: "Take the value that infra/datacenter/database/parameters.ts computes.",
  });
}

function isWithin(value: number | undefined, { least, most, orNever }: Bounds): boolean {
  if (value === undefined) return false;
  return (orNever === true && value === 0) || (value >= least && value <= most);
}

/**
 * By name. What waits for a restart has to fit the smallest size that the season may give the server: none of it is
 * computed anew when that changes. Source: Learn, "Server parameters in Azure Database for PostgreSQL" (units).
 */
function boundsOf({ settings }: Stack): Readonly<Record<string, Bounds>> {
  const { connections, smallest } = settings.database;
  const pages = memoryOf(smallest) * PAGES;
  return {
    // Too few are told by `database-connections`.
    max_connections: {
      least: 0,
      most: Math.max(connections, DATABASE_CONNECTIONS[smallest]) + AZURES_CONNECTIONS,
      unit: `connections, which the memory of ${smallest} bears`,
    },
    shared_buffers: {
      least: SHARE.least * pages,
      most: SHARE.most * pages,
      unit: `pages of 8 KiB, of the memory of ${smallest}`,
    },
    // A transaction that holds its rows for ever is what it is there against.
    idle_in_transaction_session_timeout: { least: SECOND, most: 10 * MINUTE, unit: "ms" },
    statement_timeout: TIMEOUT,
    lock_timeout: TIMEOUT,
    work_mem: { least: 4096, most: 65_536, unit: "KiB" },
    log_min_duration_statement: { least: 100, most: MINUTE, unit: "ms" },
  };
}

/** GiB: four for each vCPU of the series D. Source: Learn, "Compute options in Azure Database for PostgreSQL". */
function memoryOf(size: DatabaseSizeName): number {
  return 4 * Number(/^Standard_D(\d+)/.exec(size)?.[1]);
}
