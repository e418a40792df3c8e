import type { PlannedDatacenter } from "../../../infra/datacenter/datacenter.ts";
import type { DatabaseSettings, Settings } from "../../../infra/settings/index.ts";

/** Settings of a small datacenter of two markets, as the parser would return them. */
export const SETTINGS: Settings = {
  region: "swedencentral",
  zones: ["1", "2", "3"],
  uniqueSuffix: "k7m2",
  markets: [
    { code: "se", hostname: "se.school.example" },
    { code: "ch", hostname: "ch.school.example" },
  ],
  network: {
    addressSpace: "10.10.0.0/16",
    subnets: {
      edge: "10.10.0.0/24",
      web: "10.10.4.0/22",
      database: "10.10.1.0/24",
      endpoints: "10.10.2.0/24",
      staging: "10.10.8.0/24",
      stagingDatabase: "10.10.9.0/24",
    },
    ddosProtection: { mode: "perAddress" },
  },
  edge: {
    minimum: 2,
    maximum: 10,
    rateLimitPerMinute: 5000,
    drainSeconds: 60,
    certificateIssuer: "Self",
  },
  secrets: { allowedAddresses: ["192.0.2.10"] },
  web: {
    vmSize: "Standard_D4s_v5",
    floor: 4,
    ceiling: 24,
    image: {
      marketplace: {
        publisher: "Canonical",
        offer: "ubuntu-24_04-lts",
        sku: "server",
        version: "24.04.202510010",
      },
    },
    adminSshPublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample gradetide",
    healthPath: "/health",
    gracePeriodMinutes: 10,
  },
  watch: {
    emails: ["duty@platform.example", "night@platform.example"],
    phones: ["+46 701234567"],
    retentionDays: 120,
  },
  budget: {
    amounts: [9, 9, 9, 9, 16, 17, 9, 15, 9, 9, 9, 14].map((thousands) => thousands * 1000),
  },
  database: {
    engine: "postgresql",
    zone: "1",
    standbyZone: "3",
    smallest: "Standard_D2ds_v5",
    largest: "Standard_D16ds_v5",
    storageGib: 256,
    connections: 820,
    connectionsPerClone: 25,
    backup: { retentionDays: 21, redundancy: "geo" },
    postgresql: {
      version: "17",
      administrator: {
        name: "database-administrators",
        objectId: "6b5c1f5e-0000-4000-8000-0123456789ab",
      },
    },
  },
  staging: {
    floor: 1,
    ceiling: 5,
    image: { gallery: "/subscriptions/s/galleries/next/1.0.1" },
    oracle: { size: "Standard_D4ds_v5", storageGib: 96 },
  },
  storage: { redundancy: "geo", keepDays: 45 },
  backup: {
    redundancy: "geo",
    retention: { days: 31, weeks: 13, months: 25, years: 4 },
    softDeleteDays: 60,
    immutability: "unlocked",
  },
  season: {},
  tags: { costCentre: "hosting" },
};

/** What a season's plan says for a day of that datacenter: each figure one that the settings don't have. */
export const PLAN: PlannedDatacenter = {
  // By the datacenter's clock the start of 1 December 2026.
  now: Temporal.Instant.from("2026-11-30T23:00Z"),
  zone: { iana: "Europe/Stockholm", windows: "W. Europe Standard Time" },
  profiles: {
    profiles: [
      { name: "always", floor: 11, ceiling: 13 },
      {
        name: "monday-0730",
        floor: 6,
        ceiling: 9,
        schedule: {
          kind: "recurrence",
          days: ["Monday"],
          time: "07:30",
          timeZone: "W. Europe Standard Time",
        },
      },
    ],
    // By the datacenter's clock the start of the 11th.
    coveredUntil: Temporal.Instant.from("2027-01-10T23:00Z"),
  },
  lending: {
    staging: {
      profiles: [{ name: "always", floor: 0, ceiling: 4 }],
      // By the datacenter's clock the start of the 12th.
      coveredUntil: Temporal.Instant.from("2027-01-11T23:00Z"),
    },
  },
  declared: {
    clones: 6,
    stagingClones: 2,
    reservePerZone: 5,
    gatewayMinimum: 3,
    rateLimitPerMinute: 2500,
    databaseSize: "Standard_D8ds_v5",
  },
};

const installer = (file: string) => ({ file, sha256: "ab".repeat(32) });

const { postgresql: _, ...database } = SETTINGS.database as DatabaseSettings & {
  readonly engine: "postgresql";
};

/** The same datacenter with its database on Oracle. */
export const ORACLE_SETTINGS: Settings = {
  ...SETTINGS,
  database: {
    ...database,
    engine: "oracle",
    oracle: {
      observerZone: "2",
      version: "19.25.0.0.0",
      image: { publisher: "Oracle", offer: "Oracle-Linux", sku: "ol88-lvm-gen2", version: "8.8.3" },
      sshPublicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOther oracle",
      redoGib: 16,
      recoveryGib: 1024,
      installer: { database: installer("database.zip"), client: installer("client.zip") },
      licence: { processors: 64 },
    },
  },
};
