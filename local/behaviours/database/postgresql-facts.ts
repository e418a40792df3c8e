/** A size of a flexible server. */
export interface ServerSize {
  readonly tier: "Burstable" | "GeneralPurpose" | "MemoryOptimized";
  /** GiB. */
  readonly memory: number;
}

const SERIES = [
  { tier: "Burstable", memory: 4, suffix: "ms", letter: "B", vcores: [2, 4, 8, 12, 16, 20] },
  ...["ds_v4", "ds_v5", "ads_v5"].flatMap((suffix) => [
    {
      tier: "GeneralPurpose" as const,
      memory: 4,
      suffix,
      letter: "D",
      vcores: [2, 4, 8, 16, 32, 48, 64, 96],
    },
    {
      tier: "MemoryOptimized" as const,
      memory: 8,
      suffix,
      letter: "E",
      vcores: [2, 4, 8, 16, 20, 32, 48, 64, 96],
    },
  ]),
] as const;

/** The sizes that there are, by name. Source: Microsoft Learn, "Compute options in Azure Database for PostgreSQL". */
export const SERVER_SIZES: ReadonlyMap<string, ServerSize> = new Map(
  SERIES.flatMap(({ tier, memory, suffix, letter, vcores }) =>
    vcores.map((count): [string, ServerSize] => [
      `Standard_${letter}${count}${suffix}`,
      { tier, memory: count * memory },
    ]),
  ),
);

/** Major versions, each with its minor one. Source: Microsoft Learn, "Supported versions of PostgreSQL" (2025). */
export const VERSIONS: Readonly<Record<string, string>> = {
  "11": "22",
  "12": "22",
  "13": "22",
  "14": "19",
  "15": "14",
  "16": "10",
  "17": "6",
  "18": "0",
};

/** A size of the storage. */
export interface StorageSize {
  /** The performance tier that comes with it. */
  readonly tier: string;
  readonly iops: number;
}

/** Premium SSD by GiB. Source: Microsoft Learn, "Storage options in Azure Database for PostgreSQL". */
export const STORAGE_SIZES: ReadonlyMap<number, StorageSize> = new Map([
  [32, { tier: "P4", iops: 120 }],
  [64, { tier: "P6", iops: 240 }],
  [128, { tier: "P10", iops: 500 }],
  [256, { tier: "P15", iops: 1100 }],
  [512, { tier: "P20", iops: 2300 }],
  [1024, { tier: "P30", iops: 5000 }],
  [2048, { tier: "P40", iops: 7500 }],
  [4095, { tier: "P50", iops: 7500 }],
  [4096, { tier: "P50", iops: 7500 }],
  [8192, { tier: "P60", iops: 16_000 }],
  [16_384, { tier: "P70", iops: 18_000 }],
  [32_767, { tier: "P80", iops: 20_000 }],
]);

/** Days. Source: Microsoft Learn, "Backup and restore in Azure Database for PostgreSQL". */
export const RETENTION_DAYS = { from: 7, to: 35 } as const;

/** What one server parameter takes. */
export interface ParameterFacts {
  readonly dataType: "Integer" | "Boolean" | "Enumeration" | "String";
  /** As Azure writes it: `25-5000`, `on,off`. */
  readonly allowedValues: string;
  /** Whether it works at once: any other waits for a restart. */
  readonly isDynamic: boolean;
  /** The value that a server has by itself, by its memory in GiB. */
  defaultFor(memory: number): string;
}

const ON_OFF = { dataType: "Boolean", allowedValues: "on,off", isDynamic: true } as const;

/**
 * The parameters that are known here.
 *
 * Source: Microsoft Learn, "Server parameters in Azure Database for PostgreSQL" and the pages of its groups
 * (Connections and Authentication / Settings and SSL, Resource Usage / Memory, Client Connection Defaults, Reporting and
 * Logging): types, ranges, which are static, and that `max_connections` and `shared_buffers` follow from the memory.
 */
export const PARAMETERS: Readonly<Record<string, ParameterFacts>> = {
  max_connections: {
    dataType: "Integer",
    allowedValues: "25-5000",
    isDynamic: false,
    defaultFor: (memory) => String(Math.min(5000, Math.floor((memory * 859.4) / 8))),
  },
  shared_buffers: {
    dataType: "Integer",
    allowedValues: "16-1073741823",
    isDynamic: false,
    defaultFor: (memory) => String(memory * (memory > 2 ? 32_768 : 16_384)),
  },
  require_secure_transport: { ...ON_OFF, defaultFor: () => "on" },
  ssl_min_protocol_version: {
    dataType: "Enumeration",
    allowedValues: "TLSv1.2,TLSv1.3",
    isDynamic: true,
    defaultFor: () => "TLSv1.2",
  },
  idle_in_transaction_session_timeout: {
    dataType: "Integer",
    allowedValues: "0-2147483647",
    isDynamic: true,
    defaultFor: () => "0",
  },
  log_min_duration_statement: {
    dataType: "Integer",
    allowedValues: "-1-2147483647",
    isDynamic: true,
    defaultFor: () => "-1",
  },
  log_lock_waits: { ...ON_OFF, defaultFor: () => "off" },
};

/** Whether a text is a value that a parameter takes. */
export function takes({ dataType, allowedValues }: ParameterFacts, value: string): boolean {
  if (dataType !== "Integer") return allowedValues.split(",").includes(value.trim());
  const [, from, to] = /^(-?\d+)-(-?\d+)$/.exec(allowedValues) ?? [];
  const number = Number(value);
  return /^-?\d+$/.test(value) && number >= Number(from) && number <= Number(to);
}
