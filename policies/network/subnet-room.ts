import { addressCount, parseCidr } from "../../infra/settings/cidr.ts";
import { LIMITS } from "../../infra/settings/limits.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { items, numberAt, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { stageOf } from "../support/stage.ts";
import { T } from "../support/types.ts";
import { type Subnet, subnetOf } from "./subnets.ts";

const { reservedAddressesPerSubnet: AZURES } = LIMITS;

const NICS = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations";

/** Percent of the clones that a rolling upgrade adds where nothing is set: Azure's default batch. */
const DEFAULT_BATCH = 20;

/** A subnet, and how many addresses those in it take at most. */
interface Need {
  readonly subnet: Subnet;
  readonly count: number;
  readonly by: string;
}

export const networkSubnetRoom: StackPolicy = {
  id: "network-subnet-room",
  title: "A subnet has an address for all that the season may put into it.",
  why: "Without an address no clone and no instance of the gateway is made: in the grade week the plan is met on paper, and half of it never starts.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "addressPrefix: 10.16.4.0/28 for twenty-four clones",
    remedy: "addressPrefix: network.subnets.web, a /24 or wider",
  },
  checkStack: (stack) =>
    needsOf(stack).flatMap(({ subnet, count, by }) => {
      const block = parseCidr(subnet.range ?? "");
      if (block === undefined || addressCount(block.prefix) - AZURES >= count) return [];
      return [
        violation(subnet.resource, subnet.path, subnet.range ?? "", {
          required: `${count + AZURES} addresses or more: ${count} for ${by}, and ${AZURES} that Azure keeps`,
          remedy:
            "Take the range from `network.subnets`, and widen it there where it is too small.",
        }),
      ];
    }),
};

/** Subnets whose ids nobody knows yet are not found: they are judged when they stand. */
function needsOf(stack: Stack): readonly Need[] {
  const sets = ofType(stack, T.scaleSet).flatMap((set) =>
    needIn(
      stack,
      textAt(set.inputs, `${NICS}[0].ipConfigurations[0].subnet.id`),
      clonesAtMost(stack, set),
      "clones, with those that an upgrade adds",
    ),
  );
  // One more for a private frontend, as Azure counts. Source: Learn, "Application Gateway infrastructure configuration".
  const gateways = ofType(stack, T.gateway).flatMap((gateway) =>
    items(gateway.inputs, "gatewayIPConfigurations").flatMap(({ value }) =>
      needIn(
        stack,
        textAt(value, "subnet.id"),
        stack.settings.edge.maximum + 1,
        "the gateway's instances and its frontend",
      ),
    ),
  );
  return [...sets, ...gateways];
}

function needIn(stack: Stack, id: string | undefined, count: number, by: string): readonly Need[] {
  const subnet = id === undefined ? undefined : subnetOf(stack, id);
  return subnet === undefined ? [] : [{ subnet, count, by }];
}

/** By the plan, with the batch that a rolling upgrade makes beside the old clones. */
function clonesAtMost(stack: Stack, set: Resource): number {
  const { ceilings } =
    stageOf(stack, set) === "production" ? stack.plan.profiles : stack.plan.lending.staging;
  const batch =
    numberAt(set.inputs, "upgradePolicy.rollingUpgradePolicy.maxBatchInstancePercent") ??
    DEFAULT_BATCH;
  const most = ceilings.reduce((one, other) => Math.max(one, other), 0);
  return most + Math.ceil((most * batch) / 100);
}
