const MILLISECONDS_PER_DAY = 86_400_000;

/** A date, 2026-08-17, as the number of days since 1970-01-01, to count with. A date alone is read as UTC. */
export function dayOf(date: string): number {
  return Date.parse(date) / MILLISECONDS_PER_DAY;
}

/** The date of a number of days since 1970-01-01. Regions share most of their dates: each is made once. */
export function dateOf(day: number): Temporal.PlainDate {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const utc = new Date(day * MILLISECONDS_PER_DAY);
  const date = new Temporal.PlainDate(
    utc.getUTCFullYear(),
    utc.getUTCMonth() + 1,
    utc.getUTCDate(),
  );
  dates.set(day, date);
  return date;
}

const dates = new Map<number, Temporal.PlainDate>();

/** Whether a date of the form 2026-08-17 exists. */
export function exists(date: string): boolean {
  // Date turns 30 February into 2 March.
  const day = Number(date.slice("2026-08-".length));
  return new Date(date).getUTCDate() === day;
}

/** Saturday or Sunday: the school weekend of all five markets. 1970-01-01 was a Thursday. */
export function isWeekend(day: number): boolean {
  return (((day + 3) % 7) + 7) % 7 >= 5;
}
