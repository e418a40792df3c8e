import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const networkPublicAddresses: StackPolicy = {
  id: "network-public-addresses",
  title: "A public address belongs to the gateway, the NAT gateway or the Bastion.",
  why: "Any other one is a way in past the firewall.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: {
    violation: "a PublicIPAddress that a network interface or nothing at all uses",
    remedy: "let users come by the gateway",
  },
  config: {
    owners: {
      type: "array",
      items: { type: "string" },
      description: "Types that may own a public address.",
      default: [T.gateway, T.nat, T.bastion],
    },
  },
  checkStack(stack, config) {
    const owners = setting<readonly string[]>(networkPublicAddresses, config, "owners");
    return ofType(stack, T.address).flatMap((address) => {
      const users = stack.resources.filter(
        ({ dependencies, type }) =>
          dependencies.includes(address.urn) && /^azure(?!-native:monitor:)/.test(type),
      );
      const strangers = users.filter(({ type }) => !owners.includes(type));
      if (users.length > 0 && strangers.length === 0) return [];
      const value =
        strangers.length === 0
          ? "a public address that nothing uses"
          : `a public address of ${strangers.map(({ name }) => name).join(", ")}`;
      return [
        violation(address, "", value, {
          required: "an address of the gateway, the NAT gateway or the Bastion",
          remedy: "Take the address away, or let what needs it go through the gateway.",
        }),
      ];
    });
  },
};
