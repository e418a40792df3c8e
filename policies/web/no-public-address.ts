import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
import { T } from "../support/types.ts";

const NICS = "virtualMachineProfile.networkProfile.networkInterfaceConfigurations";

const MUST = {
  required: "no public address on a clone",
  remedy:
    "Take the address away: users come by the gateway, and clones go out through the NAT gateway.",
};

export const webNoPublicAddress: ResourcePolicy = {
  id: "web-no-public-address",
  title: "No clone has a public address.",
  why: "A clone with an address of its own can be attacked past the firewall.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: {
    violation: "publicIPAddressConfiguration: { name: direct }",
    remedy: "leave publicIPAddressConfiguration out",
  },
  types: [T.scaleSet],
  check(resource) {
    if (read(resource.inputs, NICS).kind === "unknown") return [unknown(resource, NICS, MUST)];
    return items(resource.inputs, NICS).flatMap((nic) =>
      items(nic.value, "ipConfigurations", `${nic.path}.ipConfigurations`).flatMap((ip) =>
        ["publicIPAddressConfiguration", "loadBalancerInboundNatPools"]
          .filter((name) => read(ip.value, name).kind !== "absent")
          .map((name) => violation(resource, `${ip.path}.${name}`, "set", MUST)),
      ),
    );
  },
};
