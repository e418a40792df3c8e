/** Where the local Azure reads the machine's time. It is passed in: nothing in local/ asks for it by itself. */
export interface Clock {
  now(): Temporal.Instant;
}

/** The machine's own clock. */
export const realClock: Clock = { now: () => Temporal.Now.instant() };

/**
 * The one clock of the whole local Azure, as it is kept between processes. Instants are milliseconds
 * since 1970.
 *
 * - real: the machine's time.
 * - stopped: it stands at `at` until it is turned forward.
 * - running: it was `at` when the machine's clock was `since`, and goes `rate` times as fast.
 */
export type ClockState =
  | { readonly mode: "real" }
  | { readonly mode: "stopped"; readonly at: number }
  | {
      readonly mode: "running";
      readonly at: number;
      readonly since: number;
      readonly rate: number;
    };

export const REAL: ClockState = { mode: "real" };

/** What the clock says, in whole milliseconds, when the machine's clock says `machine`. */
export function readClock(state: ClockState, machine: number): number {
  switch (state.mode) {
    case "real":
      return machine;
    case "stopped":
      return state.at;
    case "running":
      return Math.floor(state.at + Math.max(0, machine - state.since) * state.rate);
  }
}

/** The same clock, turned to an instant: it stands there, or goes on from there as fast as before. */
export function turnTo(state: ClockState, at: number, machine: number): ClockState {
  if (state.mode === "stopped") return { mode: "stopped", at };
  return { mode: "running", at, since: machine, rate: state.mode === "running" ? state.rate : 1 };
}
