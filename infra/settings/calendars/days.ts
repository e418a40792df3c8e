const MILLISECONDS_PER_DAY = 86_400_000;
const FIRST_DAY = Temporal.PlainDate.from("1970-01-01");

/** A date, 2026-08-17, as the number of days since 1970-01-01, to count with. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / MILLISECONDS_PER_DAY;
}

/** The date of a number of days since 1970-01-01. */
export function dateOf(day: number): Temporal.PlainDate {
  return FIRST_DAY.add({ days: day });
}

/** Saturday or Sunday: the school weekend of all five markets. 1970-01-01 was a Thursday. */
export function isWeekend(day: number): boolean {
  return (((day + 3) % 7) + 7) % 7 >= 5;
}
