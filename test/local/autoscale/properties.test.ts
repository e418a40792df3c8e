import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { CompiledRule } from "../../../local/autoscale/compile.ts";
import { compile } from "../../../local/autoscale/compile.ts";
import {
  type AutoscaleState,
  type Decision,
  evaluate,
  stateAfter,
} from "../../../local/autoscale/evaluate.ts";
import { explain } from "../../../local/autoscale/explain.ts";
import { MetricTable } from "../../../local/autoscale/metrics.ts";
import { fires } from "../../../local/autoscale/rules.ts";
import {
  type AutoscaleProperties,
  OPERATORS,
  SCALE_TYPES,
  type ScaleRule,
  STATISTICS,
  TIME_AGGREGATIONS,
} from "../../../local/autoscale/setting.ts";
import { dates, inward, limits, MINUTE, out, profile, RESOURCE, weekly } from "./settings.ts";

const DAY = 1440;
const START = Date.UTC(2026, 2, 28, 12);
const METRICS = ["Percentage CPU", "Requests"];

const anyRule: fc.Arbitrary<ScaleRule> = fc
  .record({
    make: fc.constantFrom(out, inward),
    operator: fc.constantFrom(...OPERATORS),
    threshold: fc.integer({ min: 0, max: 100 }),
    words: fc.record({
      metricName: fc.constantFrom(...METRICS),
      statistic: fc.constantFrom(...STATISTICS),
      timeAggregation: fc.constantFrom(...TIME_AGGREGATIONS),
      timeWindow: fc.constantFrom("PT5M", "PT10M", "PT1H"),
      dividePerInstance: fc.boolean(),
      type: fc.constantFrom(...SCALE_TYPES),
      value: fc.integer({ min: 1, max: 60 }).map(String),
      cooldown: fc.constantFrom("PT1M", "PT5M", "PT30M"),
    }),
  })
  .map(({ make, operator, threshold, words }) => make(operator, threshold, words));

const anyLimits = fc
  .array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 })
  .map((numbers) => {
    const [minimum = 0, fallback = 0, maximum = 0] = numbers.toSorted((a, b) => a - b);
    return limits(minimum, maximum, fallback);
  });

const anySetting: fc.Arbitrary<AutoscaleProperties> = fc
  .record({
    enabled: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
    rules: fc.array(fc.array(anyRule, { maxLength: 5 }), { minLength: 4, maxLength: 4 }),
    capacities: fc.array(anyLimits, { minLength: 4, maxLength: 4 }),
    hours: fc.array(fc.integer({ min: 0, max: 23 }), { minLength: 2, maxLength: 2 }),
  })
  .map(({ enabled, rules, capacities, hours }) => {
    const schedules = [
      {},
      weekly(["Saturday", "Sunday"], `${hours[0]}:30`, "W. Europe Standard Time"),
      weekly(["Saturday", "Sunday"], `${hours[1]}:00`, "GMT Standard Time"),
      dates("2026-03-29T01:00:00", "2026-03-29T04:00:00", "W. Europe Standard Time"),
    ];
    const profiles = schedules.map((schedule, index) =>
      profile(`${index}`, rules[index], {
        ...schedule,
        capacity: capacities[index] ?? limits(0, 1, 0),
      }),
    );
    return { enabled, profiles };
  });

/** Some of a day's minutes have no value. */
const anyDay = fc.array(
  fc.record({ load: fc.integer({ min: 0, max: 4000 }), minutes: fc.integer({ min: 1, max: 200 }) }),
  { minLength: 5, maxLength: 40 },
);

interface Day {
  readonly properties: AutoscaleProperties;
  readonly loads: readonly { readonly load: number; readonly minutes: number }[];
  readonly count: number;
}

const anyRun: fc.Arbitrary<Day> = fc.record({
  properties: anySetting,
  loads: anyDay,
  count: fc.integer({ min: 0, max: 60 }),
});

/**
 * A day at steps of a minute, which a load drives whose share each instance takes.
 *
 * @param look sees each decision while its profile still holds what was read for it.
 */
function throughDay(
  { properties, loads, count }: Day,
  look: (decision: Decision) => void = () => {},
): readonly Decision[] {
  const compiled = compile(properties);
  const table = new MetricTable();
  const minutes = loads.flatMap(({ load, minutes }) => Array<number>(minutes).fill(load));
  let state: AutoscaleState = { count };
  return minutes.slice(0, DAY).map((load, step) => {
    const nowMs = START + step * MINUTE;
    if (load > 500) {
      const share = Math.min(100, load / Math.max(1, state.count));
      table.ensure("Percentage CPU", RESOURCE).setValue(nowMs / MINUTE - 1, share);
      table.ensure("Requests", RESOURCE).setValue(nowMs / MINUTE - 1, load / 20);
    }
    const decision = evaluate(compiled, state, table, nowMs);
    look(decision);
    state = stateAfter(compiled, state, decision);
    return decision;
  });
}

test("leaves no count outside the limits, and goes one way at a time", () => {
  fc.assert(
    fc.property(anyRun, (day) => {
      for (const { action, from, to, profile: active, reason } of throughDay(day)) {
        const way = to > from ? "out" : to < from ? "in" : "none";
        if (action !== way) throw new Error(`${action} from ${from} to ${to}`);
        if (reason === "disabled") {
          expect(to).toBe(from);
          continue;
        }
        const { minimum, maximum } = active ?? { minimum: 0, maximum: 0 };
        if (to < minimum || to > maximum)
          throw new Error(`${to} is outside ${minimum}, ${maximum}`);
        if (from < minimum && reason !== "below-minimum") throw new Error(reason);
        if (from > maximum && reason !== "above-maximum") throw new Error(reason);
      }
    }),
    { numRuns: 20 },
  );
});

/** Whether a rule would fire if `to` instances shared what `from` carry now. */
function firesWith(rule: CompiledRule, { profile: active, from, to }: Decision): boolean {
  const metric = active?.values[rule.query] ?? Number.NaN;
  const now = rule.divided ? metric / Math.max(1, from) : metric;
  return fires(rule, rule.projected && now !== 0 ? (now * from) / to : now);
}

/** Rules whose thresholds lie close: nearly every scale-in would be taken back. */
const flappyRun: fc.Arbitrary<Day> = fc
  .record({
    outAbove: fc.integer({ min: 30, max: 80 }),
    gap: fc.integer({ min: -10, max: 30 }),
    step: fc.integer({ min: 1, max: 12 }).map(String),
    statistic: fc.constantFrom(...STATISTICS),
    dividePerInstance: fc.boolean(),
    loads: anyDay,
    count: fc.integer({ min: 2, max: 40 }),
  })
  .map(({ outAbove, gap, step, statistic, dividePerInstance, loads, count }) => {
    const words = { value: step, cooldown: "PT1M", timeWindow: "PT5M" };
    const rules = [
      out("GreaterThan", outAbove, words),
      out("GreaterThanOrEqual", outAbove + 10, { ...words, statistic, dividePerInstance }),
      inward("LessThan", outAbove - gap, words),
    ];
    return {
      properties: {
        enabled: true,
        profiles: [profile("flappy", rules, { capacity: limits(1, 40, 2) })],
      },
      loads,
      count,
    };
  });

test("never scales by a rule in a cool-down, and reduces a scale-in that would flap", () => {
  fc.assert(
    fc.property(fc.oneof(anyRun, flappyRun), (day) => {
      let quietUntil = Number.NEGATIVE_INFINITY;
      for (const { atMs, action, rule, reason, wanted, to } of throughDay(day)) {
        if (reason === "flapping-reduced" && to <= wanted) throw new Error(`${to}, ${wanted}`);
        if (action === "none" || rule === undefined) continue;
        if (atMs < quietUntil) throw new Error(`${reason} before ${quietUntil}`);
        quietUntil = atMs + rule.cooldownMs;
      }
    }),
    { numRuns: 20 },
  );
});

test("never scales in by a rule to where another would scale out", () => {
  let inwards = 0;
  const check = (decision: Decision): void => {
    if (decision.action !== "in" || decision.rule === undefined) return;
    const again = decision.profile?.out.find((rule) => firesWith(rule, decision));
    if (again !== undefined) throw new Error(`rule ${again.index} fires with ${decision.to}`);
    inwards += 1;
  };
  fc.assert(
    fc.property(fc.oneof(anyRun, flappyRun), (day) => {
      throughDay(day, check);
    }),
    { numRuns: 30 },
  );
  expect(inwards).toBeGreaterThan(0);
});

test("decides the same for the same day again", () => {
  fc.assert(
    fc.property(anyRun, (day) => {
      const tell = (decision: Decision): string => `${decision.atMs} ${explain(decision)}`;
      expect(throughDay(day).map(tell)).toEqual(throughDay(day).map(tell));
    }),
    { numRuns: 10 },
  );
});

test("runs through a whole year at steps of a minute", () => {
  const rules = [
    out("GreaterThan", 70, { value: "2" }),
    inward("LessThan", 35, { cooldown: "PT10M" }),
  ];
  const zone = "W. Europe Standard Time";
  const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
  const compiled = compile({
    enabled: true,
    profiles: [
      { ...profile("day", rules, weekly(weekdays, "07:00", zone)), capacity: limits(4, 12, 6) },
      { ...profile("night", rules, weekly(weekdays, "18:00", zone)), capacity: limits(2, 6, 3) },
      {
        ...profile("grades", rules, dates("2026-12-07T00:00:00", "2026-12-21T00:00:00", zone)),
        capacity: limits(8, 20, 10),
      },
    ],
  });
  const table = new MetricTable();
  const series = table.ensure("Percentage CPU", RESOURCE);
  const first = Date.UTC(2026, 0, 1) / MINUTE;
  const minutesOf = new Map<string | undefined, number>();
  let state: AutoscaleState = { count: 2 };
  let actions = 0;
  let outside = 0;
  for (let step = 0; step < 365 * DAY; step += 1) {
    const load = 300 * (1 - Math.cos((2 * Math.PI * step) / DAY));
    series.setValue(first + step, Math.min(100, load / state.count));
    const decision = evaluate(compiled, state, table, (first + step + 1) * MINUTE);
    const { profile: active, to } = decision;
    minutesOf.set(active?.name, (minutesOf.get(active?.name) ?? 0) + 1);
    if (active === undefined || to < active.minimum || to > active.maximum) outside += 1;
    if (decision.action !== "none") actions += 1;
    state = stateAfter(compiled, state, decision);
  }
  expect(outside).toBe(0);
  expect(actions).toBeGreaterThan(365);
  // 261 weekdays of eleven hours, less the ten of the grades.
  expect(Object.fromEntries(minutesOf)).toEqual({
    grades: 14 * DAY,
    day: 251 * 11 * 60,
    night: 365 * DAY - 14 * DAY - 251 * 11 * 60,
  });
});
