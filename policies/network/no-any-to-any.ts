import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";
import { inShort } from "./internet-only-to-edge.ts";
import { isAnyone, isEveryPort, rulesOf } from "./rules.ts";

export const networkNoAnyToAny: ResourcePolicy = {
  id: "network-no-any-to-any",
  title: "No rule allows anyone to anyone, in or out.",
  why: "Such a rule makes those below it void; outwards, it lets stolen data leave by any way.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "Allow * from * to * on *",
    remedy: "name source, destination and ports",
  },
  types: [T.securityGroup, T.securityRule],
  check: (resource) =>
    rulesOf(resource)
      .filter((rule) => rule.allows && isEveryPort(rule))
      .filter(
        ({ sources, destinations, inbound }) =>
          isAll(inbound ? sources : destinations) && isAll(inbound ? destinations : sources),
      )
      .map((rule) =>
        violation(resource, rule.path, inShort(rule), {
          required: "a source, a destination or ports",
          remedy: "Name who may reach what on which port, or take the rule away.",
        }),
      ),
};

function isAll(prefixes: readonly string[]): boolean {
  return prefixes.length === 0 || prefixes.some((one) => isAnyone(one) || one === "VirtualNetwork");
}
