import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import { T } from "../support/types.ts";
import { inShort } from "./internet-only-to-edge.ts";
import { covers, rulesOf } from "./rules.ts";

/** SSH, RDP, and Windows' remote management. */
export const MANAGEMENT = [22, 3389, 5985, 5986];

/** Azure's own senders: they reach what they need to, and no shell. */
const AZURE = new Set(["azureloadbalancer", "gatewaymanager"]);

export const networkManagementPorts: StackPolicy = {
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
  checkStack(stack, config) {
    const bastion = setting<readonly string[]>(networkManagementPorts, config, "bastionPrefixes");
    const { database } = stack.settings.network.subnets;
    return ofType(stack, T.securityGroup, T.securityRule).flatMap((group) => {
      // A database's machines reach each other on every port: Azure's own replication wants it.
      const own = textAt(group.inputs, "tags.tier") === "database" ? [database] : [];
      return rulesOf(group)
        .filter((rule) => rule.inbound && rule.allows)
        .filter((rule) => MANAGEMENT.some((port) => covers(rule, port)))
        .filter(
          ({ sources }) =>
            sources.length === 0 ||
            sources.some(
              (one) => !AZURE.has(one.toLowerCase()) && ![...bastion, ...own].includes(one),
            ),
        )
        .map((rule) =>
          violation(group, rule.path, inShort(rule), {
            required: "management ports closed, or open for the Bastion's subnet alone",
            remedy: "Close ports 22, 3389, 5985 and 5986, or come by a Bastion.",
          }),
        );
    });
  },
};
