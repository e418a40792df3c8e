import { describe, expect, test } from "@jest/globals";
import {
  inOffice,
  officeHours,
  replayCounts,
  staticPeak,
} from "../../../../ops/season/backtest/fixed-counts.ts";
import { GRID } from "../../../../ops/season/backtest/grid.ts";
import { pickRules, reactiveSetting } from "../../../../ops/season/backtest/pick.ts";
import { predictive } from "../../../../ops/season/backtest/predictive.ts";
import { replayRules } from "../../../../ops/season/backtest/replay-rules.ts";
import { DOCUMENTED_RULES, type RuleSet } from "../../../../ops/season/backtest/rules.ts";
import { placeSite } from "../../../../ops/season/backtest/site.ts";
import { calendarIn, game, minutes, scored } from "./support.ts";

describe("staticPeak", () => {
  test("stands a quarter above the most that was needed", () => {
    expect(staticPeak(game([50, 400, 60]))).toBe(5);
    expect(staticPeak(game([1], { minimum: 3 }))).toBe(3);
  });
});

describe("officeHours", () => {
  test("has a count for the office's hours and one for the rest", () => {
    const week = minutes([7 * 1440, 100]);
    week[12 * 60] = 480;
    week[20 * 60] = 240;
    const on = game(week, { startMs: Date.UTC(2026, 0, 12) });
    const site = placeSite(calendarIn("UTC"), on.startMs, week.length);
    expect(officeHours(on, (minute) => inOffice(site, minute))).toEqual({ office: 6, else: 3 });
    const open = [6 * 60 + 44, 6 * 60 + 45, 18 * 60 - 1, 18 * 60, 5 * 1440 + 12 * 60];
    expect(open.map((minute) => inOffice(site, minute))).toEqual([false, true, true, false, false]);
  });
});

describe("replayCounts", () => {
  test("pays clones from their order and counts them a boot later", () => {
    const on = game(minutes([10, 100], [10, 200]));
    const { cloneHours, minutesOverloaded } = scored(on, (score) =>
      replayCounts(on, (minute) => (minute < 8 ? 1 : 2), score),
    );
    expect(cloneHours).toBeCloseTo((8 + 24) / 60, 12);
    expect(minutesOverloaded).toBe(3);
  });
});

describe("pickRules", () => {
  const on = game(minutes([200, 60], [200, 150], [200, 60]));
  const always = (rules: RuleSet) => [{ from: 0, setting: reactiveSetting(rules, 1) }];

  test("takes the cheapest rule set that keeps the limits", () => {
    const picked = pickRules(on, GRID, always, 1);
    const all = GRID.map((rules) => scored(on, (score) => replayRules(on, always(rules), score)));
    const kept = all.filter(({ refusedPpm }) => refusedPpm <= 100);
    if (kept.length === 0) {
      expect(picked.keeps).toBe(false);
      expect(picked.figures.refusedPpm).toBe(Math.min(...all.map(({ refusedPpm }) => refusedPpm)));
    } else {
      expect(picked.keeps).toBe(true);
      expect(picked.figures.cloneHours).toBe(Math.min(...kept.map(({ cloneHours }) => cloneHours)));
    }
  });

  test("takes the one that passes the limits least where none keeps them", () => {
    const jump = game(minutes([200, 60], [60, 900], [200, 60]));
    const picked = pickRules(jump, GRID, always);
    const all = GRID.map(
      (rules) => scored(jump, (score) => replayRules(jump, always(rules), score)).refusedPpm,
    );
    expect(picked.keeps).toBe(false);
    expect(picked.figures.refusedPpm).toBe(Math.min(...all));
  });

  test("looks at every fourth week of a long game first, and comes to one as good", () => {
    const week = minutes([1440, 150], [1440, 420], [1440, 90], [4 * 1440, 300]);
    const long = game(Array.from({ length: 17 }, () => week).flat());
    const some = GRID.filter((_, i) => i % 9 === 4);
    const picked = pickRules(long, some, always);
    const best = some
      .map((rules) => scored(long, (score) => replayRules(long, always(rules), score)))
      .filter(({ refusedPpm }) => refusedPpm <= 100)
      .reduce((least, { cloneHours }) => Math.min(least, cloneHours), Number.POSITIVE_INFINITY);
    expect(picked.figures.cloneHours).toBeLessThanOrEqual(best * 1.02);
  });
});

describe("predictive", () => {
  /** Three weeks with a jump at 10:00 of each day. */
  const day = minutes([600, 50], [120, 350], [720, 50]);
  const load = Float64Array.from(Array.from({ length: 21 }, () => day).flat());
  const on = game([...load]);

  test("orders ahead of what came a week and two before", () => {
    const ahead = predictive(on, load, 0, DOCUMENTED_RULES);
    const jump = 15 * 1440 + 600;
    // 3 % of CPU is idle, so that 70 % is 69 of 100 requests: 350 need six.
    expect([jump - 30, jump, jump + 60].map(ahead)).toEqual([1, 6, 6]);
  });

  test("knows nothing in the first week", () => {
    expect(predictive(on, load, 0, DOCUMENTED_RULES)(3 * 1440 + 620)).toBeLessThanOrEqual(0);
  });

  test("sees nothing of the minute for which it orders, nor of later ones", () => {
    const now = 16 * 1440 + 590;
    const other = load.map((rps, minute) => (minute >= now ? 9999 : rps));
    const played = game([...other]);
    expect(predictive(played, other, 0, DOCUMENTED_RULES)(now)).toBe(
      predictive(on, load, 0, DOCUMENTED_RULES)(now),
    );
  });

  test("never takes a clone away", () => {
    const setting = reactiveSetting(DOCUMENTED_RULES, 1);
    const of = (ahead?: (minute: number) => number) =>
      scored(on, (score) => replayRules(on, [{ from: 0, setting }], score, ahead));
    const alone = of();
    const foretold = of(predictive(on, load, 0, DOCUMENTED_RULES));
    expect(foretold.refusedPpm).toBeLessThan(alone.refusedPpm);
    expect(foretold.cloneHours).toBeGreaterThan(alone.cloneHours);
  });
});
