import type { Finding, Path } from "../finding.ts";
import { dateOf } from "./days.ts";
import type { RegionDays } from "./region-days.ts";
import type { WrittenRegion } from "./schema.ts";
import { parseDays, type WrittenDays } from "./written-dates.ts";

/** Every weekday from the first term to the last is in a term or a holiday, and no holiday is apart. */
export function coverFindings(
  region: WrittenRegion,
  path: Path,
  days: RegionDays,
): readonly Finding[] {
  const { terms, first, last } = days;
  const firstTerm = Math.min(...terms.map(({ first }) => first));
  const lastTerm = Math.max(...terms.map(({ last }) => last));
  const findings: Finding[] = [];
  let from: number | undefined;
  for (let day = first; day <= last + 1; day += 1) {
    const gap = day <= last && !days.isWritten(day);
    if (gap && !days.isFree(day)) from ??= day;
    if (gap || from === undefined) continue;
    const outside = day <= firstTerm || from > lastTerm;
    findings.push(
      outside ? apart(region, path, day, from, firstTerm) : neither(path, terms, from, day - 1),
    );
    from = undefined;
  }
  return findings;
}

function neither(path: Path, terms: readonly WrittenDays[], from: number, to: number): Finding {
  const after = terms.findIndex(({ first }) => first > from);
  const days = from === to ? `${dateOf(from)}` : `${dateOf(from)} to ${dateOf(to)}`;
  return {
    path: [...path, "terms", Math.max(0, after - 1)],
    received: `nothing for ${days}, after this term`,
    allowed:
      "every weekday between terms in a holiday: a day that nobody knows is not planned as a quiet one",
    edit: `add ${days} to a holiday of the region, or correct the term`,
  };
}

/** The holiday next to a gap before the first term or after the last. */
function apart(
  region: WrittenRegion,
  path: Path,
  day: number,
  from: number,
  firstTerm: number,
): Finding {
  const before = day <= firstTerm;
  for (const [name, list] of Object.entries(region.holidays)) {
    const index = list.findIndex((text) => {
      const days = parseDays(text);
      return before ? days.last < from && days.last >= from - 3 : days.first === day;
    });
    if (index >= 0) return { path: [...path, "holidays", name, index], ...APART };
  }
  return { path: [...path, "holidays"], ...APART };
}

const APART = {
  allowed: "a holiday within a term, or joined to one by holidays",
  edit: "correct its days, or add the term or the holiday between",
};
