import { describe, expect, test } from "@jest/globals";
import type { BacktestInput, Strategy } from "../../../../ops/season/backtest/backtest.ts";
import { backtest } from "../../../../ops/season/backtest/backtest.ts";
import { backtestHtml } from "../../../../ops/season/backtest/backtest-html.ts";
import { backtestJson } from "../../../../ops/season/backtest/backtest-json.ts";
import { backtestText } from "../../../../ops/season/backtest/backtest-text.ts";
import { GRID } from "../../../../ops/season/backtest/grid.ts";
import { verdictsOf } from "../../../../ops/season/backtest/verdicts.ts";
import { calendarIn, weeksOf } from "./support.ts";

const INPUT: BacktestInput = {
  history: weeksOf(5, "Europe/Berlin"),
  calendar: calendarIn("Europe/Berlin"),
  trainUntil: Temporal.PlainDate.from("2026-01-26"),
  rpsPerClone: 100,
  bootMinutes: 5,
  minimum: 2,
  overlays: { noise: 0.08, seed: 1, bell: 3 },
  grid: GRID.filter((_, i) => i % 12 === 8),
};
const DONE = backtest(INPUT);
const READ = { input: INPUT, trace: "weeks.csv", calendar: "weeks.yaml", mended: [] };

const one = (name: Strategy["name"]): Strategy =>
  DONE.strategies.find((strategy) => strategy.name === name) as Strategy;

describe("backtest", () => {
  test("has nobody cheaper than the optimum who refuses nobody", () => {
    expect(one("optimum").figures.refusedPpm).toBe(0);
    for (const { figures, timesOptimum } of DONE.strategies) {
      if (figures.refusedPpm === 0) expect(timesOptimum).toBeGreaterThanOrEqual(1);
    }
  });

  test("holds the goals with a bell that was heard before", () => {
    expect(DONE.verdicts.map(({ goal, held }) => [goal, held])).toEqual([
      ["refused", true],
      ["bell-refused", true],
      ["times-optimum", true],
      ["times-best", true],
    ]);
    expect(one("documented").keepsLimits).toBe(false);
  });

  test("pays less with a free schedule than with Azure's profiles", () => {
    expect(one("plan-free").figures.cloneHours).toBeLessThan(one("plan").figures.cloneHours);
  });

  test("counts the school days of the part that is replayed", () => {
    expect([DONE.minutes, DONE.schoolDays]).toEqual([14 * 1440, 10]);
  });

  test("comes to the same when the load and the clones' capacity are scaled together", () => {
    const scaled = backtest({
      ...INPUT,
      history: weeksOf(5, "Europe/Berlin", 8000),
      rpsPerClone: 800,
    });
    expect(scaled.strategies.map(({ figures }) => figures.cloneHours)).toEqual(
      DONE.strategies.map(({ figures }) => figures.cloneHours),
    );
  });

  test("comes to the same on another zone's clock", () => {
    const zone = "Asia/Tokyo";
    const moved = backtest({ ...INPUT, history: weeksOf(5, zone), calendar: calendarIn(zone) });
    expect(moved.strategies.map(({ figures }) => figures)).toEqual(
      DONE.strategies.map(({ figures }) => figures),
    );
  });
});

describe("verdictsOf", () => {
  const plan = one("plan");
  const others = DONE.strategies.filter(({ name }) => name !== "plan");
  const withPlan = (change: Partial<Strategy>, rung = true) =>
    verdictsOf([{ ...plan, ...change }, ...others], rung)
      .filter(({ held }) => !held)
      .map(({ goal }) => goal);

  test("tells which goals were missed", () => {
    const figures = { ...plan.figures, refusedPpm: 101, bellRefusedPpm: 501, cloneHours: 1e6 };
    expect(withPlan({ figures, timesOptimum: 1.51 })).toEqual([
      "refused",
      "bell-refused",
      "times-optimum",
      "times-best",
    ]);
  });

  test("allows less without a bell against the optimum, and three in a hundred against the best", () => {
    expect(withPlan({ timesOptimum: 1.4 }, true)).toEqual([]);
    expect(withPlan({ timesOptimum: 1.4 }, false)).toEqual(["times-optimum"]);
    const rivals = others.filter(({ alternative, keepsLimits }) => alternative && keepsLimits);
    const best = Math.min(...rivals.map(({ figures }) => figures.cloneHours));
    const figures = { ...plan.figures, cloneHours: best * 1.02 };
    expect(withPlan({ figures }, false)).toEqual([]);
    expect(withPlan({ figures }, true)).toEqual(["times-best"]);
  });
});

describe("backtestText", () => {
  test("fits 80 columns and says the split, what was laid over with its seed, and each verdict", () => {
    const text = backtestText(READ, DONE, 80);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const running = text.replaceAll("\n", " ");
    expect(running).toContain("replayed 2026-01-26 to 2026-02-08, 10 school days");
    expect(running).toContain("noise of 8 % a minute (seed 1); on school days 3 times the load");
    expect(text.match(/^held: /gm)).toHaveLength(4);
    for (const { title } of DONE.strategies) expect(text).toContain(`\n${title} `);
  });
});

describe("backtestJson", () => {
  test("has the figures, the verdicts, the overlays and the grid", () => {
    const json = JSON.parse(backtestJson(READ, DONE));
    expect(json.overlays).toEqual({ noise: 0.08, seed: 1, bell: 3 });
    expect(json.grid).toHaveLength(105);
    expect(json.strategies.map(({ name }: Strategy) => name)).toEqual([
      ...["plan", "plan-free", "picked", "documented", "predictive", "office-hours", "static"],
      "optimum",
    ]);
    expect(json.strategies[0].figures.cloneHours).toBe(one("plan").figures.cloneHours);
    expect(json.replayedUntil).toBe("2026-02-09");
  });
});

describe("backtestHtml", () => {
  test("has the table, the verdicts, what was laid over, and the curves of the replayed hours", () => {
    const page = backtestHtml(READ, DONE);
    const rows = page.match(/<tr><th scope="row">[^<]*/g) ?? [];
    expect(rows.map((row) => row.replace(/.*>/, ""))).toEqual(
      DONE.strategies.map(({ title }) => title),
    );
    expect(page.match(/<p>Held: plan, /g)).toHaveLength(4);
    expect(page).toContain("3 times the load from 07:55 to 08:05");
    const { curves, startMs } = JSON.parse(page.match(/id="data">(.*?)<\/script>/)?.[1] ?? "");
    expect(startMs).toBe(Date.UTC(2026, 0, 25, 23));
    expect(curves.map(({ name }: { name: string }) => name).slice(0, 2)).toEqual([
      "plan",
      "optimum",
    ]);
    for (const { runs } of curves as { runs: number[] }[]) {
      const hours = runs.reduce((sum, value, i) => sum + (i % 2 === 1 ? value : 0), 0);
      expect(hours).toBe(14 * 24);
    }
  });
});
