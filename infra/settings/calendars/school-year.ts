import type { GradeOpening, Region, Season, SeasonKind } from "../../season/calendar.ts";
import { dateOf } from "./days.ts";
import { type RegionDays, schoolDaysOf } from "./region-days.ts";
import type { WrittenCalendar, WrittenRegion } from "./schema.ts";
import { parseDays, parseMoment, type WrittenDays } from "./written-dates.ts";

/** What all regions of a calendar share. */
export interface CalendarRules extends Pick<WrittenCalendar, "zone" | "termStart"> {
  /** How grade periods are derived. Without it there are those that are written by their dates. */
  readonly gradePeriod?: WrittenCalendar["gradePeriod"] | undefined;
}

/** A stretch in which grades are set, both days included; grades are opened on the last, if derived. */
interface GradePeriod {
  readonly first: number;
  readonly last: number;
  readonly provisional: boolean;
  readonly opening: GradeOpening;
}

/** What a day belongs to. Days that share a label are one season. */
type Label = Omit<Season, "start" | "end">;

/**
 * A region's seasons, from what is written and checked. A holiday goes before everything, a grade
 * period before a term's start. A weekend that nobody speaks of belongs to what was before it.
 */
export function toRegion(rules: CalendarRules, written: WrittenRegion, days: RegionDays): Region {
  const { code, name, share } = written;
  const { terms, holidays, first, last } = days;
  const labels: (Label | undefined)[] = [];
  const fill = (from: number, to: number, label: Label): void => {
    for (let day = from; day <= to; day += 1) labels[day - first] = label;
  };
  const openings: GradeOpening[] = [];
  for (const [index, term] of terms.entries()) {
    const before = terms[index - 1];
    const openStart = before?.provisionalEnd === true && before.last + 3 >= term.first;
    const schoolDays = schoolDaysOf(term, days);
    const lastOfStart = schoolDays[Math.min(rules.termStart.schoolDays, schoolDays.length) - 1];
    const period = gradePeriodOf(rules, written, term, schoolDays);
    const label = (kind: SeasonKind, provisional: boolean): Label => ({
      kind,
      name: termName(term),
      provisional: written.provisional || provisional,
    });
    fill(term.first, term.last, label("term", term.provisional));
    fill(term.first, lastOfStart ?? term.first, label("term-start", term.provisional || openStart));
    if (period === undefined) continue;
    fill(period.first, period.last, label("grade-period", period.provisional));
    openings.push(period.opening);
  }
  for (const { name, provisional, ...holiday } of holidays.toReversed()) {
    const label = { kind: "holiday", name, provisional: written.provisional || provisional };
    fill(holiday.first, holiday.last, label as Label);
  }
  return {
    code,
    name,
    share,
    seasons: toSeasons(labels, first, last),
    publicHolidays: days.publicHolidays.map(dateOf),
    gradeOpenings: openings,
    knownFrom: dateOf(first),
    knownUntil: dateOf(last + 1),
  };
}

function gradePeriodOf(
  { zone, gradePeriod }: CalendarRules,
  region: WrittenRegion,
  term: WrittenDays,
  schoolDays: readonly number[],
): GradePeriod | undefined {
  for (const { days, opens } of region.gradePeriods) {
    const { first, last, provisional } = parseDays(days);
    if (first < term.first || last > term.last) continue;
    const assumed = provisional || region.provisional;
    return {
      first,
      last,
      provisional: assumed,
      opening: { at: parseMoment(opens, zone), provisional: assumed },
    };
  }
  if (gradePeriod === undefined) return undefined;
  const last = schoolDays.at(-1 - gradePeriod.schoolDaysBeforeEnd);
  if (last === undefined)
    throw new Error("A rule must have refused a term without its grades' day");
  return {
    first: Math.max(term.first, last - gradePeriod.weeks * 7 + 1),
    last,
    provisional: term.provisionalEnd,
    opening: { at: parseMoment(`${dateOf(last)} ${gradePeriod.at}`, zone), provisional: true },
  };
}

/** "autumn 2026", "spring 2027", "summer 2027": a term's name by the month in which it begins. */
function termName({ first }: WrittenDays): string {
  const { month, year } = dateOf(first);
  if (month >= 7) return `autumn ${year}`;
  return month <= 3 ? `spring ${year}` : `summer ${year}`;
}

function toSeasons(
  labels: readonly (Label | undefined)[],
  first: number,
  last: number,
): readonly Season[] {
  const seasons: Season[] = [];
  let start = first;
  let current = labels[0];
  for (let day = first + 1; day <= last + 1; day += 1) {
    const label = day > last ? undefined : (labels[day - first] ?? current);
    if (label === current) continue;
    if (current !== undefined) seasons.push({ ...current, start: dateOf(start), end: dateOf(day) });
    start = day;
    current = label;
  }
  return seasons;
}
