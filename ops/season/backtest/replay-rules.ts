import type { CompiledProfile, CompiledSetting } from "../../../local/autoscale/compile.ts";
import { type AutoscaleState, evaluate, stateAfter } from "../../../local/autoscale/evaluate.ts";
import { MinuteSeries } from "../../../local/autoscale/metrics.ts";
import { ASSUMED_CLONE } from "../../../local/load/model.ts";
import { Fleet } from "./fleet.ts";
import { type Game, leftOf } from "./game.ts";
import type { Score } from "./score.ts";

/** A setting and the minute from which it is deployed. */
export interface Deployed {
  readonly from: number;
  readonly setting: CompiledSetting;
}

/** Minutes of CPU that are kept; no window of a rule here is longer. */
const KEPT = 64;

/** Percent CPU within which a threshold is left to `evaluate` to decide: sums are rounded. */
const NEAR = 1e-6;

/**
 * Replays settings of Azure's autoscale by its core (`local/autoscale`), minute by minute: in each a run, then
 * the load. From one setting to the next the clones and the cool-down stay, as a deployment leaves them.
 *
 * A run in which nothing can happen is not put to the core: within a cool-down, or where no rule fires, or
 * where the one that fires can't change the count, it would decide for nothing to be done; the tests hold
 * the two to be the same.
 *
 * @param ahead what a forecast wants on top of the rules
 */
export function replayRules(
  game: Game,
  deployed: readonly Deployed[],
  score: Score,
  ahead?: Ahead,
): void {
  const { rps, rpsPerClone } = game;
  const startMinute = Math.round(game.startMs / 60_000);
  const fleet = new Fleet(game);
  const cpu = new Float64Array(KEPT).fill(percentCpu(rps[0] ?? 0, fleet.serving * rpsPerClone));
  const core = new Core(cpu, startMinute);
  let state: AutoscaleState = { count: fleet.standing };
  let coolingUntil = Number.NEGATIVE_INFINITY;
  let place = -1;
  let next = 0;
  let quick: Quick = NEVER;
  let validUntil = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let summed = 0;
  for (let minute = 0; minute < rps.length; minute++) {
    if (minute >= next) {
      place += 1;
      next = deployed[place + 1]?.from ?? Number.POSITIVE_INFINITY;
      validUntil = Number.NEGATIVE_INFINITY;
    }
    const setting = (deployed[place] as Deployed).setting;
    fleet.begin(minute);
    if (minute >= validUntil) {
      const nowMs = (startMinute + minute) * 60_000;
      quick = quickOf(setting.cursor.at(nowMs));
      validUntil = setting.cursor.validUntilMs / 60_000 - startMinute;
    }
    if (summed !== quick.window) {
      summed = quick.window;
      sum = windowSum(cpu, minute, summed);
    }
    const value = sum / summed;
    if (mayAct(quick, value, fleet.standing, minute < coolingUntil)) {
      const nowMs = (startMinute + minute) * 60_000;
      const decision = evaluate(setting, state, core.upTo(minute, summed), nowMs);
      if (decision.action !== "none") {
        state = stateAfter(setting, state, decision);
        fleet.order(minute, state.count);
        const { lastAction } = state;
        if (lastAction !== undefined) {
          coolingUntil = (lastAction.atMs + lastAction.cooldownMs) / 60_000 - startMinute;
        }
      }
    }
    if (ahead !== undefined) {
      const wanted = Math.min(ahead(minute), quick.maximum);
      if (wanted > fleet.standing) {
        fleet.order(minute, wanted);
        state = { ...state, count: wanted };
      }
    }
    const serving = leftOf(fleet.serving, minute, game);
    score.add(minute, fleet.standing, serving);
    // The newest minute can't be read yet in the next run; then the one before it joins the window.
    sum +=
      (cpu[(minute - 1) & (KEPT - 1)] as number) -
      (cpu[(minute - 1 - summed) & (KEPT - 1)] as number);
    cpu[minute & (KEPT - 1)] = percentCpu(rps[minute] as number, serving * rpsPerClone);
  }
}

/** Clones that a forecast wants in a minute; it must not look at that minute or later ones. */
export type Ahead = (minute: number) => number;

/** CPU of clones under a load: what is above their capacity is refused. */
export function percentCpu(rps: number, capacity: number): number {
  const idle = ASSUMED_CLONE.idleCpuPercent;
  return idle + (100 - idle) * Math.min(1, rps / capacity);
}

/** What of a profile tells whether a run may do anything. */
interface Quick {
  readonly minimum: number;
  readonly maximum: number;
  /** Minutes of the rules' window. */
  readonly window: number;
  /** The lowest threshold out, and the lowest in: all must fire. */
  readonly outAbove: number;
  readonly inBelow: number;
}

const NEVER: Quick = { minimum: 0, maximum: 0, window: 1, outAbove: 0, inBelow: 0 };

const quicks = new WeakMap<CompiledProfile, Quick>();

function quickOf(profile: CompiledProfile | undefined): Quick {
  if (profile === undefined) return NEVER;
  const found = quicks.get(profile);
  if (found !== undefined) return found;
  const rules = [...profile.out, ...profile.in];
  const plain = rules.every(
    ({ operator }) => operator === "GreaterThan" || operator === "LessThan",
  );
  if (profile.queries.length > 1 || !plain || profile.out.some((rule) => !rule.projected)) {
    throw new RangeError(`${profile.name}: a replay knows rules of one metric, above and below`);
  }
  const made = {
    minimum: profile.minimum,
    maximum: profile.maximum,
    window: profile.queries[0]?.window ?? 5,
    outAbove: Math.min(Number.POSITIVE_INFINITY, ...profile.out.map(({ threshold }) => threshold)),
    inBelow:
      profile.in.length === 0
        ? Number.NEGATIVE_INFINITY
        : Math.min(...profile.in.map(({ threshold }) => threshold)),
  };
  quicks.set(profile, made);
  return made;
}

function mayAct(quick: Quick, value: number, count: number, cooling: boolean): boolean {
  if (count < quick.minimum || count > quick.maximum) return true;
  if (cooling) return false;
  if (value > quick.outAbove - NEAR) return count < quick.maximum;
  if (value > quick.inBelow + NEAR || count <= quick.minimum) return false;
  // A step in of even one clone would make the rule out fire: the core skips it.
  return (value * count) / (count - 1) < quick.outAbove + NEAR;
}

/** The sum of a window's minutes before the newest one, as a run of a minute reads them. */
function windowSum(cpu: Float64Array, minute: number, window: number): number {
  let sum = 0;
  for (let back = 2; back < window + 2; back++) sum += cpu[(minute - back) & (KEPT - 1)] as number;
  return sum;
}

/** The metric as the core reads it: filled with the minutes of its window only when it is asked. */
class Core {
  readonly #series = new MinuteSeries(KEPT);
  readonly #cpu: Float64Array;
  readonly #startMinute: number;

  constructor(cpu: Float64Array, startMinute: number) {
    this.#cpu = cpu;
    this.#startMinute = startMinute;
  }

  upTo(minute: number, window: number): this {
    for (let past = minute - 1 - window; past < minute - 1; past++) {
      this.#series.setValue(this.#startMinute + past, this.#cpu[past & (KEPT - 1)] as number);
    }
    return this;
  }

  series(): MinuteSeries {
    return this.#series;
  }
}
