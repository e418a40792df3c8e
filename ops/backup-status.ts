import { REGIONS, type RegionName } from "../infra/settings/regions.ts";

/** The backups of a datacenter, as its stack tells of them. */
export interface BackupStatus {
  /** Names of the vaults that stand. */
  readonly vaults: readonly string[];
  readonly redundancy: string;
  /** Days, weeks, months and years for which a backup of each is kept. */
  readonly retention: Readonly<Record<"days" | "weeks" | "months" | "years", number>>;
  /** Days for which a deleted backup can be brought back. */
  readonly softDeleteDays: number;
  readonly immutability: string;
  readonly guarded: boolean;
}

/**
 * Reads what a stack's output `backup` says.
 *
 * @param stands whether a resource of an ARM id stands.
 * @returns undefined where no vault stands.
 */
export function readBackup(
  value: unknown,
  stands: (id: unknown) => boolean,
): BackupStatus | undefined {
  const { vaultIds, ...told } = (value ?? {}) as Partial<
    Omit<BackupStatus, "vaults"> & { readonly vaultIds: readonly string[] }
  >;
  const vaults = (vaultIds ?? []).filter(stands).map((id) => id.split("/").at(-1) ?? "");
  return vaults.length === 0 ? undefined : { ...(told as Omit<BackupStatus, "vaults">), vaults };
}

/** What the table says of the vaults and their policies. Pure. */
export function backupText(backup: BackupStatus | undefined, region: string): string {
  if (backup === undefined) return "";
  const { days, weeks, months, years } = backup.retention;
  const pair = REGIONS[region as RegionName]?.pair.displayName;
  const where =
    backup.redundancy === "geo" ? `here and in ${pair ?? "the pair"}` : "in three zones";
  const guard = backup.guarded ? ", guarded by a second person" : "";
  return [
    `${backup.vaults.join(", ")}: kept ${where}`,
    `each day's for ${days} days, week's ${weeks} weeks, month's ${months} months, year's ${years} years`,
    `deleted ones come back for ${backup.softDeleteDays} days; immutability ${backup.immutability}${guard}`,
  ].join("\n");
}
