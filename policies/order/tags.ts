import { control } from "../support/controls.ts";
import { expectValue } from "../support/expect.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

/** Types of the program that Azure gives no tags. */
const WITHOUT_TAGS: readonly string[] = [
  T.roleAssignment,
  T.roleDefinition,
  T.securityRule,
  T.subnet,
  T.contacts,
  // Its tags are the vault's business: the provider puts none on a certificate by default.
  T.certificate,
  T.diagnostics,
  T.budget,
  T.postgresSetting,
  T.postgresDatabase,
  T.postgresAdministrator,
  T.blobs,
  T.container,
  T.lifecycle,
  T.backupPolicy,
  T.machineBackup,
  T.machineBackupPolicy,
  T.endpointNames,
];

export const orderTags: ResourcePolicy = {
  id: "order-tags",
  title: "Each resource says by tags whose it is, who pays, and what it belongs to.",
  why: "Without them nobody knows whom to call at night, nor what a country's schools cost.",
  severity: "mandatory",
  control: control("A.5.13"),
  example: { violation: "no tag `owner`", remedy: "tags: { owner: platform-operations }" },
  config: {
    tags: {
      type: "array",
      items: { type: "string" },
      description: "Tags that each resource has.",
      default: ["owner", "costCentre", "product", "datacenter", "tier"],
    },
  },
  types: ["*"],
  check: (resource, config) =>
    WITHOUT_TAGS.includes(resource.type)
      ? []
      : setting<readonly string[]>(orderTags, config, "tags").flatMap((name) =>
          expectValue(
            resource,
            `tags.${name}`,
            (value) => typeof value === "string" && value.trim() !== "",
            {
              required: `a tag \`${name}\` with a value`,
              remedy: `Set \`${name}\` in \`tags\` of the datacenter's settings, and pass the tier's tags on.`,
            },
          ),
        ),
};
