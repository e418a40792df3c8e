import { readFileSync } from "node:fs";
import type { VirtualMachine } from "@pulumi/azure-native/compute/virtualMachine.js";
import { VirtualMachineRunCommandByVirtualMachine } from "@pulumi/azure-native/compute/virtualMachineRunCommandByVirtualMachine.js";
import type * as pulumi from "@pulumi/pulumi";
import type { TierArgs } from "../../tier.ts";

const SCRIPT = readFileSync(new URL("hand-over.sh", import.meta.url), "utf8");

/**
 * Seconds until a hand-over is ended: a quarter of an hour more than the machine itself looks whether the two have caught up
 * (install/common.sh), so that it says what it waited for.
 */
const TIMEOUT = 4500;

/**
 * Lets a machine take over the primary's role when the size that both have has changed: on the machine that was resized
 * last, once it has caught up. Where nothing is installed yet, or the role is there already, it does nothing. It
 * runs again when what it is told changes, and that is the size alone.
 *
 * An `up` fails here when the two don't come together, before the other machine is touched.
 */
export function handOver(
  name: string,
  role: "take-over" | "take-back",
  args: TierArgs & {
    readonly size: string;
    readonly resourceGroupName: pulumi.Input<string>;
  },
  machine: VirtualMachine,
  parent: pulumi.Resource,
): VirtualMachineRunCommandByVirtualMachine {
  return new VirtualMachineRunCommandByVirtualMachine(
    name,
    {
      runCommandName: role,
      vmName: machine.name,
      resourceGroupName: args.resourceGroupName,
      location: args.region,
      source: { script: SCRIPT },
      parameters: [{ name: "size", value: args.size }],
      timeoutInSeconds: TIMEOUT,
      treatFailureAsDeploymentFailure: true,
      asyncExecution: false,
      tags: { ...args.tags, tier: "database" },
    },
    { parent },
  );
}
