import type { Finding, Path } from "../finding.ts";
import type { MarketCode } from "../markets.ts";
import { isRecord, type Salvaged } from "../salvage.ts";
import { coverFindings } from "./cover.ts";
import { dateOf, dayOf } from "./days.ts";
import { derivedGradeFindings, writtenGradeFindings } from "./grade-periods.ts";
import type { PublicHolidays } from "./public-holidays.ts";
import { type RegionDays, regionDays } from "./region-days.ts";
import type { WrittenCalendar, WrittenRegion } from "./schema.ts";
import { parseDays } from "./written-dates.ts";

/** Shares are written with few digits: their sum may miss 1 by this much. */
const SHARES_MAY_MISS = 0.001;

/** What the rules see of a calendar: what is right of it, whatever else is wrong. */
type PartialCalendar = Salvaged<WrittenCalendar>;
export type PartialRegion = Salvaged<WrittenRegion>;

/** Everything that is wrong between the fields of a calendar. */
export function calendarFindings(
  market: MarketCode,
  calendar: PartialCalendar,
  publicHolidays: PublicHolidays,
): readonly Finding[] {
  const regions = calendar.regions ?? [];
  return [
    ...sharesFindings(regions),
    ...twiceFindings(regions),
    ...regions.flatMap((region, index) => {
      const path = ["regions", index];
      if (region === undefined || !isWhole(region)) return [];
      const days = regionDays(market, region, publicHolidays);
      const beyond = yearsFindings(region, path, days, publicHolidays);
      if (beyond.length > 0) return [...termFindings(path, days), ...beyond];
      return [
        ...termFindings(path, days),
        ...coverFindings(region, path, days),
        ...writtenGradeFindings(region, path, days),
        ...derivedGradeFindings(calendar.gradePeriod ?? {}, region, path, days),
      ];
    }),
  ];
}

/** Whether all days of a region could be read; what joins them can't be judged otherwise. */
export function isWhole(region: PartialRegion): region is PartialRegion & WrittenRegion {
  const { terms, holidays, gradePeriods } = region;
  const listed = (days: unknown): boolean => Array.isArray(days) && !days.includes(undefined);
  return (
    listed(terms) &&
    terms?.length !== 0 &&
    isRecord(holidays) &&
    Object.values(holidays).every(listed) &&
    listed(gradePeriods) &&
    gradePeriods?.every((period) => period?.days !== undefined && period.opens !== undefined) ===
      true
  );
}

/** The shares add up to 1. */
export function sharesFindings(
  regions: readonly (PartialRegion | undefined)[],
): readonly Finding[] {
  const shares = regions.map((region) => region?.share);
  if (shares.length === 0 || !shares.every((share) => share !== undefined)) return [];
  const sum = shares.reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) <= SHARES_MAY_MISS) return [];
  return [
    {
      path: ["regions"],
      received: `shares that add up to ${Number(sum.toFixed(4))}`,
      allowed: `shares that add up to 1, give or take ${SHARES_MAY_MISS}`,
      edit: "correct the `share` of one region or more",
    },
  ];
}

/** No code stands twice. */
export function twiceFindings(regions: readonly (PartialRegion | undefined)[]): readonly Finding[] {
  const codes = regions.map((region) => region?.code?.toLowerCase());
  return codes.flatMap((code, index): Finding[] => {
    const first = codes.indexOf(code);
    if (code === undefined || first === index) return [];
    return [
      {
        path: ["regions", index, "code"],
        allowed: `each region once; ${code} stands at regions[${first}] already`,
        edit: "remove one of the two, or give it another code",
      },
    ];
  });
}

/**
 * All days lie in the years whose public holidays are known. What else is wrong with a region can't be
 * told beyond them: a school day there may be a public holiday.
 */
function yearsFindings(
  { terms, holidays }: WrittenRegion,
  path: Path,
  days: RegionDays,
  { years }: PublicHolidays,
): readonly Finding[] {
  const first = dayOf(`${years.from}-01-01`);
  const last = dayOf(`${years.to}-12-31`);
  const within = (stretch: Pick<RegionDays, "first" | "last">): boolean =>
    stretch.first >= first && stretch.last <= last;
  if (within(days)) return [];
  const lists: readonly (readonly [Path, readonly string[]])[] = [
    [[...path, "terms"], terms],
    ...Object.entries(holidays).map(([name, list]) => [[...path, "holidays", name], list] as const),
  ];
  return lists.flatMap(([at, list]) =>
    list.flatMap((text, index): Finding[] => {
      if (within(parseDays(text))) return [];
      return [
        {
          path: [...at, index],
          allowed: `days of ${years.from} to ${years.to}, the years whose public holidays are known`,
          edit: `correct the year, or change YEARS in infra/settings/calendars/render-public-holidays.ts and run \`npm run generate\``,
        },
      ];
    }),
  );
}

/** Terms follow each other. */
export function termFindings(path: Path, { terms }: RegionDays): readonly Finding[] {
  return terms.flatMap((later, index): Finding[] => {
    const earlier = terms[index - 1];
    if (earlier === undefined) return [];
    if (later.first > earlier.last) return [];
    const overlap = later.last >= earlier.first;
    return [
      {
        path: [...path, "terms", index],
        allowed: overlap
          ? `a term that begins after the one before it has ended, on ${dateOf(earlier.last)}`
          : "terms in the order of their dates",
        edit: overlap ? "correct the days of one of the two" : "move it up",
      },
    ];
  });
}
