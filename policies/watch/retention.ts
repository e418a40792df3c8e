import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

/** What Azure writes where there is no cap. Source: Learn, "Workspaces - Create Or Update" (WorkspaceCapping). */
const UNCAPPED = -1;

/** Kinds that keep logs as long as they are told. Source: Learn, "Azure Monitor Logs cost calculations and options". */
const SKUS = ["PerGB2018", "CapacityReservation", "LACluster"] as const;

export const watchRetention: StackPolicy = {
  id: "watch-retention",
  title: "Logs are kept long enough and no longer, all of them, by a workspace without keys.",
  why: "An attack is found weeks after it began: what was logged then must still be there, and a shared key writes lies into it. A day on which logs pour in is one on which they are needed, and where it is capped the alerts are blind.",
  severity: "mandatory",
  control: control("A.8.15"),
  example: { violation: "retentionInDays: 7", remedy: "retentionInDays: 90" },
  config: {
    days: {
      type: "integer",
      // As long as Azure keeps metrics, so that one can be read beside the other.
      description: "Fewest days for which logs are kept, where the settings do not ask for more.",
      default: 90,
      minimum: 7,
      maximum: 730,
    },
  },
  checkStack(stack, config) {
    const days = Math.max(
      setting<number>(watchRetention, config, "days"),
      stack.settings.watch.retentionDays,
    );
    return ofType(stack, T.workspace).flatMap((resource) => [
      ...expectValue(resource, "retentionInDays", (value) => value === days, {
        required: `${days} days: no fewer, and no more, as logs hold people's addresses`,
        remedy: `Set \`watch.retentionDays\` to ${days} or more, and take \`retentionInDays\` from there.`,
      }),
      ...expectValue(resource, "sku.name", is(...SKUS), {
        required: SKUS.join(" or "),
        remedy: "Set `sku.name` to PerGB2018: a free workspace keeps a week, and half a GB a day.",
        // Azure's default is PerGB2018.
        safeWhenAbsent: true,
      }),
      ...expectValue(resource, "features.immediatePurgeDataOn30Days", is(false), {
        required: "false",
        remedy: "Leave `immediatePurgeDataOn30Days` out: it deletes what is to be kept for longer.",
        safeWhenAbsent: true,
      }),
      ...expectValue(resource, "features.disableLocalAuth", is(true), {
        required: "true",
        remedy: "Set `features.disableLocalAuth` to true: identities, no keys.",
      }),
      ...expectValue(resource, "workspaceCapping.dailyQuotaGb", is(UNCAPPED), {
        required: "no daily cap",
        remedy: "Leave `workspaceCapping` out; what logs cost is in the budget.",
        safeWhenAbsent: true,
      }),
    ]);
  },
};
