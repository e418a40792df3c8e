import type { Game } from "../../../../ops/season/backtest/game.ts";
import { startClones } from "../../../../ops/season/backtest/game.ts";
import { type Figures, Score } from "../../../../ops/season/backtest/score.ts";

/** A Wednesday, midnight UTC. */
export const WEDNESDAY = Date.UTC(2026, 0, 14);

/** A game of a hundred requests a second a clone, at least one clone and five minutes of boot. */
export function game(rps: readonly number[], words: Partial<Game> = {}): Game {
  return {
    startMs: WEDNESDAY,
    rps: Float64Array.from(rps),
    rpsPerClone: 100,
    bootMinutes: 5,
    minimum: 1,
    bells: new Int32Array(),
    ...words,
  };
}

/** So many minutes of each load. */
export function minutes(...runs: readonly (readonly [count: number, rps: number])[]): number[] {
  return runs.flatMap(([count, rps]) => new Array<number>(count).fill(rps));
}

/** What a replay comes to. */
export function scored(played: Game, replay: (score: Score) => void): Figures {
  const score = new Score(played, startClones(played), true);
  replay(score);
  return score.figures();
}
