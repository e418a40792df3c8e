import { parseCidr } from "../../infra/settings/cidr.ts";
import { control } from "../support/controls.ts";
import { expectList, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

export const networkNoOverlap: StackPolicy = {
  id: "network-no-overlap",
  title: "A datacenter's network is as wide as its settings say, and overlaps no other one's.",
  why: "Networks that overlap can never be joined, and a backup in another country is then out of reach.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "10.16.0.0/16 in both prod-se and prod-is",
    remedy: "a range of its own for each datacenter",
  },
  checkStack: (stack) =>
    ofType(stack, T.network).flatMap((network) => {
      const must = {
        required: `${stack.settings.network.addressSpace}, which no other datacenter uses`,
        remedy: "Set `network.addressSpace` to a range that no other stack's settings have.",
      };
      const prefixes = items(network.inputs, "addressSpace.addressPrefixes").map(({ value }) =>
        String(value),
      );
      const taken = [...stack.others].flatMap(([name, { network: other }]) =>
        prefixes
          .filter((prefix) => overlaps(prefix, other.addressSpace))
          .map((prefix) => `${prefix}, over ${other.addressSpace} of ${name}`),
      );
      const foreign = prefixes.filter((prefix) => prefix !== stack.settings.network.addressSpace);
      return [
        ...expectList(network, "addressSpace.addressPrefixes", must, () => []),
        ...[...taken, ...(taken.length > 0 ? [] : foreign.map(shown))].map((value) =>
          violation(network, "addressSpace.addressPrefixes", value, must),
        ),
        ...items(network.inputs, "subnets")
          .filter(({ value }) => {
            const subnet = textAt(value, "addressPrefix");
            if (subnet === undefined || prefixes.length === 0) return false;
            return !prefixes.some((prefix) => isInside(subnet, prefix));
          })
          .map(({ path, value }) =>
            violation(network, `${path}.addressPrefix`, shown(textAt(value, "addressPrefix")), {
              required: "a range inside the network's",
              remedy: "Set the subnet's range inside `network.addressSpace`.",
            }),
          ),
      ];
    }),
};

function overlaps(one: string, other: string): boolean {
  const [a, b] = [parseCidr(one), parseCidr(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

function isInside(inner: string, outer: string): boolean {
  const [a, b] = [parseCidr(inner), parseCidr(outer)];
  return a !== undefined && b !== undefined && b.first <= a.first && a.last <= b.last;
}
