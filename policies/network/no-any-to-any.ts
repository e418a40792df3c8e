import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";
import { inShort } from "./internet-only-to-edge.ts";
import { areAnyone, isWholeNetwork } from "./prefixes.ts";
import { isMostPorts, rulesOf } from "./rules.ts";

export const networkNoAnyToAny: ResourcePolicy = {
  id: "network-no-any-to-any",
  title: "No rule lets everyone or a whole network in or out by nearly all ports.",
  why: "Such a rule makes those below it void; outwards, it lets stolen data leave by any way.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "Allow * from * to * on *, or 0-65535 from VirtualNetwork",
    remedy: "name source, destination and ports",
  },
  types: [T.securityGroup, T.securityRule],
  check: (resource) =>
    rulesOf(resource)
      .filter((rule) => rule.allows && isMostPorts(rule))
      // The near side is whoever the group is given to, so it says nothing.
      .filter(({ sources, destinations, inbound }) => isAll(inbound ? sources : destinations))
      .map((rule) =>
        violation(resource, rule.path, inShort(rule), {
          required: "the other side by its subnet, or fewer ports",
          remedy: "Name who may reach what on which port, or take the rule away.",
        }),
      ),
};

function isAll(prefixes: readonly string[]): boolean {
  return areAnyone(prefixes) || prefixes.some(isWholeNetwork);
}
