import { beforeAll, describe, expect, test } from "@jest/globals";
import { type SeasonPlan, seasonPlan } from "../../../../infra/season/plan.ts";
import type { Game } from "../../../../ops/season/backtest/game.ts";
import { RehearsalScore } from "../../../../ops/season/rehearse/episodes.ts";
import { readFault } from "../../../../ops/season/rehearse/fault.ts";
import { type Rehearsal, rehearse } from "../../../../ops/season/rehearse/rehearse.ts";
import { rehearsalJson } from "../../../../ops/season/rehearse/rehearse-json.ts";
import { rehearsalText } from "../../../../ops/season/rehearse/rehearse-text.ts";
import { planInput } from "../../../infra/season/plan-fixture.ts";

describe("RehearsalScore", () => {
  const game: Game = {
    startMs: 0,
    rps: Float64Array.from({ length: 60 }, (_, minute) =>
      minute >= 10 && minute < 14 ? 300 : 100,
    ),
    rpsPerClone: 100,
    bootMinutes: 5,
    minimum: 1,
    bells: Int32Array.of(10, 40),
  };

  test("tells when people were refused, how many, and how late the clones were at the bell", () => {
    const score = new RehearsalScore(game, 2);
    for (let minute = 0; minute < 60; minute++) score.add(minute, 2, 2);
    expect(score.episodes).toEqual([{ from: 10, until: 14, refused: 4 * 100 * 60 }]);
    expect(score.lateness).toEqual({ worst: 4, bells: 1 });
    expect(score.figures().minutesOverloaded).toBe(4);
  });

  test("counts stretches within a quarter of an hour as one, and tells nothing where nobody was refused", () => {
    const twice = { ...game, rps: game.rps.map((rps, minute) => (minute === 20 ? 300 : rps)) };
    const score = new RehearsalScore(twice, 2);
    for (let minute = 0; minute < 60; minute++) score.add(minute, 2, 2);
    expect(score.episodes).toMatchObject([{ from: 10, until: 21 }]);
    const enough = new RehearsalScore(game, 3);
    for (let minute = 0; minute < 60; minute++) enough.add(minute, 3, 3);
    expect(enough.episodes).toEqual([]);
    expect(enough.lateness).toEqual({ worst: 0, bells: 0 });
  });
});

describe("rehearse", () => {
  const input = planInput();
  let plan: SeasonPlan;
  let done: Rehearsal;
  let withFault: Rehearsal;
  // The weeks' plans differ little here: one is enough, and quicker.
  const planOn = (now: Temporal.Instant): SeasonPlan => ({ ...plan, now });
  const fault = [readFault("zone@2026-12-07T06:00/12h", "Europe/Stockholm")];
  beforeAll(() => {
    plan = seasonPlan(input);
    done = rehearse({ input, planOn, seeds: [1, 2], faults: [] });
    withFault = rehearse({ input, planOn, seeds: [1, 2], faults: fault });
  });
  const of = (rehearsal: Rehearsal, name: string) =>
    rehearsal.strategies.find((one) => one.name === name)?.years ?? [];

  test("plays each strategy under each seed, and nobody for less than the optimum", () => {
    expect(done.strategies.map(({ years }) => years.map(({ seed }) => seed))).toEqual(
      Array.from({ length: 6 }, () => [1, 2]),
    );
    for (const { years } of done.strategies) {
      for (const { timesOptimum, figures } of years) {
        if (figures.refusedPpm === 0) expect(timesOptimum).toBeGreaterThanOrEqual(1 - 1e-9);
      }
    }
    expect(of(done, "optimum").map(({ figures }) => figures.refusedPpm)).toEqual([0, 0]);
  });

  test("refuses fewer under the plan than under its rules alone, at the bell above all", () => {
    for (const [index, year] of of(done, "plan").entries()) {
      const rules = of(done, "rules")[index];
      expect(year.figures.refusedPpm).toBeLessThanOrEqual(rules?.figures.refusedPpm as number);
      expect(rules?.figures.bellRefusedPpm).toBeGreaterThan(year.figures.bellRefusedPpm + 100);
    }
    expect(done.bells).toBeGreaterThan(100);
  });

  test("turns away the optimum's users when a zone is lost, as it stands without a spare", () => {
    expect(of(withFault, "optimum")[0]?.figures.refusedPpm).toBeGreaterThan(0);
    expect(of(withFault, "plan")[0]?.figures.refusedPpm).toBeLessThan(
      of(withFault, "optimum")[0]?.figures.refusedPpm as number,
    );
  });

  test("gives the same year for the same input", () => {
    const again = rehearse({ input, planOn, seeds: [1, 2], faults: [] });
    expect(rehearsalJson(again, [])).toBe(rehearsalJson(done, []));
  });

  test("fits 80 columns, with seeds, faults and what staging had", () => {
    const text = rehearsalText(withFault, fault, 80);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text.replaceAll("\n", " ")).toContain("A zone is lost: zone@2026-12-07T06:00/12h");
    expect(text).toContain("seeds 1, 2");
    expect(text).toContain("Staging was lent");
  });

  test("says all of it as JSON", () => {
    const json = JSON.parse(rehearsalJson(done, fault));
    expect(json).toMatchObject({
      datacenter: "prod-se",
      faults: ["zone@2026-12-07T06:00/12h"],
      staging: done.staging,
    });
    expect(json.strategies[0].years[0].clonesByHour.length).toBe(52 * 7 * 24);
    expect(json.needByHour.length).toBe(52 * 7 * 24);
  });
});
