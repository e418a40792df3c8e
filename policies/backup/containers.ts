import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import { type Resource, UNKNOWN } from "../support/resource.ts";
import { T } from "../support/types.ts";

const PARAMETERS = "properties.policyInfo.policyParameters.backupDatasourceParametersList";

const LIST = `${PARAMETERS}[0].containersList`;

export const backupContainers: StackPolicy = {
  id: "backup-containers",
  title: "A backup of blobs takes in each container of the account.",
  why: "A vault keeps the containers that it is told by name, and says of no other one that it is missing until somebody wants it back.",
  severity: "mandatory",
  control: control("A.8.13"),
  example: {
    violation: "containersList: [], or one without the container of the platform's state",
    remedy: "containersList: [container.name], with all that the account has",
  },
  config: {
    without: {
      type: "array",
      items: { type: "string" },
      description: "Containers of what can be had again from elsewhere, as Oracle's installers.",
      default: ["oracle"],
    },
  },
  checkStack(stack, config) {
    const without = setting<readonly string[]>(backupContainers, config, "without");
    return ofType(stack, T.backupInstance).flatMap((instance) => {
      const wanted = containersOf(stack, instance).filter(
        ({ inputs }) => !without.includes(textAt(inputs, "containerName") ?? ""),
      );
      return judge(instance, wanted);
    });
  },
};

/** The containers of the accounts that an instance backs up. */
function containersOf(stack: Stack, instance: Resource): readonly Resource[] {
  const accounts = madeFrom(stack, instance, "properties").filter(({ type }) => type === T.account);
  return ofType(stack, T.container).filter((container) =>
    madeFrom(stack, container, "accountName").some((account) => accounts.includes(account)),
  );
}

function judge(instance: Resource, wanted: readonly Resource[]): readonly Finding[] {
  const { listed, isUnsure } = listOf(instance);
  const missing = wanted
    // A name that nobody knows yet is that of a container which the graph has.
    .filter(({ urn }) => !isUnsure || !instance.madeFrom.properties?.includes(urn))
    .map(({ inputs, name }) => textAt(inputs, "containerName") ?? name)
    .filter((name) => !listed.includes(name));
  if (missing.length === 0) return [];
  const must = {
    required: `${missing.join(", ")} among them`,
    remedy: "Name each container of the account in the instance's `containersList`.",
  };
  return [
    isUnsure
      ? unknown(instance, LIST, must)
      : violation(
          instance,
          LIST,
          listed.length === 0 ? "without a container" : shown(listed),
          must,
        ),
  ];
}

/** The names that an instance lists, and whether there may be more that nobody knows yet. */
function listOf({ inputs }: Resource): {
  readonly listed: readonly unknown[];
  readonly isUnsure: boolean;
} {
  const parts = items(inputs, PARAMETERS);
  const listed = parts.flatMap(({ value }) =>
    items(value, "containersList").map((container) => container.value),
  );
  const isUnsure =
    listed.includes(UNKNOWN) ||
    read(inputs, PARAMETERS).kind === "unknown" ||
    parts.some(({ value }) => read(value, "containersList").kind === "unknown");
  return { listed, isUnsure };
}
