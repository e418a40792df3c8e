import { UserError } from "../user-error.ts";
import type { Trace } from "./trace-file.ts";

/** Where the requests come from. Any function of the time is one: `{ rpsAt: (epochMs) => … }`. */
export interface LoadSource {
  /** Requests a second at an instant, given as milliseconds since 1970-01-01T00:00Z. */
  rpsAt(epochMs: number): number;
}

/** A source that a store can keep. */
export interface StoredSource extends LoadSource {
  readonly description: SourceDescription;
}

/** A source as JSON: {@link describeSource}, {@link openSource}. */
export type SourceDescription = ConstantDescription | TraceDescription;

export type ConstantDescription = { readonly kind: "constant"; readonly rps: number };

export type TraceDescription = TracePlacement & {
  readonly kind: "trace";
  readonly name: string;
  readonly startWallMs: number;
  readonly stepMinutes: number;
  readonly requests: number[];
};

/** Where a trace lies in the simulation's time. */
export type TracePlacement = {
  /** IANA name of the zone on whose wall clock the trace is played: Europe/Stockholm. */
  readonly zone: string;
  /** The trace's day that is played first, as 1995-09-04. @default its first day */
  readonly from?: string;
  /** The simulation's local date on which that day is laid, as 2026-08-17. */
  readonly startDate: string;
  /** Requests a second of the greatest step from `from` on: the trace is scaled to it. @default not scaled */
  readonly peakRps?: number;
};

/** Requests a second at most: far more than any gateway lets pass, and the model still counts well with it. */
const MOST_RPS = 1_000_000;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The same requests a second at all times. */
export function constant(rps: number): StoredSource {
  if (!isPossible(rps)) {
    throw new UserError(
      "load-invalid",
      `A load of ${rps} requests a second is not possible. Give a number from 0 to ${MOST_RPS}.`,
    );
  }
  return { rpsAt: () => rps, description: { kind: "constant", rps } };
}

/**
 * Plays a trace on a zone's wall clock: its day `from` on the local date `startDate`, then day by
 * day until it ends. Before and after it there is no load. A step's requests come evenly over the
 * step. What the trace says of an hour that a change of daylight time skips is left out; an hour
 * that is repeated plays twice.
 */
export function traceSource(trace: Trace, placement: TracePlacement): StoredSource {
  const stepMs = trace.stepMinutes * MINUTE_MS;
  const fromWallMs =
    placement.from === undefined
      ? Math.floor(trace.startWallMs / DAY_MS) * DAY_MS
      : dayWallMs(placement.from, "from");
  const firstPlayed = Math.max(0, Math.ceil((fromWallMs - trace.startWallMs) / stepMs));
  const endWallMs = trace.startWallMs + trace.requests.length * stepMs;
  if (fromWallMs >= endWallMs || fromWallMs + DAY_MS <= trace.startWallMs) {
    throw new UserError(
      "load-invalid",
      `The trace ${trace.name} has no ${placement.from}. It goes from ${wallDay(trace.startWallMs)} to ${wallDay(endWallMs - 1)}: give one of these days.`,
    );
  }
  const scale = scaleToPeak(trace, firstPlayed, placement.peakRps) / (trace.stepMinutes * 60);
  /** Added to the simulation's wall clock, it gives the trace's. */
  const shiftMs = fromWallMs - dayWallMs(placement.startDate, "startDate");
  const wall = wallClock(placement.zone, fromWallMs - shiftMs, endWallMs - shiftMs);
  const { requests, startWallMs } = trace;
  return {
    rpsAt(epochMs) {
      const traceWallMs = wall(epochMs) + shiftMs;
      const step = Math.floor((traceWallMs - startWallMs) / stepMs);
      return traceWallMs < fromWallMs || step < 0 || step >= requests.length
        ? 0
        : (requests[step] as number) * scale;
    },
    get description() {
      return {
        kind: "trace" as const,
        name: trace.name,
        startWallMs,
        stepMinutes: trace.stepMinutes,
        requests: Array.from(requests),
        ...placement,
      };
    },
  };
}

/** What a store keeps of a source: JSON. */
export function describeSource(source: StoredSource): SourceDescription {
  return source.description;
}

/** The source that was described. */
export function openSource(description: SourceDescription): StoredSource {
  switch (description.kind) {
    case "constant":
      return constant(description.rps);
    case "trace": {
      const { kind: _, name, startWallMs, stepMinutes, requests, ...placement } = description;
      const trace = { name, startWallMs, stepMinutes, requests: Float64Array.from(requests) };
      return traceSource(trace, placement);
    }
    default:
      throw new UserError(
        "load-invalid",
        `The store holds a load of the kind ${JSON.stringify((description as { kind: unknown }).kind)}, which this version does not know. Set the load anew.`,
      );
  }
}

function isPossible(rps: number): boolean {
  return rps >= 0 && rps <= MOST_RPS;
}

function scaleToPeak(trace: Trace, firstPlayed: number, peakRps: number | undefined): number {
  const greatest = trace.requests
    .subarray(firstPlayed)
    .reduce((most, requests) => Math.max(most, requests), 0);
  if (peakRps === undefined) {
    const rps = greatest / (trace.stepMinutes * 60);
    if (isPossible(rps)) return 1;
    throw new UserError(
      "load-invalid",
      `The trace ${trace.name} has ${rps} requests a second in its greatest step; at most ${MOST_RPS} are possible. Scale it to a peak.`,
    );
  }
  if (!isPossible(peakRps)) {
    throw new UserError(
      "load-invalid",
      `A peak of ${peakRps} requests a second is not possible. Give a number from 0 to ${MOST_RPS}.`,
    );
  }
  if (greatest === 0) {
    throw new UserError(
      "load-invalid",
      `The trace ${trace.name} has no request in what is played, so that it cannot be scaled to a peak of ${peakRps} a second. Leave the peak out, or start on another day.`,
    );
  }
  return (peakRps * trace.stepMinutes * 60) / greatest;
}

/**
 * The zone's wall clock over a stretch of it, as milliseconds since 1970-01-01T00:00 on that wall.
 * The zone's changes are looked up once, since an instant may be asked for a million times.
 * Outside the stretch the clock keeps the offset of its nearer end.
 */
function wallClock(
  zone: string,
  fromWallMs: number,
  toWallMs: number,
): (epochMs: number) => number {
  // No zone is further from UTC than a day.
  const startMs = fromWallMs - DAY_MS;
  const endMs = toWallMs + DAY_MS;
  let at = zoned(startMs, zone);
  const changes = [Number.NEGATIVE_INFINITY];
  const offsets = [at.offsetNanoseconds / 1e6];
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds > endMs) {
      break;
    }
    changes.push(next.epochMilliseconds);
    offsets.push(next.offsetNanoseconds / 1e6);
    at = next;
  }
  changes.push(Number.POSITIVE_INFINITY);
  // Instants come in order as a rule, so the search starts where the last one ended.
  let stretch = 0;
  return (epochMs) => {
    while (epochMs < (changes[stretch] as number)) {
      stretch--;
    }
    while (epochMs >= (changes[stretch + 1] as number)) {
      stretch++;
    }
    return epochMs + (offsets[stretch] as number);
  };
}

function zoned(epochMs: number, zone: string): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  } catch (error) {
    throw new UserError(
      "load-invalid",
      `The zone "${zone}" is unknown. Give an IANA name such as Europe/Stockholm.`,
      { cause: error },
    );
  }
}

function dayWallMs(day: string, property: string): number {
  const text = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : "";
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toZonedDateTime("UTC")
      .epochMilliseconds;
  } catch (error) {
    throw new UserError(
      "load-invalid",
      `${property} is "${day}", which is no date. Write it as 2026-08-17.`,
      { cause: error },
    );
  }
}

function wallDay(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 10);
}
