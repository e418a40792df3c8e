import { type Game, startClones } from "./game.ts";

/** The clones of one replay: those that are paid, and those of them that serve. */
export class Fleet {
  /** Clones that are paid. */
  standing: number;
  /** Of them, those that serve. */
  serving: number;
  readonly #bootMinutes: number;
  /** Ordered clones by the minute in which they serve, as a ring. */
  readonly #due: Int32Array;

  constructor(game: Game) {
    this.standing = startClones(game);
    this.serving = this.standing;
    this.#bootMinutes = game.bootMinutes;
    this.#due = new Int32Array(game.bootMinutes + 1);
  }

  /** Lets the clones serve that are due in a minute. Called once in each, before `order`. */
  begin(minute: number): void {
    if (this.serving === this.standing) return;
    const slot = minute % this.#due.length;
    this.serving += this.#due[slot] as number;
    this.#due[slot] = 0;
  }

  /** Orders clones, or takes them away, so that in a minute so many stand. */
  order(minute: number, standing: number): void {
    if (standing >= this.standing) {
      const slot = (minute + this.#bootMinutes) % this.#due.length;
      this.#due[slot] = (this.#due[slot] as number) + standing - this.standing;
    } else {
      this.#takeAway(minute, this.standing - standing);
    }
    this.standing = standing;
  }

  #takeAway(minute: number, clones: number): void {
    let left = clones;
    for (let ahead = this.#bootMinutes; ahead > 0 && left > 0; ahead--) {
      const slot = (minute + ahead) % this.#due.length;
      const gone = Math.min(left, this.#due[slot] as number);
      this.#due[slot] = (this.#due[slot] as number) - gone;
      left -= gone;
    }
    this.serving -= left;
  }
}
