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
  tags: {},
} as const;
