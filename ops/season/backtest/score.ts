import { BELL_MINUTES, type Game } from "./game.ts";
import { Latencies } from "./latency.ts";
import { LIMITS } from "./limits.ts";

/** What a replay came to. */
export interface Figures {
  readonly cloneHours: number;
  /** Requests refused, in parts per million of those that came. */
  readonly refusedPpm: number;
  /** The same within the minutes from all bells, and within those from the worst day's bell. */
  readonly bellRefusedPpm: number;
  readonly worstBellPpm: number;
  /** Days within whose minutes from the bell more were refused than the limit. */
  readonly bellsBeyond: number;
  /** Minutes in which some were refused. */
  readonly minutesOverloaded: number;
  /** Milliseconds that 99 % of the served requests stayed below in the clones; NaN where not asked for. */
  readonly latencyP99Ms: number;
  /** Times that clones were ordered or taken away. */
  readonly operations: number;
}

/** Adds up a replay minute by minute; it holds nothing of the minutes that are over. */
export class Score {
  readonly #game: Game;
  readonly #latencies: Latencies | undefined;
  readonly #curve: Int32Array | undefined;
  #cloneMinutes = 0;
  #arrived = 0;
  #refused = 0;
  #overloaded = 0;
  #operations = 0;
  #standing: number;
  /** The next bell that has not been over yet, and what came and was refused since it rang. */
  #bell = 0;
  #bellStart: number;
  #atBell = { arrived: 0, refused: 0 };
  #bells = { arrived: 0, refused: 0, worst: 0, beyond: 0 };

  /**
   * @param detailed whether latencies are asked for
   * @param curve what stands at most in each hour, to be written where it is wanted
   */
  constructor(game: Game, standing: number, detailed: boolean, curve?: Int32Array) {
    this.#game = game;
    this.#curve = curve;
    this.#standing = standing;
    this.#latencies = detailed ? new Latencies() : undefined;
    this.#bellStart = game.bells[0] ?? Number.POSITIVE_INFINITY;
  }

  /** Counts a minute with its clones. Minutes come in order. */
  add(minute: number, standing: number, serving: number): void {
    const { rps, rpsPerClone } = this.#game;
    const load = rps[minute] as number;
    const capacity = serving * rpsPerClone;
    const refused = load > capacity + 1e-9 ? load - capacity : 0;
    this.#cloneMinutes += standing;
    this.#arrived += load;
    if (refused > 0) {
      this.#refused += refused;
      this.#overloaded += 1;
    }
    if (standing !== this.#standing) {
      this.#operations += 1;
      this.#standing = standing;
    }
    if (minute >= this.#bellStart) this.#addAtBell(minute, load, refused);
    if (this.#curve !== undefined) {
      const hour = Math.floor(minute / 60);
      this.#curve[hour] = Math.max(this.#curve[hour] as number, standing);
    }
    this.#latencies?.add(capacity > 0 ? load / capacity : 0, load - refused);
  }

  #addAtBell(minute: number, load: number, refused: number): void {
    const bell = this.#atBell;
    bell.arrived += load;
    bell.refused += refused;
    if (minute < this.#bellStart + BELL_MINUTES - 1) return;
    this.#closeBell();
    this.#bell += 1;
    this.#bellStart = this.#game.bells[this.#bell] ?? Number.POSITIVE_INFINITY;
  }

  #closeBell(): void {
    const { arrived, refused } = this.#atBell;
    this.#bells.arrived += arrived;
    this.#bells.refused += refused;
    this.#bells.worst = Math.max(this.#bells.worst, ppm(refused, arrived));
    if (ppm(refused, arrived) > LIMITS.bellRefusedPpm) this.#bells.beyond += 1;
    this.#atBell = { arrived: 0, refused: 0 };
  }

  figures(): Figures {
    this.#closeBell();
    return {
      cloneHours: this.#cloneMinutes / 60,
      refusedPpm: ppm(this.#refused, this.#arrived),
      bellRefusedPpm: ppm(this.#bells.refused, this.#bells.arrived),
      worstBellPpm: this.#bells.worst,
      bellsBeyond: this.#bells.beyond,
      minutesOverloaded: this.#overloaded,
      latencyP99Ms: this.#latencies?.percentile(0.99) ?? Number.NaN,
      operations: this.#operations,
    };
  }
}

function ppm(refused: number, arrived: number): number {
  return arrived === 0 ? 0 : (refused / arrived) * 1e6;
}
