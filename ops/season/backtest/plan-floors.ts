import type { Forecast } from "./forecast.ts";
import { clonesNeeded, type Game } from "./game.ts";

/**
 * How far above its expected height a surge may come and still find its clones, in standard deviations: a few
 * in a thousand come higher, and meet what rules and rounding have left free. Assumed.
 */
const SURGE_DEVIATIONS = 2.6;

/**
 * The clones that must stand in each minute of a forecast because rules would come too late: in surges all that
 * may be needed, ordered a boot ahead; in other minutes, in which rules are in time, the fewest.
 */
export function floorMinutes({ median, surges, surge }: Forecast, game: Game): Int32Array {
  const times = Math.exp(surge.shift + SURGE_DEVIATIONS * surge.spread);
  const floors = new Int32Array(median.length).fill(game.minimum);
  for (let minute = 0; minute < median.length; minute++) {
    if (surges[minute] === 0) continue;
    const clones = clonesNeeded((median[minute] as number) * times, game);
    for (let order = Math.max(0, minute - game.bootMinutes); order <= minute; order++) {
      if ((floors[order] as number) < clones) floors[order] = clones;
    }
  }
  return floors;
}
