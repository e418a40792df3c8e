import type { MarketCode } from "./markets.ts";
import type { Region } from "./regions.ts";

/** A part of the world inside which data moves by one law. */
export type Area = "EEA" | "Switzerland" | "United Kingdom";

/** Source: EFTA, "EEA Agreement" (its parties); the countries of Azure's regions near the markets. */
const AREAS: Readonly<Record<string, Area>> = {
  Germany: "EEA",
  Ireland: "EEA",
  Netherlands: "EEA",
  Norway: "EEA",
  Sweden: "EEA",
  Switzerland: "Switzerland",
  "United Kingdom": "United Kingdom",
};

/**
 * Where copies of a market's data may be kept.
 *
 * Assumed, and to be confirmed by whoever answers for data protection: inside the EEA by Regulation (EU) 2016/679;
 * Swiss data in Switzerland or, as its Federal Data Protection Ordinance (annex 1) lists these countries as
 * adequate, in the EEA; British data at home, as schools there ask for it.
 */
export const RESIDENCY: Readonly<Record<MarketCode, readonly Area[]>> = {
  se: ["EEA"],
  is: ["EEA"],
  gb: ["United Kingdom"],
  ch: ["Switzerland", "EEA"],
  de: ["EEA"],
};

/** Where the one copy of what is kept lies besides the region itself: in its zones, or also in its pair. */
export const REDUNDANCIES = ["zone", "geo"] as const;

export type Redundancy = (typeof REDUNDANCIES)[number];

/** Why a region can't keep data of these markets with a redundancy: a part of a sentence; undefined when it can. */
export function refuseRedundancy(
  { displayName, zones, pair }: Region,
  redundancy: Redundancy,
  markets: readonly MarketCode[],
): string | undefined {
  if (redundancy === "zone") {
    return zones.length === 0 ? `${displayName} has no availability zones` : undefined;
  }
  if (pair === undefined) return `${displayName} has no paired region`;
  const area = AREAS[pair.country];
  const outside = markets.filter((code) => area === undefined || !RESIDENCY[code].includes(area));
  return outside.length === 0
    ? undefined
    : `the copies would lie in ${pair.displayName} (${pair.country}), where data of ${outside.join(" and ")} may not lie`;
}
