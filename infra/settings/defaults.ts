/**
 * Every default of the settings. What has none here must be written in the stack's file; the one
 * default that depends on another setting is `zones`: all zones of the region.
 */
export const DEFAULTS = {
  network: {
    /** DDoS IP Protection on the gateway's address: costs by the address, needs no plan. */
    ddosProtection: { mode: "perAddress" },
  },
  edge: {
    /** Seconds. */
    drainSeconds: 60,
    /** The vault signs the certificates itself: good for a rehearsal, not for schools' browsers. */
    certificateIssuer: "Self",
  },
  secrets: {
    /** Nobody: only Azure's trusted services reach the vault. */
    allowedAddresses: [],
  },
  web: {
    healthPath: "/health",
    /** Minutes; Azure's own default and minimum. */
    gracePeriodMinutes: 10,
  },
  database: {
    connectionsPerClone: 25,
    backup: {
      /** Days: the most that Azure keeps, and cheap beside what a lost week of grades costs. */
      retentionDays: 35,
      redundancy: "zone",
    },
    postgresql: { version: "17" },
    oracle: {
      /** Oracle Linux 8.8: one of those that trusted launch takes. */
      image: {
        publisher: "Oracle",
        offer: "Oracle-Linux",
        sku: "ol88-lvm-gen2",
        version: "8.8.3",
      },
      /** GiB: three groups of 1 GiB, four for the standby's, and as much again to grow. */
      redoGib: 16,
    },
  },
  watch: {
    /** Nobody is woken: alerts are e-mailed only. */
    phones: [],
    /** Days: as long as Azure keeps metrics, so that one can be read beside the other. */
    retentionDays: 90,
  },
  staging: {
    /** One clone to try an image on, and six for a test under load. */
    floor: 1,
    ceiling: 6,
    /** The smallest machine that the database may have; GiB for an empty schema and a few schools. */
    oracle: { size: "Standard_D2ds_v5", storageGib: 64 },
  },
  storage: {
    /** In the region only: what leaves it is for a person to say. */
    redundancy: "zone",
    /** Days. */
    keepDays: 30,
  },
  backup: {
    redundancy: "zone",
    /** Above every market's floor. */
    retention: { days: 30, weeks: 12, months: 24, years: 3 },
    /** Days: as long as a holiday in which nobody looks. */
    softDeleteDays: 30,
    /** Nothing is deleted before its time; somebody may still change that. */
    immutability: "unlocked",
  },
  tags: {},
} as const;
