import { control } from "../support/controls.ts";
import { expectList, expectValue, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
import { T } from "../support/types.ts";

const NICS = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations";
const POOLS = "applicationGatewayBackendAddressPools";

const MUST = {
  required: "the gateway's pool, and no other load balancer",
  remedy: "Join `applicationGatewayBackendAddressPools` to the edge's pool in the clones' profile.",
};

export const webBehindGateway: ResourcePolicy = {
  id: "web-behind-gateway",
  title: "Each clone serves through the gateway's pool.",
  why: "A clone outside the pool costs money and serves nobody; one behind another load balancer is served past the firewall.",
  severity: "mandatory",
  control: control("A.8.21"),
  example: {
    violation: "applicationGatewayBackendAddressPools: []",
    remedy: "applicationGatewayBackendAddressPools: [{ id: edge.backendPoolId }]",
  },
  types: [T.scaleSet],
  check: (resource) =>
    expectList(resource, NICS, MUST, (nicPath, nic) =>
      items(nic, "ipConfigurations", `${nicPath}.ipConfigurations`).flatMap(({ path, value }) => {
        const joined = read(value, POOLS).kind === "unknown" || items(value, POOLS).length > 0;
        return [
          ...(joined ? [] : [violation(resource, `${path}.${POOLS}`, "without a pool", MUST)]),
          ...(read(value, "loadBalancerBackendAddressPools").kind === "absent"
            ? []
            : expectValue(
                resource,
                `${path}.loadBalancerBackendAddressPools`,
                (list) => Array.isArray(list) && list.length === 0,
                MUST,
              )),
        ];
      }),
    ),
};
