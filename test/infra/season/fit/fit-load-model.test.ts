import { describe, expect, test } from "@jest/globals";
import type { Calendar } from "../../../../infra/season/calendar.ts";
import { horizonFrom } from "../../../../infra/season/demand/horizon.ts";
import type { LoadModel } from "../../../../infra/season/demand/load-model.ts";
import { demandQuantile } from "../../../../infra/season/demand/market-demand.ts";
import { fitLoadModel } from "../../../../infra/season/fit/fit-load-model.ts";
import { coarser } from "../../../../infra/season/fit/fit-series.ts";
import { FLAT_MODEL } from "../../../../infra/season/fit/flat-model.ts";
import { siteDemand } from "../../../../infra/season/fit/site-demand.ts";
import { stepDemand } from "../../../../infra/season/fit/step-demand.ts";
import type { History } from "../../../../infra/season/history/history.ts";
import { calendar, region } from "../demand/fixture.ts";
import { generated, TRUTH, YEARS } from "./generated.ts";

/** Two years of hours with openings of grades, growing by a fifth a year. */
const TWO_YEARS = { from: "2024-06-15", until: "2026-06-13", stepMinutes: 60 };
const GROWTH = { perYear: 0.2, fromDay: Date.UTC(2026, 5, 12) / 86_400_000 };

/** Within so much of a part of what is expected. */
function expectNear(found: readonly number[], expected: readonly number[], part: number): void {
  const off = expected.map((value, i) => ({ i, value, found: found[i] as number }));
  expect(off.filter((one) => !(Math.abs(one.found / one.value - 1) <= part))).toEqual([]);
}

function seasons({ season }: LoadModel): number[] {
  return [season.term, season["term-start"], season["grade-period"], season.holiday];
}

describe("fitLoadModel", () => {
  test.each([1, 2])("finds what made two years of hours (seed %d)", (seed) => {
    const surge = { rpsPerThousandPupils: 1500, halfLifeMinutes: 20 };
    const history = generated({
      ...TWO_YEARS,
      seed,
      model: { growth: GROWTH, gradeOpening: surge },
    });
    const { model, error, notes } = fitLoadModel(history, YEARS);
    expectNear([model.rpsPerThousandPupils], [TRUTH.rpsPerThousandPupils], 0.05);
    expectNear(seasons(model), seasons(TRUTH), 0.06);
    expectNear(model.weekday, TRUTH.weekday, 0.04);
    expectNear(model.hour.schoolDay, TRUTH.hour.schoolDay, 0.06);
    expectNear(model.hour.dayOff, TRUTH.hour.dayOff, 0.06);
    expectNear([model.sigma], [TRUTH.sigma], 0.1);
    expect(model.growth?.perYear).toBeGreaterThan(0.16);
    expect(model.growth?.perYear).toBeLessThan(0.22);
    // One opening in three years of four is worth a quarter of an assumed one, which is none here.
    expectNear([model.gradeOpening.rpsPerThousandPupils], [1500], 0.15);
    expect(error?.off).toBeLessThan(0.16);
    expect(error?.off).toBeLessThan((error?.naive ?? 0) / 1.3);
    expect(error?.above99).toBeLessThan(0.03);
    expect(notes).toEqual(["the first lesson: its steps are longer than 5 minutes"]);
  });

  test.each([
    [1, 1],
    [5, 2],
  ])("finds the bell and the opening in steps of %d minutes", (stepMinutes, seed) => {
    const surge = { rpsPerThousandPupils: 300, halfLifeMinutes: 30 };
    const bell = { minute: 8 * 60 + 10, times: 4, before: 5, after: 12 };
    const history = generated({
      ...{ from: "2025-11-24", until: "2026-01-12", stepMinutes, seed },
      model: { bell, gradeOpening: surge },
    });
    const { model } = fitLoadModel(history, YEARS, { withError: false });
    expect(Math.abs(model.bell.minute - bell.minute)).toBeLessThanOrEqual(5);
    expectNear([model.bell.times], [bell.times], 0.1);
    expect(model.bell.before).toBeLessThanOrEqual(10);
    expect(model.bell.after).toBeLessThanOrEqual(20);
    expectNear([model.gradeOpening.halfLifeMinutes], [30], 0.35);
    // One opening was seen: how many requests it brought is surer than how high it was.
    const { rpsPerThousandPupils, halfLifeMinutes } = model.gradeOpening;
    expectNear([rpsPerThousandPupils * halfLifeMinutes], [(300 * 30) / 1.25], 0.15);
    expectNear(model.hour.schoolDay.slice(6, 11), TRUTH.hour.schoolDay.slice(6, 11), 0.06);
  });

  test.each([1, 2])("sees no bell where there is none (seed %d)", (seed) => {
    const history = generated({ from: "2025-10-01", until: "2025-12-01", stepMinutes: 5, seed });
    expect(fitLoadModel(history, YEARS, { withError: false }).model.bell.times).toBe(1);
  });

  test("scales the level with the load, and divides it by the pupils", () => {
    const history = generated({ ...TWO_YEARS, seed: 4 });
    const tenfold = { ...history, values: history.values.map((value) => 10 * value) };
    const plain = fitLoadModel(history, YEARS, { withError: false }).model;
    const { rpsPerThousandPupils, ...rest } = fitLoadModel(tenfold, YEARS, {
      ...{ pupils: 2000, withError: false },
    }).model;
    expect(rpsPerThousandPupils).toBeCloseTo(plain.rpsPerThousandPupils * 5, 6);
    expectNear(seasons({ ...plain, ...rest }), seasons(plain), 1e-6);
    expectNear(rest.hour.schoolDay, plain.hour.schoolDay, 1e-6);
  });

  test("reads the hours by the site's own clock", () => {
    const history = generated({
      from: "2025-09-01",
      until: "2025-10-20",
      stepMinutes: 60,
      seed: 5,
    });
    const here = fitLoadModel(history, YEARS, { withError: false }).model;
    // The same load, three hours later in the day by a clock in the east.
    const east: Calendar = { ...YEARS, zone: "Asia/Yekaterinburg" };
    const there = fitLoadModel({ ...history, zone: east.zone }, east, { withError: false }).model;
    const most = (hours: readonly number[]): number => hours.indexOf(Math.max(...hours));
    expect(most(there.hour.schoolDay)).toBe(most(here.hour.schoolDay) + 3);
  });

  test("sees nothing from `until` on", () => {
    const whole = generated({ ...TWO_YEARS, seed: 6 });
    const until = Temporal.Instant.from("2025-10-01T00:00Z");
    const cut = fitLoadModel(whole, YEARS, { until });
    const values = whole.values.slice(
      0,
      Math.round((until.epochMilliseconds - whole.startMs) / 3_600_000),
    );
    expect(fitLoadModel({ ...whole, values }, YEARS)).toEqual(cut);
  });

  test("follows the level of late, and no single odd week", () => {
    const history = generated({
      from: "2025-09-01",
      until: "2025-12-01",
      stepMinutes: 60,
      seed: 7,
    });
    const last = history.values.length;
    const grown = history.values.map((value, i) => (i >= last - 21 * 24 ? 1.5 * value : value));
    const odd = history.values.map((value, i) => (i >= last - 6 * 24 ? 2 * value : value));
    const level = (values: Float64Array): number =>
      fitLoadModel({ ...history, values }, YEARS, { withError: false }).model.rpsPerThousandPupils;
    expectNear([level(grown)], [1.5 * level(history.values)], 0.08);
    expectNear([level(odd)], [level(history.values)], 0.1);
  });

  test("learns nothing from unknown steps", () => {
    const history = generated({ ...TWO_YEARS, seed: 8 });
    const values = history.values.map((value, i) => (i % 11 === 0 ? Number.NaN : value));
    const { model } = fitLoadModel({ ...history, values }, YEARS, { withError: false });
    expectNear(seasons(model), seasons(TRUTH), 0.06);
    expectNear([model.sigma], [TRUTH.sigma], 0.1);
  });

  test("keeps what was assumed, and says so, where the history shows nothing of it", () => {
    const history = coarse(
      generated({ from: "2025-09-08", until: "2025-10-20", stepMinutes: 60, seed: 9 }),
    );
    const base: LoadModel = {
      ...TRUTH,
      season: { ...TRUTH.season, holiday: 0.07 },
      bell: { minute: 480, times: 3, before: 5, after: 10 },
      gradeOpening: { rpsPerThousandPupils: 5, halfLifeMinutes: 9 },
    };
    const { model, notes } = fitLoadModel(history, YEARS, { base });
    expect(model.season.holiday).toBeCloseTo(0.07, 9);
    expect([model.bell, model.gradeOpening, model.hour]).toEqual([
      ...[base.bell, base.gradeOpening, base.hour],
    ]);
    expect(model.growth).toBeUndefined();
    expect(notes.map((note) => note.split(":")[0])).toEqual([
      ...["growth", "term-start, grade-period, holiday", "hours", "the first lesson"],
      "the opening of grades",
    ]);
  });

  test("draws a season of few days towards what was assumed, and less one of many", () => {
    const seen = (until: string): number => {
      const history = generated({ from: "2025-09-15", until, stepMinutes: 60, seed: 10 });
      return fitLoadModel(history, YEARS, { withError: false }).model.season.holiday;
    };
    const [one, week] = [seen("2025-10-28"), seen("2025-11-10")];
    expect(one).toBeGreaterThan(week);
    expectNear([one], [Math.sqrt(0.25)], 0.15);
    expectNear([week], [0.25 ** (7 / 8)], 0.15);
  });

  test("tells the growth of a pupil from that of their number", () => {
    const history = generated({ ...TWO_YEARS, seed: 11, model: { growth: GROWTH } });
    const { model } = fitLoadModel(history, YEARS, { pupilsGrowth: 0.2, withError: false });
    expect(Math.abs(model.growth?.perYear ?? 0)).toBeLessThan(0.02);
    const short = generated({ from: "2025-09-01", until: "2026-01-31", stepMinutes: 60, seed: 12 });
    expect(fitLoadModel(short, YEARS, { pupilsGrowth: 0.2 }).model.growth).toBeUndefined();
  });

  test("weighs regions that keep different days", () => {
    const parts = calendar(
      "se",
      region("se", ["term 2025-01-01", "holiday 2025-03-03", "term 2025-03-17", "end 2025-06-01"], {
        ...{ code: "north", share: 0.4 },
      }),
      region("se", ["term 2025-01-01", "holiday 2025-03-17", "term 2025-03-31", "end 2025-06-01"], {
        ...{ code: "south", share: 0.6 },
      }),
    );
    const history = generated({
      ...{ calendar: parts, from: "2025-01-01", until: "2025-06-01", stepMinutes: 60, seed: 13 },
      model: { season: { ...TRUTH.season, holiday: 0.3 } },
    });
    expectNear([fitLoadModel(history, parts).model.season.holiday], [0.3], 0.25);
  });

  test("needs no school: a calendar without seasons but one", () => {
    const none = calendar("se", region("se", ["term 1990-01-01", "end 2100-01-01"]));
    const history = generated({
      calendar: none,
      from: "2025-01-01",
      until: "2025-06-01",
      stepMinutes: 60,
      seed: 14,
    });
    const { model, error } = fitLoadModel(history, none);
    expectNear(model.weekday, TRUTH.weekday, 0.05);
    expectNear([model.season.holiday], [FLAT_MODEL.season.holiday], 1e-9);
    expect(error?.off).toBeLessThan(0.16);
  });

  test("holds nothing back of less than three weeks", () => {
    const history = generated({
      from: "2025-09-08",
      until: "2025-09-20",
      stepMinutes: 60,
      seed: 15,
    });
    expect(fitLoadModel(history, YEARS).error).toBeUndefined();
  });
});

/** Its days' means, cut into hours again, as days are read. */
function coarse(history: History): History {
  const values = history.values.map((_, i) => {
    const day = history.values.slice(i - (i % 24), i - (i % 24) + 24);
    return day.reduce((sum, value) => sum + value, 0) / day.length;
  });
  return { ...history, values, resolvedMinutes: 1440 };
}

describe("coarser", () => {
  test("takes means of whole quarters, and knows none where a minute is unknown", () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => i);
    values[45] = Number.NaN;
    const startMs = Date.UTC(2025, 0, 1, 0, 5);
    const history = { zone: "UTC", stepMinutes: 1, resolvedMinutes: 1, startMs, values };
    const quarters = coarser(history, 15);
    expect(quarters.startMs).toBe(Date.UTC(2025, 0, 1, 0, 15));
    expect(Array.from(quarters.values)).toEqual([17, 32, Number.NaN]);
    expect(coarser({ ...history, stepMinutes: 30 }, 15).stepMinutes).toBe(30);
  });
});

describe("foretelling", () => {
  const model: LoadModel = {
    ...TRUTH,
    bell: { minute: 480, times: 3, before: 5, after: 10 },
    gradeOpening: { rpsPerThousandPupils: 100, halfLifeMinutes: 20 },
    growth: { perYear: 0.5, fromDay: Date.UTC(2025, 8, 1) / 86_400_000 },
  };
  const from = Temporal.Instant.from("2025-12-15T23:00Z");

  test("gives the plan's quarters the worst of the minutes that a history shows", () => {
    const quarters = siteDemand({ model, calendar: YEARS, horizon: horizonFrom(from, 96 * 7) });
    const minutes = stepDemand({
      ...{ model, calendar: YEARS },
      steps: { startMs: from.epochMilliseconds, stepMinutes: 1, steps: 1440 * 7 },
    });
    quarters.median.forEach((load, quarter) => {
      const worst = Math.max(...minutes.subarray(quarter * 15, quarter * 15 + 15));
      // A surge is met at its top, which the mean of its first minute misses.
      expect(Math.abs(load / worst - 1)).toBeLessThan(0.02);
    });
    expect(demandQuantile(quarters, 0.99)[40]).toBeGreaterThan(quarters.median[40] as number);
  });

  test("gives a step the mean of its minutes", () => {
    const startMs = from.epochMilliseconds;
    const of = { model, calendar: YEARS };
    const hours = stepDemand({ ...of, steps: { startMs, stepMinutes: 60, steps: 168 } });
    const minutes = stepDemand({ ...of, steps: { startMs, stepMinutes: 1, steps: 168 * 60 } });
    hours.forEach((load, hour) => {
      const mean =
        minutes.subarray(hour * 60, hour * 60 + 60).reduce((sum, one) => sum + one, 0) / 60;
      expect(load).toBeCloseTo(mean, 6);
    });
  });

  test("knows nothing of days without a calendar", () => {
    const startMs = Date.UTC(2026, 5, 12, 12);
    const steps = { startMs, stepMinutes: 60, steps: 24 };
    const known = Array.from(
      stepDemand({ model, calendar: YEARS, steps }),
      (load) => !Number.isNaN(load),
    );
    expect(known).toEqual(Array.from({ length: 24 }, (_, i) => i < 10));
  });
});
