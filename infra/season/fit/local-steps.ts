import { wallClock } from "../history/wall-clock.ts";

/** Even steps of time. */
export interface Steps {
  /** In milliseconds since 1970-01-01T00:00Z. */
  readonly startMs: number;
  /** At most 60. */
  readonly stepMinutes: number;
  readonly steps: number;
}

/** Where even steps lie on a zone's clock. */
export interface LocalSteps {
  /** The local date of each step's start, in days since 1970-01-01. */
  readonly day: Int32Array;
  /** Minutes after local midnight of each step's start. */
  readonly minute: Int16Array;
}

/** Places even steps on a zone's clock, which is asked once for each of its changes. */
export function localSteps({ startMs, stepMinutes, steps }: Steps, zone: string): LocalSteps {
  const endMs = startMs + steps * stepMinutes * 60_000;
  const clock = wallClock(zone, startMs, endMs);
  const day = new Int32Array(steps);
  const minute = new Int16Array(steps);
  const start = startMs / 60_000;
  let index = 0;
  for (const until of [...clock.changes.map(({ at }) => at), endMs]) {
    const end = Math.min(steps, Math.ceil((until - startMs) / (stepMinutes * 60_000)));
    const offset = clock.offsetAt(startMs + index * stepMinutes * 60_000) / 60_000;
    for (; index < end; index++) {
      const local = start + index * stepMinutes + offset;
      const date = Math.floor(local / 1440);
      day[index] = date;
      minute[index] = local - date * 1440;
    }
  }
  return { day, minute };
}
