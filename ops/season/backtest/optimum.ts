import { clonesNeeded, type Game } from "./game.ts";

/**
 * The fewest clones that anyone could pay for who refuses nobody and knows the whole load beforehand, minute
 * by minute: in each minute the most that is needed from it to the minute in which an order of it serves.
 *
 * Why that is exact. Let x(u) be the clones that are paid in minute u, b the boot time, n(t) the clones that
 * minute t needs. Clones ordered last go first, so that the k-th clone is there whenever x is k or more, and
 * x splits into levels, each a clone that is there or not, independently of the others. (Any other order of
 * going takes away a clone that has served longer and so lets no more serve.)
 *
 * The k-th clone serves in minute t if and only if it has been there in all of t-b … t. So nobody is refused if
 * and only if x(u) ≥ k for each k ≤ n(t) and each u in t-b … t: that is, x(u) ≥ max n(u … u+b), for every u.
 * The bound is reached by x itself, and the sum over minutes is least when each term is. In words of one level:
 * a gap of g minutes between two needs costs g clone-minutes when it is bridged and b when the clone is ordered
 * anew, so a gap is bridged when it is shorter than a boot; and the first clone is paid b minutes before its
 * need. Those with which everyone starts are there and may go at once; for the first b minutes the bound holds
 * with what the game begins with, which is the most that these minutes need.
 */
export function optimumClones(game: Game): Int32Array {
  const { rps, bootMinutes } = game;
  const clones = new Int32Array(rps.length);
  // The minutes of the window whose need is above that of all after them, as a queue.
  const falling = new Int32Array(rps.length);
  let first = 0;
  let end = 0;
  for (let minute = 0; minute < rps.length; minute++) {
    clones[minute] = clonesNeeded(rps[minute] as number, game);
  }
  const needs = clones.slice();
  for (let ahead = 0; ahead < rps.length + bootMinutes; ahead++) {
    if (ahead < rps.length) {
      const need = needs[ahead] as number;
      while (end > first && (needs[falling[end - 1] as number] as number) <= need) end -= 1;
      falling[end] = ahead;
      end += 1;
    }
    const minute = ahead - bootMinutes;
    if (minute < 0) continue;
    if (minute > (falling[first] as number)) first += 1;
    clones[minute] = needs[falling[first] as number] as number;
  }
  return clones;
}
