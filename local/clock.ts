/** Where the local Azure reads the time. It is passed in: nothing in local/ asks the machine itself. */
export interface Clock {
  now(): Temporal.Instant;
}

/** The machine's own clock. */
export const realClock: Clock = { now: () => Temporal.Now.instant() };
