import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { isEverything } from "./prefixes.ts";
import { areEveryPort, isGatewaysGroup, type Rule, rulesOf } from "./rules.ts";

type Direction = "Inbound" | "Outbound";

export const networkDenyTheRest: ResourcePolicy = {
  id: "network-deny-the-rest",
  title: "Each group denies what it does not name, on the way in and on the way out.",
  why: "Azure's own last rules let the whole virtual network in, and everything out: one clone could reach every other, and stolen grades any server in the world. Only the gateway's way out must stay open, as Azure wants it.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "securityRules: [], or a last rule that denies only what comes from the Internet",
    remedy: "last rules of priority 4096, inbound and outbound: Deny, protocol *, from * to *",
  },
  types: [T.securityGroup],
  check(resource) {
    if (read(resource.inputs, "securityRules").kind === "unknown") {
      return [unknown(resource, "securityRules", must("Inbound"))];
    }
    const rules = rulesOf(resource);
    // Source: Learn, "Application Gateway infrastructure configuration": its way out to the internet stays open.
    const directions: readonly Direction[] = isGatewaysGroup(resource, rules)
      ? ["Inbound"]
      : ["Inbound", "Outbound"];
    return directions.flatMap((direction) => judge(resource, rules, direction));
  },
};

function judge(
  resource: Resource,
  rules: readonly Rule[],
  direction: Direction,
): readonly Finding[] {
  const own = rules.filter(({ inbound }) => inbound === (direction === "Inbound"));
  const [last] = own
    .filter((rule) => !rule.allows && !rule.isUnsure && takesInAll(rule))
    .sort((one, other) => one.priority - other.priority);
  if (last === undefined) {
    return own.some(({ isUnsure }) => isUnsure)
      ? [unknown(resource, "securityRules", must(direction))]
      : [
          violation(
            resource,
            "securityRules",
            `without a last rule that denies what ${wordOf(direction)}`,
            must(direction),
          ),
        ];
  }
  return own
    .filter(({ allows, priority }) => allows && priority > last.priority)
    .map(({ path, priority }) =>
      violation(resource, path, `of priority ${priority}, after the one that denies all`, {
        required: `a priority below ${last.priority}, as nothing that comes later counts`,
        remedy: "Give the rule that denies the priority 4096, and the others lower ones.",
      }),
    );
}

function takesInAll({ protocol, sources, destinations, sourcePorts, ports }: Rule): boolean {
  return (
    protocol === "*" &&
    [sources, destinations].every((side) => side.some(isEverything)) &&
    [sourcePorts, ports].every(areEveryPort)
  );
}

function must(direction: Direction) {
  return {
    required: `a rule that denies all that ${wordOf(direction)}, from and to every address, on every port and protocol`,
    remedy: `Add the rule deny-${direction.toLowerCase()} with priority 4096.`,
  };
}

function wordOf(direction: Direction): string {
  return direction === "Inbound" ? "comes in" : "goes out";
}
