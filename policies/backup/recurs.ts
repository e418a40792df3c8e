/** How often a schedule may come, as ISO 8601 has it: a day or a week. */
export type Interval = "P1D" | "P1W";

/** Days in which a schedule must have begun: what starts later leaves a week without a copy. Ours. */
const BEGINS_WITHIN = 7;

/**
 * Whether a schedule runs on for ever, and has begun or begins within a week. `R5/…` ends after five times.
 * Source: ISO 8601-1, "Recurring time interval".
 *
 * @param interval `R/2026-01-01T01:00:00+00:00/P1D`
 */
export function runsOn(interval: string, now: Temporal.Instant): boolean {
  const [, start, every] = /^R\/([^/]+)\/([^/]+)$/.exec(interval) ?? [];
  if (start === undefined || !["P1D", "P1W"].includes(every ?? "")) return false;
  const begins = instantOf(start);
  const latest = now.add({ hours: BEGINS_WITHIN * 24 });
  return begins !== undefined && Temporal.Instant.compare(begins, latest) <= 0;
}

/** Of a start without an offset the zone stands beside it: a day more or less is nothing here. */
function instantOf(start: string): Temporal.Instant | undefined {
  for (const text of [start, `${start}Z`]) {
    try {
      return Temporal.Instant.from(text);
    } catch {}
  }
  return undefined;
}
