import type { Forecast } from "./forecast.ts";
import { clonesNeeded, type Game } from "./game.ts";

/**
 * How far above its expected height a surge may come and still find its clones, in standard deviations. If
 * logarithms are normal with a spread of 0.25, 210 in a million of a surge's requests are then refused: less
 * than half of what is allowed, as real loads have a heavier upper end. (With 2.6 it would be 730.)
 */
const SURGE_DEVIATIONS = 3;

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
