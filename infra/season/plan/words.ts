import { type Calendar, seasonAt } from "../calendar.ts";
import type { MarketCause } from "../demand/datacenter-demand.ts";
import type { DaySeason } from "../demand/day-load.ts";

const SEASON_WORDS: Readonly<Record<DaySeason, string>> = {
  "term-start": "start of term",
  term: "term",
  "grade-period": "grade period",
  holiday: "holidays",
  unknown: "no calendar, so nothing shrinks",
};

/** Why a stretch needs what it needs, in words: "Sweden: holidays (jullov)". */
export function reasonInWords(
  { market, season, event }: MarketCause,
  country: string,
  calendar: Calendar,
  date: Temporal.PlainDate,
): string {
  if (event === "grade-opening") return `${country}: grades are opened`;
  const name = season === "holiday" ? holidayName(calendar, date) : undefined;
  if (calendar.market !== market)
    throw new RangeError(`the calendar of ${calendar.market}, not ${market}`);
  return `${country}: ${SEASON_WORDS[season]}${name === undefined ? "" : ` (${name})`}`;
}

/** The same as it may stand in Azure's names: "se-grade-period". */
export function reasonInKebab({ market, season, event }: MarketCause): string {
  return `${market}-${event === "grade-opening" ? event : season}`;
}

/** What the holiday of a date is called where most pupils have it. */
function holidayName({ regions }: Calendar, date: Temporal.PlainDate): string | undefined {
  const shares = new Map<string, number>();
  for (const region of regions) {
    const season = seasonAt(region, date);
    if (season?.kind !== "holiday") continue;
    shares.set(season.name, (shares.get(season.name) ?? 0) + region.share);
  }
  return [...shares].sort(([, one], [, other]) => other - one)[0]?.[0];
}
