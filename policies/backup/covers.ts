import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy, setting } from "../support/policy.ts";
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
    ];
  },
};
