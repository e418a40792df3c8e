import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compile } from "../../../../local/autoscale/compile.ts";
import { type AutoscaleState, evaluate, stateAfter } from "../../../../local/autoscale/evaluate.ts";
import { MinuteSeries } from "../../../../local/autoscale/metrics.ts";
import type { AutoscaleProfile } from "../../../../local/autoscale/setting.ts";
import { Fleet } from "../../../../ops/season/backtest/fleet.ts";
import type { Game } from "../../../../ops/season/backtest/game.ts";
import { GRID } from "../../../../ops/season/backtest/grid.ts";
import { optimumClones } from "../../../../ops/season/backtest/optimum.ts";
import { reactiveSetting } from "../../../../ops/season/backtest/pick.ts";
import { percentCpu, replayRules } from "../../../../ops/season/backtest/replay-rules.ts";
import { azureProfile, DOCUMENTED_RULES } from "../../../../ops/season/backtest/rules.ts";
import type { Score } from "../../../../ops/season/backtest/score.ts";
import { game, minutes, scored } from "./support.ts";

/** Writes down the clones of each minute. */
function played(on: Game, profiles: readonly AutoscaleProfile[]): string {
  const seen: string[] = [];
  const score = {
    add: (_: number, standing: number, serving: number) => seen.push(`${standing}/${serving}`),
  };
  const setting = compile({ enabled: true, profiles });
  replayRules(on, [{ from: 0, setting }], score as unknown as Score);
  return seen.join(" ");
}

/** The same with the core asked in every minute. */
function playedByCore(on: Game, profiles: readonly AutoscaleProfile[]): string {
  const setting = compile({ enabled: true, profiles });
  const fleet = new Fleet(on);
  const cpu = new MinuteSeries();
  const start = on.startMs / 60_000;
  const first = percentCpu(on.rps[0] as number, fleet.serving * on.rpsPerClone);
  for (let minute = start - 64; minute < start; minute++) cpu.setValue(minute, first);
  let state: AutoscaleState = { count: fleet.standing };
  const seen: string[] = [];
  on.rps.forEach((rps, minute) => {
    fleet.begin(minute);
    const decision = evaluate(setting, state, { series: () => cpu }, (start + minute) * 60_000);
    state = stateAfter(setting, state, decision);
    if (state.count !== fleet.standing) fleet.order(minute, state.count);
    seen.push(`${fleet.standing}/${fleet.serving}`);
    cpu.setValue(start + minute, percentCpu(rps, fleet.serving * on.rpsPerClone));
  });
  return seen.join(" ");
}

describe("replayRules", () => {
  test("adds a clone when the window's mean is above the threshold, which serves after its boot", () => {
    // 90 of 100: 90.3 %. The mean of ten minutes, the newest of them unread, passes 70 with the eighth,
    // which the run two minutes later reads.
    const on = game(minutes([3, 20], [17, 90]));
    const before = "1/1 ".repeat(12);
    expect(played(on, [azureProfile("all", DOCUMENTED_RULES, { minimum: 1, maximum: 9 })])).toMatch(
      new RegExp(`^${before}2/1 2/1 2/1 2/1 2/1 3/2`),
    );
  });

  test("does what Azure's core does when it is asked in every minute", () => {
    const load = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 1500 })),
      { minLength: 3, maxLength: 12 },
    );
    fc.assert(
      fc.property(
        load,
        fc.constantFrom(...GRID),
        fc.integer({ min: 1, max: 4 }),
        (runs, rules, floor) => {
          const on = game(minutes(...runs));
          const weekly = {
            recurrence: {
              frequency: "Week",
              schedule: { timeZone: "UTC", days: ["Wednesday"], hours: [1], minutes: [10] },
            },
          } as const;
          const profiles = [
            azureProfile("all", rules, { minimum: 1, maximum: 9 }),
            azureProfile("later", rules, { minimum: floor, maximum: 7 }, weekly),
          ];
          expect(played(on, profiles)).toBe(playedByCore(on, profiles));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("goes on with the clones and the cool-down when another setting is deployed", () => {
    const on = game(minutes([30, 20]));
    const seen: number[] = [];
    const score = { add: (_: number, standing: number) => seen.push(standing) } as unknown as Score;
    replayRules(
      on,
      [
        { from: 0, setting: reactiveSetting(DOCUMENTED_RULES, 1) },
        { from: 10, setting: reactiveSetting(DOCUMENTED_RULES, 3) },
        { from: 20, setting: reactiveSetting(DOCUMENTED_RULES, 2) },
      ],
      score,
    );
    expect(seen.slice(9, 11)).toEqual([1, 3]);
    // CPU of 9 %: one fewer at once, then the least.
    expect(seen.slice(19, 22)).toEqual([3, 2, 2]);
  });

  test("never costs less than the optimum where it refuses nobody, with any rules of the grid", () => {
    const load = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 900 })),
      { minLength: 2, maxLength: 10 },
    );
    fc.assert(
      fc.property(load, fc.constantFrom(...GRID), (runs, rules) => {
        const on = game(minutes(...runs));
        const setting = reactiveSetting(rules, 1);
        const { refusedPpm, cloneHours } = scored(on, (score) =>
          replayRules(on, [{ from: 0, setting }], score),
        );
        const optimum = optimumClones(on).reduce((sum, clones) => sum + clones, 0) / 60;
        if (refusedPpm === 0) expect(cloneHours).toBeGreaterThanOrEqual(optimum - 1e-9);
      }),
      { numRuns: 200 },
    );
  });

  test("comes to the same when the load and the clones' capacity are scaled together", () => {
    const runs = minutes([40, 90], [40, 700], [60, 120]);
    const figures = [1, 8].map((by) => {
      const on = game(
        runs.map((rps) => rps * by),
        { rpsPerClone: 100 * by },
      );
      const setting = reactiveSetting(DOCUMENTED_RULES, 1);
      return scored(on, (score) => replayRules(on, [{ from: 0, setting }], score));
    });
    expect(figures[0]).toEqual(figures[1]);
  });
});
