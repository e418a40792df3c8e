/** How long a machine takes, in seconds, by its system and where its image comes from. */
export interface BootTimes {
  readonly os: "Linux" | "Windows";
  readonly image: "marketplace" | "gallery";
  /** From the request until its application answers. */
  readonly create: number;
  /** The same after a restart, a start or a move to another host: no disk is made. */
  readonly restart: number;
  /** The same after its disk was made anew, by a reimage or an upgrade in place. */
  readonly reimage: number;
  /** The document that says so, or "assumed". */
  readonly source: string;
}

/**
 * Azure promises no boot times and publishes none. These are round figures of what operators see for
 * general-purpose machines with premium disks, each with half a minute for the application; a
 * gallery's image takes longer, as its disk is copied from a replica.
 */
export const BOOT_TIMES: readonly BootTimes[] = [
  {
    os: "Linux",
    image: "marketplace",
    create: 90,
    restart: 60,
    reimage: 75,
    source: "assumed",
  },
  { os: "Linux", image: "gallery", create: 120, restart: 60, reimage: 105, source: "assumed" },
  {
    os: "Windows",
    image: "marketplace",
    create: 240,
    restart: 120,
    reimage: 210,
    source: "assumed",
  },
  { os: "Windows", image: "gallery", create: 300, restart: 120, reimage: 270, source: "assumed" },
];

/** Seconds from the request to stop a machine until it has stopped. Assumed. */
export const SHUTDOWN_SECONDS = 20;
