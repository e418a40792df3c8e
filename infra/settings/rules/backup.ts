import { type Finding, valueAt } from "../finding.ts";
import { LOCK_WORDS } from "../limits.ts";
import { MARKETS } from "../markets.ts";
import { REGIONS } from "../regions.ts";
import { refuseRedundancy } from "../residency.ts";
import { RETENTION_FLOORS, type Retention } from "../retention-floors.ts";
import type { Rule, RuleInput } from "./rule.ts";

function marketsOf({ settings }: RuleInput) {
  return (settings.markets ?? []).flatMap((market) => market?.code ?? []);
}

/** What holds data is kept where the region can keep it and where its markets' data may lie. */
export const redundancyIsTheRegions: Rule = (input) => {
  const { region, storage, backup } = input.settings;
  if (region === undefined) return [];
  const asked = { storage: storage?.redundancy, backup: backup?.redundancy };
  return Object.entries(asked).flatMap(([tier, redundancy]): Finding[] => {
    const why = redundancy && refuseRedundancy(REGIONS[region], redundancy, marketsOf(input));
    if (!why) return [];
    const other = redundancy === "geo" ? "zone" : "geo";
    return [
      {
        path: [tier, "redundancy"],
        allowed: `\`${other}\` in ${region}: ${why}`,
        edit: `set \`redundancy: ${other}\``,
      },
    ];
  });
};

/** No market's floor of retention is undercut. */
export const retentionReachesTheFloors: Rule = (input) => {
  const kept = input.settings.backup?.retention;
  return (["days", "weeks", "months", "years"] as const).flatMap((unit): Finding[] => {
    const value = kept?.[unit];
    const { floor, code } = highestFloor(marketsOf(input), unit);
    if (value === undefined || code === undefined || value >= floor) return [];
    return [
      {
        path: ["backup", "retention", unit],
        received: `${value}`,
        allowed: `a whole number of ${unit}, at least ${floor}: the floor of ${MARKETS[code].countryName} (${code})`,
        edit: `set \`${unit}: ${floor}\``,
      },
    ];
  });
};

function highestFloor(markets: readonly (keyof typeof RETENTION_FLOORS)[], unit: keyof Retention) {
  const floor = Math.max(0, ...markets.map((code) => RETENTION_FLOORS[code][unit]));
  return { floor, code: markets.find((code) => RETENTION_FLOORS[code][unit] === floor) };
}

/** Nobody locks a vault for ever by a slip: it takes words of its own, which stand nowhere else. */
export const lockIsMeant: Rule = ({ settings, written }) => {
  const immutability = settings.backup?.immutability;
  const words = valueAt(written, ["backup", "lockWords"]);
  if (immutability === undefined) return [];
  if (immutability === "locked" && words === undefined) {
    return [
      {
        path: ["backup", "lockWords"],
        allowed: `\`${LOCK_WORDS}\` beside \`immutability: locked\`: no one can undo it`,
        edit: `add \`lockWords: ${LOCK_WORDS}\`, or set \`immutability: unlocked\``,
      },
    ];
  }
  if (immutability !== "locked" && words !== undefined) {
    return [
      {
        path: ["backup", "lockWords"],
        covers: true,
        allowed: "nothing, unless `immutability` is `locked`",
        edit: "remove it",
      },
    ];
  }
  return [];
};
