import { control } from "../support/controls.ts";
import { noEvidence } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const backupRestoreDrill: StackPolicy = {
  id: "backup-restore-drill",
  title: "A restore was rehearsed not long ago.",
  why: "A backup that nobody has restored is a hope.",
  severity: "advisory",
  control: control("A.8.13"),
  example: {
    violation: "no drill of prod-se in the last 35 days",
    remedy: "rehearse a restore, then list its day under `drills` in policies/config.json",
  },
  config: {
    days: {
      type: "integer",
      description: "Days after which a drill is too long ago.",
      default: 35,
      minimum: 1,
      maximum: 366,
    },
    drills: {
      type: "array",
      items: { type: "string" },
      description: "The last drill of each stack: its name and the day, `prod-se 2026-11-20`.",
      default: [],
    },
  },
  checkStack(stack, config) {
    const days = setting<number>(backupRestoreDrill, config, "days");
    const today = stack.plan.now.toZonedDateTimeISO(stack.plan.zone.iana).toPlainDate();
    const recent = setting<readonly string[]>(backupRestoreDrill, config, "drills").some((one) => {
      const [name, day] = one.split(" ");
      if (name !== stack.name || day === undefined) return false;
      const ago = Temporal.PlainDate.from(day).until(today).days;
      return ago >= 0 && ago <= days;
    });
    return recent
      ? []
      : ofType(stack, T.backupVault).map((vault) =>
          noEvidence(vault, `no restore of the last ${days} days is recorded`, {
            required: `a restore drill of the last ${days} days`,
            remedy:
              "Rehearse a restore (docs/runbooks/backup-failed.md), then list its day under `drills` in policies/config.json.",
          }),
        );
  },
};
