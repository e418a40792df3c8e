/** Who is turned away is counted over so many minutes from a school day's bell. */
export const BELL_MINUTES = 10;

/**
 * The rules of the game, the same for every strategy, in steps of a minute:
 *
 * - A clone is paid from the minute of its order to the minute in which it is taken away, and serves
 *   `bootMinutes` after the order. Capacity is serving clones times `rpsPerClone`; requests above are refused.
 * - What is decided at the start of a minute has seen the minutes before it, and nothing else.
 * - Of the clones that are taken away, those that were ordered last go first.
 * - Everyone starts with the same clones, which all serve: those that the first minutes need, as nobody can
 *   order them in time.
 */
export interface Game {
  /** Epoch milliseconds of the first minute. */
  readonly startMs: number;
  /** Requests a second of each minute. */
  readonly rps: Float64Array;
  /** Requests a second that a clone serves. */
  readonly rpsPerClone: number;
  /** Whole minutes from a clone's order until it serves, at least 1. */
  readonly bootMinutes: number;
  /** Fewest clones, at least 1. */
  readonly minimum: number;
  /** The minutes in which school days' bells ring, sorted. */
  readonly bells: Int32Array;
  /** The part of the clones that is left in each minute, where some are lost. @default all of them */
  readonly servingPart?: Float32Array;
}

/** Clones that serve everything of a load. */
export function clonesNeeded(rps: number, { rpsPerClone, minimum }: Game): number {
  // What arithmetic leaves behind a whole number is no clone.
  return Math.max(minimum, Math.ceil(rps / rpsPerClone - 1e-9));
}

/** The clones with which everyone starts: the most that the minutes before the first order serves need. */
export function startClones(game: Game): number {
  let most = game.minimum;
  const end = Math.min(game.bootMinutes, game.rps.length);
  for (let minute = 0; minute < end; minute++) {
    most = Math.max(most, clonesNeeded(game.rps[minute] as number, game));
  }
  return most;
}

/** Of clones that serve, those that are left in a minute. */
export function leftOf(serving: number, minute: number, { servingPart }: Game): number {
  return servingPart === undefined
    ? serving
    : Math.floor(serving * (servingPart[minute] as number) + 1e-6);
}

/** The minutes of a game from one to before another. */
export function partOf(game: Game, from: number, until: number): Game {
  return {
    ...game,
    startMs: game.startMs + from * 60_000,
    rps: game.rps.subarray(from, until),
    bells: game.bells
      .filter((minute) => minute >= from && minute < until)
      .map((minute) => minute - from),
  };
}
