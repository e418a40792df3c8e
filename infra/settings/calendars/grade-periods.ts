import type { Finding, Path } from "../finding.ts";
import { dateOf, dayOf } from "./days.ts";
import { type RegionDays, schoolDaysOf } from "./region-days.ts";
import type { WrittenCalendar, WrittenRegion } from "./schema.ts";
import { parseDays, type WrittenDays } from "./written-dates.ts";

/** The rule by which grade periods are derived, as far as it could be read. */
type GradeRule = {
  readonly [Key in keyof WrittenCalendar["gradePeriod"]]?:
    | WrittenCalendar["gradePeriod"][Key]
    | undefined;
};

/** Every grade period by dates lies within its term, and every opening within its grade period. */
export function writtenGradeFindings(
  region: WrittenRegion,
  path: Path,
  { terms }: RegionDays,
): readonly Finding[] {
  const holders = holdersOf(region, terms);
  return region.gradePeriods.flatMap(({ days, opens }, index): Finding[] => {
    const at = [...path, "gradePeriods", index];
    const { first, last } = parseDays(days);
    const opening = dayOf(opens.slice(0, "2026-01-01".length));
    const holder = holders[index] ?? NO_TERM;
    const twin = holders.indexOf(holder);
    const findings: Finding[] = [];
    if (holder === NO_TERM) {
      findings.push({
        path: [...at, "days"],
        allowed: "days within one of the region's terms",
        edit: "correct its days, or those of the term",
      });
    } else if (twin < index) {
      findings.push({
        path: [...at, "days"],
        allowed: `one grade period a term; gradePeriods[${twin}] has the same term`,
        edit: "remove one of the two",
      });
    }
    if (opening < first || opening > last) {
      findings.push({
        path: [...at, "opens"],
        allowed: `a moment in the grade period, from ${dateOf(first)} to ${dateOf(last)}`,
        edit: "correct it, or `days`",
      });
    }
    return findings;
  });
}

const NO_TERM = -1;

/** For each grade period by dates, the index of the term that holds it. */
function holdersOf(region: WrittenRegion, terms: readonly WrittenDays[]): readonly number[] {
  return region.gradePeriods.map(({ days }) => {
    const { first, last } = parseDays(days);
    return terms.findIndex((term) => term.first <= first && last <= term.last);
  });
}

/** Every term without a grade period by dates is long enough for the derived one. */
export function derivedGradeFindings(
  { weeks, schoolDaysBeforeEnd }: GradeRule,
  region: WrittenRegion,
  path: Path,
  days: RegionDays,
): readonly Finding[] {
  if (weeks === undefined || schoolDaysBeforeEnd === undefined) return [];
  const holders = holdersOf(region, days.terms);
  return days.terms.flatMap((term, index): Finding[] => {
    if (holders.includes(index)) return [];
    const schoolDays = schoolDaysOf(term, days);
    const opening = schoolDays.at(-1 - schoolDaysBeforeEnd);
    if (opening !== undefined && opening - weeks * 7 + 1 >= term.first) return [];
    return [
      {
        path: [...path, "terms", index],
        received: `${region.terms[index]}, which has ${schoolDays.length} school days`,
        allowed: `a term that holds its grade period: ${weeks} weeks, to ${schoolDaysBeforeEnd} school days before its last`,
        edit: "correct its days, or give its grade period in `gradePeriods`",
      },
    ];
  });
}
