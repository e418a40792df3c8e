import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const secretsPurgeProtection: ResourcePolicy = {
  id: "secrets-purge-protection",
  title: "What is deleted in a vault can be brought back, whatever anyone says.",
  why: "A vault that can be purged is gone with its keys: by a mistake, or by whoever stole a login.",
  severity: "mandatory",
  control: control("A.8.10"),
  example: {
    violation: "enablePurgeProtection left out",
    remedy: "enablePurgeProtection: true, softDeleteRetentionInDays: 90",
  },
  config: {
    days: {
      type: "integer",
      description: "Fewest days for which what was deleted is kept.",
      default: 90,
      minimum: 7,
      maximum: 90,
    },
  },
  types: [T.vault],
  check(resource, config) {
    const days = setting<number>(secretsPurgeProtection, config, "days");
    return [
      ...expectValue(resource, "properties.enablePurgeProtection", is(true), {
        required: "true",
        remedy: "Set `enablePurgeProtection` to true; Azure's default is off.",
      }),
      ...expectValue(resource, "properties.enableSoftDelete", is(true), {
        required: "true",
        remedy: "Set `enableSoftDelete` to true, or leave it out.",
        safeWhenAbsent: true,
      }),
      ...expectValue(
        resource,
        "properties.softDeleteRetentionInDays",
        (value) => typeof value === "number" && value >= days,
        {
          required: `${days} days or more`,
          remedy: `Set \`softDeleteRetentionInDays\` to ${days}; it can't be changed later.`,
          // Azure's default is 90, its most.
          safeWhenAbsent: true,
        },
      ),
    ];
  },
};
