import { ARM_ID } from "../arm-id.ts";
import { DEFAULTS } from "../defaults.ts";
import { LIMITS, LOCK_WORDS } from "../limits.ts";
import { REDUNDANCIES } from "../residency.ts";
import { choice, matching, section, text, wholeNumber } from "./field.ts";

const retention = section(
  "How long backups are kept. No market's floor may be undercut (Retention, below).",
  {
    days: wholeNumber({
      ...LIMITS.backupDays,
      of: "days",
      what: "How long a backup of each day is kept, of machines and of the storage account. A PostgreSQL server keeps its own days, to the second.",
      example: "30",
    }).default(DEFAULTS.backup.retention.days),
    weeks: wholeNumber({
      ...LIMITS.backupWeeks,
      of: "weeks",
      what: "How long the backup of each Sunday is kept.",
      example: "12",
    }).default(DEFAULTS.backup.retention.weeks),
    months: wholeNumber({
      ...LIMITS.backupMonths,
      of: "months",
      what: "How long the first backup of each month is kept.",
      example: "24",
    }).default(DEFAULTS.backup.retention.months),
    years: wholeNumber({
      ...LIMITS.backupYears,
      of: "years",
      what: "How long the first backup of each year is kept.",
      example: "3",
    }).default(DEFAULTS.backup.retention.years),
  },
);

/** Schema of `backup`. */
export const backup = section("The vaults that hold the backups, and how long.", {
  redundancy: choice(REDUNDANCIES, {
    what: "Where the backups are kept: `zone` in three zones of the region, `geo` in the region and in its pair, from where they can be restored. Fixed once the first thing is protected.",
    example: "geo",
  }).default(DEFAULTS.backup.redundancy),
  retention: retention.prefault({}),
  softDeleteDays: wholeNumber({
    ...LIMITS.softDeleteDays,
    of: "days",
    what: "How long a backup that somebody deleted can be brought back. Soft delete itself is always on, which Azure never undoes.",
    example: "30",
  }).default(DEFAULTS.backup.softDeleteDays),
  immutability: choice(["disabled", "unlocked", "locked"], {
    what: "`unlocked`: no backup is deleted before its time, and no retention shortened, until somebody sets `disabled`. `locked`: nobody can, ever, not even Microsoft; the vaults stand and cost until the last backup's time is over.",
    example: "unlocked",
  }).default(DEFAULTS.backup.immutability),
  lockWords: text(
    {
      what: "Says that `immutability: locked` is meant. Needed with it, refused otherwise.",
      allowed: `\`${LOCK_WORDS}\`, word for word`,
      example: LOCK_WORDS,
      defaultInWords: "none",
    },
    (value) => (value === LOCK_WORDS ? undefined : { edit: `write \`lockWords: ${LOCK_WORDS}\`` }),
  ).optional(),
  resourceGuardId: text(
    {
      what: "ARM id of a resource guard: what weakens the vaults then needs a second person, who owns the guard, best in another subscription or tenant. None is ever created here: who could make it could unmake it.",
      allowed: "the ARM id of a Microsoft.DataProtection/resourceGuards",
      example:
        "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.DataProtection/resourceGuards/NAME",
      defaultInWords: "none: one person can weaken them, as far as immutability lets them",
    },
    matching(ARM_ID.resourceGuard),
  ).optional(),
});
