import { RETENTION_FLOORS } from "../../infra/settings/retention-floors.ts";
import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { toNumber } from "../support/read.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

export const databaseBackups: StackPolicy = {
  id: "database-backups",
  title:
    "The database can be brought back to any moment, for as many days as its settings and its markets want.",
  why: "A mistake in grades is found days later; what can't be brought back then is typed in again by teachers.",
  severity: "mandatory",
  control: control("A.8.13"),
  example: {
    violation: "backupRetentionDays: 7",
    remedy: "backupRetentionDays: the settings' own",
  },
  checkStack: (stack) =>
    ofType(stack, T.postgres)
      .filter((server) => !isStagingCopy(stack, server))
      .flatMap((server) => {
        const { retentionDays, redundancy } = stack.settings.database.backup;
        const least = Math.max(
          retentionDays,
          ...stack.settings.markets.map(({ code }) => RETENTION_FLOORS[code].days),
        );
        const geo = redundancy === "geo" ? "Enabled" : "Disabled";
        return [
          ...expectValue(
            server,
            "backup.backupRetentionDays",
            (days) => (toNumber(days) ?? 0) >= least,
            {
              required: `${least} days or more`,
              remedy: "Take the days from `database.backup.retentionDays`; Azure's default is 7.",
            },
          ),
          ...expectValue(server, "backup.geoRedundantBackup", is(geo), {
            required: `${geo}, by the settings`,
            remedy:
              "Take it from `database.backup.redundancy`: where a copy lies is decided there.",
          }),
        ];
      }),
};
