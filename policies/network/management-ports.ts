import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";
import { inShort } from "./internet-only-to-edge.ts";
import { covers, rulesOf } from "./rules.ts";

/** SSH, RDP, and Windows' remote management. */
const MANAGEMENT = [22, 3389, 5985, 5986];

/** Azure's own senders: they reach what they need to, and no shell. */
const AZURE = new Set(["AzureLoadBalancer", "GatewayManager"]);

export const networkManagementPorts: ResourcePolicy = {
  id: "network-management-ports",
  title: "Machines are managed through Bastion, or not at all.",
  why: "A shell that is reached from the network is one stolen key away from the whole tier.",
  severity: "mandatory",
  control: control("A.8.2"),
  example: {
    violation: "Allow port 22 from 10.16.0.0/16",
    remedy: "take the rule away: a clone that is not well is replaced",
  },
  config: {
    bastionPrefixes: {
      type: "array",
      items: { type: "string" },
      description: "Ranges of AzureBastionSubnet, from which management ports may be reached.",
      default: [],
    },
  },
  types: [T.securityGroup, T.securityRule],
  check(resource, config) {
    const bastion = setting<readonly string[]>(networkManagementPorts, config, "bastionPrefixes");
    return rulesOf(resource)
      .filter(
        (rule) => rule.inbound && rule.allows && MANAGEMENT.some((port) => covers(rule, port)),
      )
      .filter(
        ({ sources }) =>
          sources.length === 0 || sources.some((one) => !AZURE.has(one) && !bastion.includes(one)),
      )
      .map((rule) =>
        violation(resource, rule.path, inShort(rule), {
          required: "management ports closed, or open for the Bastion's subnet alone",
          remedy: "Close ports 22, 3389, 5985 and 5986, or come by a Bastion.",
        }),
      );
  },
};
