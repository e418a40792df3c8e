import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { items, type Part, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { setsBehindGateway, stageOf } from "../support/stage.ts";
import { T } from "../support/types.ts";

const NICS = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations";
const POOLS = "applicationGatewayBackendAddressPools";
const BALANCERS = "loadBalancerBackendAddressPools";

const MUST = {
  required:
    "production's clones in the gateway's pool, and no others, behind no other load balancer",
  remedy: `Join \`${POOLS}\` to the edge's pool in production's profile, and in no other.`,
};

export const webBehindGateway: StackPolicy = {
  id: "web-behind-gateway",
  title: "Production's clones, and no others, serve through the gateway's pool.",
  why: "A clone outside the pool costs money and serves nobody; staging's in it would serve untried images to pupils; behind another load balancer users are served past the firewall.",
  severity: "mandatory",
  control: control("A.8.21"),
  example: {
    violation: "applicationGatewayBackendAddressPools: []",
    remedy: "applicationGatewayBackendAddressPools: [{ id: edge.backendPoolId }]",
  },
  checkStack: (stack) => {
    const behind = setsBehindGateway(stack);
    const [first] = behind.filter((set) => stageOf(stack, set) === "production");
    return ofType(stack, T.scaleSet).flatMap((set) => {
      const isBehind = behind.includes(set);
      const isProduction = stageOf(stack, set) === "production";
      const addresses = addressesOf(set);
      const isElsewhere = !isBehind && !addresses.some(({ value }) => isEmpty(value, POOLS));
      return [
        ...(isBehind && set !== first
          ? [violation(set, "virtualMachineProfile", "a second set in the gateway's pool", MUST)]
          : []),
        ...addresses.flatMap((address) => judgeAddress(set, address, isProduction)),
        ...(isProduction && (isElsewhere || addresses.length === 0)
          ? [violation(set, NICS, "in no pool of this stack's gateway", MUST)]
          : []),
      ];
    });
  },
};

function addressesOf({ inputs }: Resource): readonly Part[] {
  return items(inputs, NICS).flatMap((nic) =>
    items(nic.value, "ipConfigurations", `${nic.path}.ipConfigurations`),
  );
}

function judgeAddress(
  set: Resource,
  { path, value }: Part,
  isProduction: boolean,
): readonly Finding[] {
  const gateways = new Set(items(value, POOLS).map((pool) => gatewayOf(textAt(pool.value, "id"))));
  return [
    ...(isProduction && isEmpty(value, POOLS)
      ? [violation(set, `${path}.${POOLS}`, "without a pool", MUST)]
      : []),
    ...(gateways.size > 1
      ? [violation(set, `${path}.${POOLS}`, "pools of several gateways", MUST)]
      : []),
    ...(isEmpty(value, BALANCERS)
      ? []
      : [violation(set, `${path}.${BALANCERS}`, "another load balancer's", MUST)]),
  ];
}

/** The part of a pool's id that names its gateway; undefined for all that nobody knows yet. */
function gatewayOf(id: string | undefined): string | undefined {
  return id?.toLowerCase().replace(/\/backendaddresspools\/.*$/, "");
}

/** Whether a list names nothing; what nobody knows yet names something. */
function isEmpty(from: unknown, list: string): boolean {
  return (
    read(from, list).kind === "absent" ||
    (read(from, list).kind === "value" && items(from, list).length === 0)
  );
}
