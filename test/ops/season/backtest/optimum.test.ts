import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { clonesNeeded, type Game, startClones } from "../../../../ops/season/backtest/game.ts";
import { optimumClones } from "../../../../ops/season/backtest/optimum.ts";
import { game, minutes } from "./support.ts";

describe("optimumClones", () => {
  test("orders a boot ahead and bridges gaps shorter than a boot", () => {
    const played = game(minutes([10, 50], [2, 150], [3, 50], [1, 150], [9, 50]));
    expect([...optimumClones(played)].join("")).toBe("1111122222222222" + "111111111");
  });

  test("lets a clone go and orders it anew where the gap is longer than a boot", () => {
    const played = game(minutes([6, 50], [1, 150], [8, 50], [1, 150], [2, 50]));
    expect([...optimumClones(played)].join("")).toBe("122222211122222211".slice(0, 18));
  });

  test("keeps what everyone starts with no longer than it is needed", () => {
    const played = game(minutes([2, 350], [4, 50]), { bootMinutes: 3 });
    expect([...optimumClones(played)]).toEqual([4, 4, 1, 1, 1, 1]);
  });

  test("keeps the fewest clones", () => {
    expect([...optimumClones(game(minutes([3, 0]), { minimum: 2 }))]).toEqual([2, 2, 2]);
  });

  test("costs as much as the cheapest of all schedules", () => {
    const loads = fc.array(fc.constantFrom(50, 150, 250), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(
        loads,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        (rps, bootMinutes, minimum) => {
          const played = game(rps, { bootMinutes, minimum });
          const found = optimumClones(played).reduce((sum, clones) => sum + clones, 0);
          expect(found).toBe(cheapest(played));
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** The clone-minutes of the cheapest schedule that refuses nobody, by trying all of them. */
function cheapest(played: Game): number {
  const { rps, bootMinutes, minimum } = played;
  let best = Number.POSITIVE_INFINITY;
  /** Ages of the clones that are paid, oldest first; a clone of an age above the boot time serves. */
  const from = (minute: number, ages: readonly number[], cost: number): void => {
    if (cost >= best) return;
    if (minute === rps.length) {
      best = cost;
      return;
    }
    for (let clones = minimum; clones <= 4; clones++) {
      const kept = ages.slice(0, clones);
      while (kept.length < clones) kept.push(0);
      const serving = kept.filter((age) => age >= bootMinutes).length;
      if (serving < clonesNeeded(rps[minute] as number, { ...played, minimum: 0 })) continue;
      from(
        minute + 1,
        kept.map((age) => age + 1),
        cost + clones,
      );
    }
  };
  from(0, new Array<number>(startClones(played)).fill(bootMinutes), 0);
  return best;
}
