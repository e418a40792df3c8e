import { overlaps, parseCidr } from "./cidr.ts";
import type { Finding } from "./finding.ts";
import type { Inspection } from "./parse-settings.ts";
import type { SettingsIssue } from "./settings-error.ts";

/**
 * What is wrong between stacks: a market or a hostname that two of them serve, address spaces that
 * overlap. Each is said once, at the later stack in the order given.
 */
export function issuesBetween(stacks: readonly Inspection[]): readonly SettingsIssue[] {
  return stacks.flatMap((later, index) =>
    stacks
      .slice(0, index)
      .flatMap((earlier) => [...sharedMarkets(earlier, later), ...sharedAddresses(earlier, later)])
      .map((finding) => later.issue(finding)),
  );
}

function sharedMarkets(earlier: Inspection, later: Inspection): readonly Finding[] {
  const others = earlier.salvaged.markets ?? [];
  return (later.salvaged.markets ?? []).flatMap((market, index) =>
    (["code", "hostname"] as const).flatMap((key): Finding[] => {
      const value = market?.[key];
      if (value === undefined || !others.some((other) => other?.[key] === value)) return [];
      return [
        {
          path: ["markets", index, key],
          allowed: `a ${key} that no other stack serves; ${earlier.stack} serves ${value}`,
          edit: `remove it here, or from ${earlier.stack}`,
        },
      ];
    }),
  );
}

function sharedAddresses(earlier: Inspection, later: Inspection): readonly Finding[] {
  const taken = earlier.salvaged.network?.addressSpace;
  const own = later.salvaged.network?.addressSpace;
  const [one, other] = [taken, own].map((text) => (text === undefined ? text : parseCidr(text)));
  if (one === undefined || other === undefined || !overlaps(one, other)) return [];
  return [
    {
      path: ["network", "addressSpace"],
      allowed: `a range apart from every other stack's; ${earlier.stack} has ${taken}`,
      edit: "choose a range that no stack has, and move the subnets along",
    },
  ];
}
