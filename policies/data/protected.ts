import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

export const dataProtected: StackPolicy = {
  id: "data-protected",
  title: "The engine refuses to delete what holds data, and the group that it is in.",
  why: "A rename in the program, or `destroy` in the wrong terminal, takes it away; with its group goes all in it.",
  severity: "mandatory",
  control: control("A.8.10"),
  example: { violation: "a vault without `protect`", remedy: "the option `protect: true`" },
  config: {
    types: {
      type: "array",
      items: { type: "string" },
      description: "Types that hold data.",
      default: [
        T.vault,
        T.account,
        T.container,
        T.postgres,
        T.postgresDatabase,
        T.backupVault,
        T.backupInstance,
        T.machine,
        T.disk,
        T.machineBackupVault,
        T.machineBackup,
        "azure-native:compute:Gallery",
      ],
    },
  },
  checkStack(stack, config) {
    const types = setting<readonly string[]>(dataProtected, config, "types");
    const holders = ofType(stack, ...types).filter((one) => !isStagingCopy(stack, one));
    const groups = ofType(stack, T.resourceGroup).filter(({ urn }) =>
      holders.some(({ madeFrom }) => madeFrom.resourceGroupName?.includes(urn)),
    );
    return [...holders, ...groups]
      .filter(({ protect }) => !protect)
      .map((resource) =>
        violation(resource, "", "not protected from deletion", {
          required: "the option `protect`",
          remedy: "Give the resource `protect: true` in its options.",
        }),
      );
  },
};
