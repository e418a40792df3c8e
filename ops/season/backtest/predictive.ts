import type { Game } from "./game.ts";
import { type Ahead, percentCpu } from "./replay-rules.ts";
import type { RuleSet } from "./rules.ts";

/** Azure's predictive autoscale. Source: Learn, "Use predictive autoscale to scale out before load demands". */
const PREDICTIVE = {
  /** It samples 15 days at most. */
  days: 15,
  /** It needs 7 days at least. */
  leastDays: 7,
  /** Minutes ahead for which it orders: 5 to 60 may be set; with the boot and a run, ten is enough. */
  aheadMinutes: 10,
  /** What its learning smooths over is undocumented: assumed. */
  smoothMinutes: 15,
} as const;

const DAY = 1440;
const WEEK = 7 * DAY;

/**
 * The clones that predictive autoscale wants in a minute: as many as keep the forecast CPU at or below the
 * threshold of the rule out, for each minute of the time ahead.
 *
 * The forecast itself is undocumented; taken is what 15 days can show: the mean of the same minute of a week
 * and of two weeks before, smoothed; in a history of less than two weeks, of a week before.
 *
 * @param load requests a second of all minutes, those before the game too
 * @param offset the minute of it with which the game begins
 */
export function predictive(
  game: Game,
  load: Float64Array,
  offset: number,
  { outAbove }: Pick<RuleSet, "outAbove">,
): Ahead {
  const perClone = (outAbove / 100) * game.rpsPerClone;
  const smooth = smoothed(load);
  const idle = percentCpu(0, 1) / 100;
  // Percentage CPU includes what a clone does without a request.
  const usable = ((perClone / game.rpsPerClone - idle) / (1 - idle)) * game.rpsPerClone;
  return (minute) => {
    let most = 0;
    for (const ahead of [PREDICTIVE.aheadMinutes / 2, PREDICTIVE.aheadMinutes]) {
      const at = offset + minute + ahead;
      if (at < PREDICTIVE.leastDays * DAY) continue;
      const once = smooth[at - WEEK] as number;
      const twice = smooth[at - 2 * WEEK];
      most = Math.max(most, twice === undefined ? once : (once + twice) / 2);
    }
    return Math.ceil(most / usable - 1e-9);
  };
}

/** Centred means. A week before is long over, so that both sides are known. */
function smoothed(load: Float64Array): Float64Array {
  const half = Math.floor(PREDICTIVE.smoothMinutes / 2);
  const means = new Float64Array(load.length);
  let sum = 0;
  let from = 0;
  let until = 0;
  for (let minute = 0; minute < load.length; minute++) {
    for (; until < Math.min(load.length, minute + half + 1); until++) sum += load[until] as number;
    for (; from < minute - half; from++) sum -= load[from] as number;
    means[minute] = sum / (until - from);
  }
  return means;
}
