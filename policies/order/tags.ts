import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { type Config, type ResourcePolicy, setting } from "../support/policy.ts";
import { leaves, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
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
  T.dataCollectionOf,
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
  title:
    "Each resource says by tags whose it is, who pays, and what it belongs to, and nothing personal.",
  why: "Without them nobody knows whom to call at night, nor what a country's schools cost.",
  severity: "mandatory",
  control: control("A.5.13"),
  example: { violation: "no tag `owner`", remedy: "tags: { owner: platform-operations }" },
  config: {
    tags: {
      type: "array",
      items: { type: "string" },
      description: "Tags that each resource has.",
      default: ["market", "owner", "costCentre", "dataClass", "product", "datacenter", "tier"],
    },
    dataClasses: {
      type: "array",
      items: { type: "string" },
      description: "What the tag `dataClass` may say.",
      default: ["personal", "secret", "technical"],
    },
  },
  types: ["*"],
  check: (resource, config) =>
    WITHOUT_TAGS.includes(resource.type)
      ? []
      : [
          ...judgeDatacenter(resource),
          ...judgeDataClass(resource, config),
          ...judgePersons(resource),
          ...setting<readonly string[]>(orderTags, config, "tags").flatMap((name) =>
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
        ],
};

/** The datacenter is the stack: another one's name books the cost on that. */
function judgeDatacenter(resource: Resource): readonly Finding[] {
  const stack = resource.urn.split("::")[0]?.split(":").at(-1) ?? "";
  return expectValue(resource, "tags.datacenter", (value) => value === stack, {
    required: `${stack}, which the resource belongs to`,
    remedy: "Pass the tier's tags on: they name the datacenter.",
    // What is wanted at all is said by the list.
    safeWhenAbsent: true,
  });
}

/** A class that nobody has agreed on classes nothing. */
function judgeDataClass(resource: Resource, config: Config): readonly Finding[] {
  const classes = setting<readonly string[]>(orderTags, config, "dataClasses");
  return expectValue(resource, "tags.dataClass", is(...classes), {
    required: classes.join(" or "),
    remedy: "Take the class of the tier: infra/datacenter/datacenter.ts names it.",
    safeWhenAbsent: true,
  });
}

/** An address or a telephone of somebody: tags are read by whoever may read the bill. */
const PERSONAL = /[^\s@]+@[^\s@]+\.[a-z]{2,}|\+\d[\d ()-]{7,}/i;

function judgePersons(resource: Resource): readonly Finding[] {
  return [...leaves(valueAt(resource.inputs, "tags"), "tags")]
    .filter(({ value }) => typeof value === "string" && PERSONAL.test(value))
    .map(({ path }) =>
      // The value is not shown: it is somebody's.
      violation(resource, path, "somebody's address or telephone", {
        required: "nothing personal",
        remedy: "Name the team, as `owner: platform-operations`; whom to call stands in `watch`.",
      }),
    );
}
