import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
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
    return ofType(stack, T.scaleSet).flatMap((set) => {
      const isProduction = stageOf(stack, set) === "production";
      const [first] = behind;
      return [
        ...(isProduction && behind.length > 1 && set !== first
          ? [violation(set, "virtualMachineProfile", "a second set in the gateway's pool", MUST)]
          : []),
        ...items(set.inputs, NICS).flatMap((nic) =>
          items(nic.value, "ipConfigurations", `${nic.path}.ipConfigurations`).flatMap(
            ({ path, value }) => [
              ...(isProduction && isEmpty(value, POOLS)
                ? [violation(set, `${path}.${POOLS}`, "without a pool", MUST)]
                : []),
              ...(isEmpty(value, BALANCERS)
                ? []
                : [violation(set, `${path}.${BALANCERS}`, "another load balancer's", MUST)]),
            ],
          ),
        ),
        ...(isProduction && items(set.inputs, NICS).length === 0
          ? [violation(set, NICS, "without a network interface", MUST)]
          : []),
      ];
    });
  },
};

/** Whether a list names nothing; what nobody knows yet names something. */
function isEmpty(from: unknown, list: string): boolean {
  return (
    read(from, list).kind === "absent" ||
    (read(from, list).kind === "value" && items(from, list).length === 0)
  );
}
