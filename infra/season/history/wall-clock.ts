/** A change of a zone's clock. All in milliseconds. */
export interface ClockChange {
  /** The instant. */
  readonly at: number;
  /** What the clock is ahead of UTC before and from then on. */
  readonly before: number;
  readonly after: number;
}

/** A zone's clock over a stretch of time: local wall-clock times to instants and back, without asking the zone again. */
export interface WallClock {
  readonly changes: readonly ClockChange[];
  /** What the clock is ahead of UTC at an instant. */
  offsetAt(ms: number): number;
  /**
   * The instant of a wall-clock time, as milliseconds of the same time in UTC. Of a repeated time it is the
   * first, or the second for `later`; of a skipped one, the instant of the change.
   */
  instantOf(wallMs: number, later?: boolean): number;
}

const DAY_MS = 86_400_000;

/** The clock of a zone from the day before one wall-clock time to the day after another. */
export function wallClock(zone: string, fromWallMs: number, untilWallMs: number): WallClock {
  const start = fromWallMs - 2 * DAY_MS;
  const first = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
  const changes: ClockChange[] = [];
  let local = first;
  for (;;) {
    const next = local.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds > untilWallMs + 2 * DAY_MS) break;
    const before = local.offsetNanoseconds / 1e6;
    const after = next.offsetNanoseconds / 1e6;
    if (before !== after) changes.push({ at: next.epochMilliseconds, before, after });
    local = next;
  }
  const earliest = first.offsetNanoseconds / 1e6;
  const offsetAt = (ms: number): number => {
    let offset = earliest;
    for (const { at, after } of changes) {
      if (at > ms) break;
      offset = after;
    }
    return offset;
  };
  return {
    changes,
    offsetAt,
    instantOf: (wallMs, later = false) => {
      let offset = earliest;
      for (const { at, before, after } of changes) {
        const skipped = wallMs >= at + before && wallMs < at + after;
        if (skipped) return at;
        const turned = wallMs >= at + Math.max(before, after);
        const second = later && wallMs >= at + after;
        if (!turned && !second) break;
        offset = after;
      }
      return wallMs - offset;
    },
  };
}
