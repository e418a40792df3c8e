import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

export const backupCovers: StackPolicy = {
  id: "backup-covers",
  title: "Every resource that holds data is backed up into a vault of this stack.",
  why: "What is not in a vault is gone with its account: by a mistake, or by whoever asks for a ransom.",
  severity: "mandatory",
  control: control("A.8.13"),
  example: {
    violation: "a database server that no BackupInstance names",
    remedy: "a BackupInstance with the server and a policy",
  },
  config: {
    types: {
      type: "array",
      items: { type: "string" },
      description: "Types that hold data.",
      default: [T.postgres, T.account],
    },
  },
  checkStack(stack, config) {
    const types = setting<readonly string[]>(backupCovers, config, "types");
    const instances = ofType(stack, T.backupInstance);
    return [
      ...ofType(stack, ...types)
        .filter((one) => !isStagingCopy(stack, one))
        .filter(
          (one) =>
            !instances.some((instance) => madeFrom(stack, instance, "properties").includes(one)),
        )
        .map((one) =>
          violation(one, "", "backed up by nothing", {
            required: "a backup into a vault of this stack",
            remedy: "Declare a BackupInstance for it in the backup's tier.",
          }),
        ),
      ...instances
        .filter(
          (instance) =>
            !madeFrom(stack, instance, "properties").some(({ type }) => type === T.backupPolicy),
        )
        .map((instance) =>
          violation(instance, "properties.policyInfo", "not a policy of this stack", {
            required: "a backup policy of this stack",
            remedy: "Set `policyInfo.policyId` to the policy of its kind.",
          }),
        ),
      ...instances.flatMap((instance) => judgeKind(stack, instance)),
    ];
  },
};

/** A policy is of one kind of data: by another kind's, Azure refuses the backup, or takes it as seldom as that. */
function judgeKind(stack: Stack, instance: Resource): readonly Finding[] {
  return madeFrom(stack, instance, "properties")
    .filter(({ type }) => type === T.backupPolicy)
    .map(({ inputs }) => valueAt(inputs, "properties.datasourceTypes"))
    .filter((kinds) => Array.isArray(kinds))
    .flatMap((kinds) =>
      expectValue(instance, "properties.dataSourceInfo.datasourceType", is(...kinds), {
        required: `${kinds.join(" or ")}, as the policy is of that`,
        remedy: "Set `policyInfo.policyId` to the policy of its kind.",
      }),
    );
}
