/** Milliseconds of a quarter of an hour: the step of every demand and capacity array. */
export const QUARTER_MS = 15 * 60_000;

/** Quarters of an hour in a day of 24 hours. */
export const QUARTERS_PER_DAY = 96;

/** Quarters of an hour in a year of 365 days. */
export const QUARTERS_PER_YEAR = 365 * QUARTERS_PER_DAY;

/** A half-open stretch of time, in quarters of an hour. */
export interface Horizon {
  /** Its first quarter's start: on a quarter of an hour. */
  readonly from: Temporal.Instant;
  /** How many quarters it has, at least one. */
  readonly quarters: number;
}

/** The horizon that starts with the quarter of an hour in which an instant lies: a year by default. */
export function horizonFrom(instant: Temporal.Instant, quarters = QUARTERS_PER_YEAR): Horizon {
  if (!Number.isSafeInteger(quarters) || quarters < 1) {
    throw new RangeError(`a horizon has a whole number of quarters, at least 1: ${quarters}`);
  }
  const from = Math.floor(instant.epochMilliseconds / QUARTER_MS) * QUARTER_MS;
  return { from: Temporal.Instant.fromEpochMilliseconds(from), quarters };
}

/** The instant at which a horizon's quarter starts; `quarters` itself is the horizon's end. */
export function quarterStart(horizon: Horizon, index: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(
    horizon.from.epochMilliseconds + index * QUARTER_MS,
  );
}

/** The index of the quarter in which an instant lies: below 0 or from `quarters` on when outside. */
export function quarterAt(horizon: Horizon, instant: Temporal.Instant): number {
  return Math.floor((instant.epochMilliseconds - horizon.from.epochMilliseconds) / QUARTER_MS);
}
