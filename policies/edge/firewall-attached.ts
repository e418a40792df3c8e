import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
import { T } from "../support/types.ts";

export const edgeFirewallAttached: StackPolicy = {
  id: "edge-firewall-attached",
  title: "The gateway stands behind a firewall policy of this stack, with no other one beneath it.",
  why: "A gateway without one passes every attack on; a listener with a policy of its own goes past the gateway's.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: {
    violation: "sku: Standard_v2, or firewallPolicy left out",
    remedy: "sku: WAF_v2, firewallPolicy: { id: firewall.id }",
  },
  checkStack: (stack) =>
    ofType(stack, T.gateway).flatMap((gateway) => {
      const must = {
        required: "WAF_v2 with this stack's firewall policy",
        remedy: "Set `sku` to WAF_v2 and `firewallPolicy.id` to the edge's firewall.",
      };
      const own = madeFrom(stack, gateway, "firewallPolicy").some(
        ({ type }) => type === T.firewall,
      );
      return [
        ...["sku.name", "sku.tier"].flatMap((path) =>
          expectValue(gateway, path, is("WAF_v2"), must),
        ),
        ...(own
          ? []
          : [violation(gateway, "firewallPolicy.id", "not this stack's firewall", must)]),
        ...["httpListeners", "urlPathMaps"].flatMap((list) =>
          items(gateway.inputs, list)
            .filter(({ value }) => read(value, "firewallPolicy").kind !== "absent")
            .map(({ path }) => violation(gateway, `${path}.firewallPolicy`, "set", must)),
        ),
      ];
    }),
};
