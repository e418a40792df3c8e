import type { Calendar, GradeOpening, Region, Season } from "../../../../infra/season/calendar.ts";
import type { Customer, Customers } from "../../../../infra/season/customers.ts";
import type { LoadModel } from "../../../../infra/season/demand/load-model.ts";
import { MARKETS, type MarketCode } from "../../../../infra/settings/markets.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

/** A model in which every number can be followed by head: 1 request a second for a thousand pupils. */
export const PLAIN_MODEL: LoadModel = {
  source: "test",
  rpsPerThousandPupils: 1,
  season: { term: 1, "term-start": 2, "grade-period": 3, holiday: 0.5 },
  weekday: [1, 1, 1, 1, 1, 0.25, 0.1],
  hour: { schoolDay: Array(24).fill(1), dayOff: Array(24).fill(1) },
  bell: { minute: 480, times: 1, before: 5, after: 10 },
  gradeOpening: { rpsPerThousandPupils: 0, halfLifeMinutes: 15 },
  sigma: 0,
};

/** "term 2026-01-01" starts a season that lasts until the next one; the last entry only ends. */
export function region(
  market: MarketCode,
  starts: readonly string[],
  more: Partial<Pick<Region, "code" | "share">> & {
    readonly holidays?: readonly string[];
    readonly opened?: readonly string[];
  } = {},
): Region {
  const entries = starts.map((text) => text.split(" ") as [Season["kind"], string]);
  const seasons = entries.slice(0, -1).map(([kind, start], i) => ({
    kind,
    start: date(start),
    end: date((entries[i + 1] as [string, string])[1]),
    name: kind,
    provisional: false,
  }));
  const timeZone = MARKETS[market].timeZone;
  const gradeOpenings = (more.opened ?? []).map(
    (text): GradeOpening => ({
      at: Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone),
      provisional: false,
    }),
  );
  return {
    code: more.code ?? "all",
    name: more.code ?? "all",
    share: more.share ?? 1,
    seasons,
    publicHolidays: (more.holidays ?? []).map(date),
    gradeOpenings,
    knownFrom: (seasons[0] as Season).start,
    knownUntil: (seasons.at(-1) as Season).end,
  };
}

export function calendar(market: MarketCode, ...regions: readonly Region[]): Calendar {
  return { market, zone: MARKETS[market].timeZone, regions };
}

/** Every market with the same pupils, without growth unless it is given. */
export function customers(
  pupils: number,
  announced: readonly Customer[] = [],
  growthPerYear = 0,
): Customers {
  const market = { pupils, asOf: date("2026-01-01"), growthPerYear, assumed: false };
  return {
    markets: { se: market, is: market, gb: market, ch: market, de: market },
    customers: announced,
  };
}

/** A local time of a market as an instant. */
export function at(market: MarketCode, text: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(text).toZonedDateTime(MARKETS[market].timeZone).toInstant();
}
