import { expect, test } from "@jest/globals";
import { backupText, readBackup } from "../../ops/backup-status.ts";

const VAULT =
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/backupVaults/bv";
const TOLD = {
  vaultIds: [VAULT, VAULT.replace("bv", "rsv")],
  redundancy: "geo",
  retention: { days: 30, weeks: 12, months: 24, years: 3 },
  softDeleteDays: 45,
  immutability: "unlocked",
  guarded: false,
};

test("says which vaults stand, where copies lie, how long they are kept and what guards them", () => {
  expect(
    backupText(
      readBackup(TOLD, () => true),
      "swedencentral",
    ).split("\n"),
  ).toEqual([
    "bv, rsv: kept here and in Sweden South",
    "each day's for 30 days, week's 12 weeks, month's 24 months, year's 3 years",
    "deleted ones come back for 45 days; immutability unlocked",
  ]);
  const other = { ...TOLD, redundancy: "zone", guarded: true };
  const text = backupText(
    readBackup(other, (id) => id === VAULT),
    "northeurope",
  );
  expect(text).toContain("bv: kept in three zones\n");
  expect(text).toContain("immutability unlocked, guarded by a second person");
});

test("says nothing of backups where no vault stands", () => {
  expect(
    backupText(
      readBackup(TOLD, () => false),
      "swedencentral",
    ),
  ).toBe("");
  expect(readBackup(undefined, () => true)).toBeUndefined();
});
