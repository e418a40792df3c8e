import { BELL_MINUTES, type Game } from "../backtest/game.ts";
import { Score } from "../backtest/score.ts";

/** A stretch of minutes in which requests were refused. */
export interface Episode {
  /** The first minute, and the one after the last. */
  readonly from: number;
  readonly until: number;
  /** Requests refused. */
  readonly refused: number;
}

/** Minutes without a refusal within which two stretches are one. */
const APART = 15;

/** A score that also tells when people were refused, and how late the clones were at the bells. */
export class RehearsalScore extends Score {
  readonly #game: Game;
  readonly #episodes: { from: number; until: number; refused: number }[] = [];
  readonly #lateness: number[] = [];
  #bell = 0;

  constructor(game: Game, standing: number, curve?: Int32Array) {
    super(game, standing, true, curve);
    this.#game = game;
  }

  override add(minute: number, standing: number, serving: number): void {
    super.add(minute, standing, serving);
    const { rps, rpsPerClone, bells } = this.#game;
    const over = (rps[minute] as number) - serving * rpsPerClone;
    if (over > 1e-9) this.#addRefused(minute, over * 60);
    while (minute >= (bells[this.#bell] ?? Number.POSITIVE_INFINITY) + BELL_MINUTES)
      this.#bell += 1;
    const bell = bells[this.#bell] ?? Number.POSITIVE_INFINITY;
    if (over > 1e-9 && minute >= bell) this.#lateness[this.#bell] = minute - bell + 1;
  }

  #addRefused(minute: number, refused: number): void {
    const last = this.#episodes.at(-1);
    if (last !== undefined && minute - last.until < APART) {
      last.until = minute + 1;
      last.refused += refused;
    } else this.#episodes.push({ from: minute, until: minute + 1, refused });
  }

  /** When people were refused, the most refused first. */
  get episodes(): readonly Episode[] {
    return this.#episodes.toSorted((one, other) => other.refused - one.refused);
  }

  /** Minutes from the bell until nobody was refused any more: of the worst bell, and of how many. */
  get lateness(): { readonly worst: number; readonly bells: number } {
    const late = this.#lateness.filter((minutes) => minutes > 0);
    return { worst: Math.max(0, ...late), bells: late.length };
  }
}
