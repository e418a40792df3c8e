import { control } from "../support/controls.ts";
import { expectList, expectValue, is, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { textAt, toNumber } from "../support/read.ts";
import { T } from "../support/types.ts";

const SECURITY = "properties.securitySettings";

export const backupVault: StackPolicy = {
  id: "backup-vault",
  title:
    "A vault of backups gives back what was deleted, lets nobody shorten what it keeps, lies in several zones and tells of failures.",
  why: "Who breaks in deletes the backups first, and then asks for money.",
  severity: "mandatory",
  control: control("A.8.13"),
  example: {
    violation: "softDeleteSettings: { state: Off }, or immutabilitySettings: { state: Disabled }",
    remedy:
      "softDelete AlwaysOn for 30 days, immutability Unlocked or Locked, ZoneRedundant, alerts Enabled",
  },
  checkStack: (stack) =>
    ofType(stack, T.backupVault).flatMap((vault) => {
      const { softDeleteDays, redundancy, immutability } = stack.settings.backup;
      const copies = redundancy === "geo" ? "GeoRedundant" : "ZoneRedundant";
      const states = immutability === "locked" ? ["Locked"] : ["Unlocked", "Locked"];
      const must = {
        required: copies,
        remedy: "Take it from `backup.redundancy`; it is fixed once something is in it.",
      };
      return [
        ...expectValue(vault, `${SECURITY}.softDeleteSettings.state`, is("AlwaysOn"), {
          required: "AlwaysOn, which nobody can switch off",
          remedy: "Set `softDeleteSettings.state` to AlwaysOn.",
        }),
        ...expectValue(
          vault,
          `${SECURITY}.softDeleteSettings.retentionDurationInDays`,
          (days) => (toNumber(days) ?? 0) >= softDeleteDays,
          {
            required: `${softDeleteDays} days or more, by the settings`,
            remedy: "Take the days from `backup.softDeleteDays`.",
          },
        ),
        ...expectValue(vault, `${SECURITY}.immutabilitySettings.state`, is(...states), {
          required: states.join(" or "),
          remedy: "Set `backup.immutability` to unlocked or locked.",
        }),
        ...expectList(vault, "properties.storageSettings", must, (path, storage) =>
          textAt(storage, "type") === copies
            ? []
            : [violation(vault, `${path}.type`, shown(textAt(storage, "type")), must)],
        ),
        // Azure's default is that the copy in the pair is for Microsoft alone to open, once it gives the region up.
        ...(redundancy === "geo"
          ? expectValue(
              vault,
              "properties.featureSettings.crossRegionRestoreSettings.state",
              is("Enabled"),
              {
                required: "Enabled, as `backup.redundancy` is geo",
                remedy: "Set `crossRegionRestoreSettings.state` to Enabled.",
              },
            )
          : []),
        ...expectValue(vault, "identity.type", (type) => /Assigned/.test(String(type)), {
          required: "an identity, as which the vault reads what it copies",
          remedy: "Set `identity.type` to SystemAssigned.",
        }),
        ...expectValue(
          vault,
          "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures",
          is("Enabled"),
          {
            required: "Enabled",
            remedy: "Set `alertsForAllJobFailures` to Enabled: a backup that fails unseen is none.",
          },
        ),
      ];
    }),
};
