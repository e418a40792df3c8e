import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { MetricTable, MinuteSeries, type Query } from "../../../local/autoscale/metrics.ts";
import { STATISTICS, TIME_AGGREGATIONS } from "../../../local/autoscale/setting.ts";

const FIRST = 29_000_000;

function query(words: Partial<Query> = {}): Query {
  return {
    metricName: "Percentage CPU",
    resourceUri: "/vmss",
    statistic: "Average",
    timeAggregation: "Average",
    grain: 1,
    window: 5,
    ...words,
  };
}

/** Five minutes, each of two instances: 10 and 20, 20 and 40, and so on. */
function twoInstances(): MinuteSeries {
  const series = new MinuteSeries();
  for (let step = 1; step <= 5; step += 1) {
    series.set(FIRST + step - 1, 2, 30 * step, 10 * step, 20 * step);
  }
  return series;
}

test.each([
  ["Average", 15, 75, 45, 225, 75],
  ["Min", 10, 50, 30, 150, 50],
  ["Max", 20, 100, 60, 300, 100],
  ["Sum", 30, 150, 90, 450, 150],
  ["Count", 2, 2, 2, 10, 2],
] as const)(
  "combines %s over the instances, then over time",
  (statistic, minimum, maximum, average, total, last) => {
    const read = (timeAggregation: Query["timeAggregation"]): number =>
      twoInstances().read(query({ statistic, timeAggregation }), FIRST + 5);
    expect(TIME_AGGREGATIONS.map(read)).toEqual([average, minimum, maximum, total, 5, last]);
  },
);

test("takes the highest of the averages: the document's example", () => {
  const series = twoInstances();
  const words = { statistic: "Average", timeAggregation: "Maximum" } as const;
  expect(series.read(query(words), FIRST + 5)).toBe(75);
});

test.each([
  ["Average", (30 + 60 + 90 + 120) / 8],
  ["Min", 10],
  ["Max", 80],
  ["Sum", 300],
  ["Count", 8],
] as const)("combines %s over the minutes of a longer time grain", (statistic, value) => {
  const words = { statistic, grain: 4, window: 4, timeAggregation: "Last" } as const;
  expect(twoInstances().read(query(words), FIRST + 4)).toBe(value);
});

test("counts time grains back from the window's end and leaves a broken one out", () => {
  const words = { statistic: "Sum", grain: 2, window: 5, timeAggregation: "Total" } as const;
  expect(twoInstances().read(query(words), FIRST + 5)).toBe(60 + 90 + 120 + 150);
});

describe("gaps", () => {
  test("reads what there is, and NaN where there is nothing", () => {
    const series = new MinuteSeries();
    expect(series.read(query(), FIRST)).toBeNaN();
    series.setValue(FIRST, 40);
    series.setValue(FIRST + 3, 60);
    expect(series.read(query(), FIRST + 4)).toBe(50);
    expect(series.read(query({ timeAggregation: "Count" }), FIRST + 4)).toBe(2);
    expect(series.read(query({ timeAggregation: "Last" }), FIRST + 6)).toBe(60);
    expect(series.read(query(), FIRST)).toBeNaN();
    expect(series.read(query(), FIRST + 9)).toBeNaN();
  });

  test("forgets minutes that a ring's slot held before", () => {
    const series = new MinuteSeries(8);
    for (let step = 0; step < 8; step += 1) series.setValue(FIRST + step, 1);
    series.setValue(FIRST + 12, 9);
    expect(series.read(query({ window: 8, timeAggregation: "Count" }), FIRST + 13)).toBe(4);
    expect(series.read(query({ window: 12, timeAggregation: "Count" }), FIRST + 8)).toBe(3);
    expect(() => series.setValue(FIRST + 4, 1)).toThrow("is no longer kept");
    series.setValue(FIRST + 5, 7);
    expect(series.read(query({ window: 5, timeAggregation: "Maximum" }), FIRST + 8)).toBe(7);
    series.setValue(FIRST + 500, 3);
    expect(series.read(query({ window: 8, timeAggregation: "Count" }), FIRST + 501)).toBe(1);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %d", (value) => {
    expect(() => new MinuteSeries().setValue(FIRST, value)).toThrow("has no finite values");
  });
});

test("reads what a plain list of the same minutes gives", () => {
  const minutes = fc.array(
    fc.record({
      skip: fc.integer({ min: 1, max: 4 }),
      values: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 40 },
  );
  const words = fc.record({
    statistic: fc.constantFrom(...STATISTICS),
    timeAggregation: fc.constantFrom(...TIME_AGGREGATIONS),
    grain: fc.integer({ min: 1, max: 5 }),
    window: fc.integer({ min: 5, max: 30 }),
  });
  fc.assert(
    fc.property(minutes, words, fc.integer({ min: 0, max: 80 }), (given, asked, end) => {
      const series = new MinuteSeries(256);
      const plain = new Map<number, readonly number[]>();
      let minute = FIRST;
      for (const { skip, values } of given) {
        minute += skip;
        const total = values.reduce((sum, value) => sum + value, 0);
        series.set(minute, values.length, total, Math.min(...values), Math.max(...values));
        plain.set(minute, values);
      }
      const expected = plainly(plain, asked, FIRST + end);
      const found = series.read(query(asked), FIRST + end);
      if (Number.isNaN(expected)) expect(found).toBeNaN();
      else expect(found).toBeCloseTo(expected, 9);
    }),
  );
});

type Words = Pick<Query, "statistic" | "timeAggregation" | "grain" | "window">;

function plainly(minutes: Map<number, readonly number[]>, asked: Words, end: number): number {
  const samples: number[] = [];
  for (let grain = 1; grain * asked.grain <= asked.window; grain += 1) {
    const from = end - grain * asked.grain;
    const values = Array.from({ length: asked.grain }, (_, step) => minutes.get(from + step) ?? []);
    if (values.flat().length > 0) samples.push(combined(values.flat(), asked.statistic));
  }
  if (samples.length === 0) return Number.NaN;
  if (asked.timeAggregation === "Last") return samples[0] as number;
  return combined(samples, asked.timeAggregation);
}

function combined(values: readonly number[], how: string): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (how === "Average") return sum / values.length;
  if (how === "Count") return values.length;
  if (how.startsWith("Min")) return Math.min(...values);
  return how.startsWith("Max") ? Math.max(...values) : sum;
}

test("keeps series apart by name and resource, whatever the case of an id", () => {
  const table = new MetricTable();
  const one = table.ensure("Percentage CPU", "/Subscriptions/S/vmss");
  expect(table.ensure("Percentage CPU", "/subscriptions/s/VMSS")).toBe(one);
  expect(table.series("Percentage CPU", "/subscriptions/s/vmss")).toBe(one);
  expect(table.series("Network In", "/subscriptions/s/vmss")).toBeUndefined();
  expect(table.ensure("Network In", "/subscriptions/s/vmss")).not.toBe(one);
});
