import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { read, textAt, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const MODE = "ddosSettings.protectionMode";

export const edgeDdosProtection: StackPolicy = {
  id: "edge-ddos-protection",
  title: "Addresses that users reach are protected against floods.",
  why: "The attacks of 2013: a flood fills the line before the firewall sees a request.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: {
    violation: "protectionMode: Disabled, or inherited from a network without a plan",
    remedy: "network.ddosProtection.mode: perAddress, or plan",
  },
  checkStack: (stack) =>
    ofType(stack, T.address)
      // A NAT gateway's address takes no connections, and IP protection does not cover it.
      .filter((address) => !onlyGoesOut(stack, address))
      .flatMap((address) => {
        const must = {
          required: "Enabled, or a network with a DDoS plan",
          remedy:
            "Set `network.ddosProtection.mode` to perAddress, or to plan with the tenant's plan.",
        };
        const found = read(address.inputs, MODE);
        const inherits =
          found.kind === "absent" || textAt(address.inputs, MODE) === "VirtualNetworkInherited";
        if (!inherits) return expectValue(address, MODE, is("Enabled"), must);
        const planned = ofType(stack, T.network).some(
          ({ inputs }) =>
            valueAt(inputs, "enableDdosProtection") === true &&
            read(inputs, "ddosProtectionPlan.id").kind !== "absent",
        );
        return planned
          ? []
          : [violation(address, MODE, "inherited from a network without a plan", must)];
      }),
};

function onlyGoesOut(stack: Stack, address: Resource): boolean {
  const users = stack.resources.filter(({ dependencies }) => dependencies.includes(address.urn));
  const azure = users.filter(({ type }) => /^azure(?!-native:monitor:)/.test(type));
  return (
    azure.length > 0 &&
    azure.every(({ type }) => type === T.nat) &&
    azure.some((nat) => madeFrom(stack, nat, "publicIpAddresses").includes(address))
  );
}
