import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const watchRetention: ResourcePolicy = {
  id: "watch-retention",
  title: "Logs are kept long enough, by a workspace without keys.",
  why: "An attack is found weeks after it began: what was logged then must still be there, and a shared key writes lies into it.",
  severity: "mandatory",
  control: control("A.8.15"),
  example: { violation: "retentionInDays: 7", remedy: "retentionInDays: 30" },
  config: {
    days: {
      type: "integer",
      description: "Fewest days for which logs are kept.",
      default: 30,
      minimum: 7,
      maximum: 730,
    },
  },
  types: [T.workspace],
  check(resource, config) {
    const days = setting<number>(watchRetention, config, "days");
    return [
      ...expectValue(
        resource,
        "retentionInDays",
        (value) => typeof value === "number" && value >= days,
        { required: `${days} days or more`, remedy: `Set \`retentionInDays\` to ${days} or more.` },
      ),
      ...expectValue(resource, "features.disableLocalAuth", is(true), {
        required: "true",
        remedy: "Set `features.disableLocalAuth` to true: identities, no keys.",
      }),
    ];
  },
};
