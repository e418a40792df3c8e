/** A load as it was measured, in even steps of time. */
export interface History {
  /** IANA name of the zone by whose clock its days and hours are read. */
  readonly zone: string;
  /** Minutes between two values: 1 to 60. */
  readonly stepMinutes: number;
  /**
   * Minutes of a step as it was written: more than `stepMinutes` where steps longer than an hour were cut
   * into equal parts, so that local days keep their borders when the clock is changed.
   */
  readonly resolvedMinutes: number;
  /** The first value's start, in milliseconds since 1970-01-01T00:00Z. */
  readonly startMs: number;
  /** Mean requests (or clicks) a second of each step; NaN where they are not known. */
  readonly values: Float64Array;
}

/** Something in a history's text that is wrong, or that was mended. */
export interface HistoryFinding {
  /** Stable; the texts are not. */
  readonly code:
    | "empty"
    | "header"
    | "column"
    | "time"
    | "value"
    | "negative"
    | "mixed-zones"
    | "disorder"
    | "duplicate"
    | "mixed-steps"
    | "step"
    | "gap"
    | "outage"
    | "skipped-hour"
    | "repeated-hour"
    | "too-short";
  /** `refused`: nothing can be learned until it is mended. `mended`: what was done about it. */
  readonly level: "refused" | "mended";
  /** From 1; absent when the file as a whole is meant. */
  readonly line?: number;
  /** What is there. */
  readonly message: string;
  /** What a person does about it; for `mended`, what was done. */
  readonly mend: string;
}

/** A finding as one line for people: "line 4: … Mend." */
export function findingText({ line, message, mend }: HistoryFinding): string {
  return `${line === undefined ? "" : `line ${line}: `}${message}. ${mend}.`;
}

/** The index of the step in which an instant lies: below 0 or from the length on when outside. */
export function stepAt({ startMs, stepMinutes }: History, instant: Temporal.Instant): number {
  return Math.floor((instant.epochMilliseconds - startMs) / (stepMinutes * 60_000));
}

/** The instant at which a step starts; that of the length is the history's end. */
export function stepStart({ startMs, stepMinutes }: History, index: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startMs + index * stepMinutes * 60_000);
}

/** The steps from one index to before another. */
export function historySlice(history: History, from: number, until: number): History {
  return {
    ...history,
    startMs: history.startMs + from * history.stepMinutes * 60_000,
    values: history.values.subarray(from, until),
  };
}
