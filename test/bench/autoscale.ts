import { type CompiledSetting, compile } from "../../local/autoscale/compile.ts";
import { type AutoscaleState, evaluate, stateAfter } from "../../local/autoscale/evaluate.ts";
import { MinuteSeries } from "../../local/autoscale/metrics.ts";
import type {
  AutoscaleProfile,
  Direction,
  Operator,
  ScaleRule,
} from "../../local/autoscale/setting.ts";
import { median } from "./timing.ts";

/** A year of one scale set at 1-minute steps. */
const STEPS = 525_600;
const START_MINUTE = Date.UTC(2026, 0, 1) / 60_000;
const RUNS = 9;

/** A year through the core against a bare loop over the same array. */
export interface AutoscaleResult {
  readonly what: string;
  /** Nanoseconds a step, medians. */
  readonly core: number;
  readonly bare: number;
  /** Median of core / bare, pair by pair. */
  readonly ratio: number;
  readonly least: number;
  readonly most: number;
  /** Scale actions in the year: what the core did. */
  readonly actions: number;
  /** Bytes that the heap grew by from the end of one year to the end of ten. */
  readonly grown: number;
}

/** Times the core and the bare loop in turn, A B A B …, after runs of each that don't count. */
export function benchAutoscale(runs = RUNS): readonly AutoscaleResult[] {
  const load = yearOfLoad();
  const settings: readonly (readonly [string, CompiledSetting])[] = [
    ["one profile", compile({ enabled: true, profiles: [profile("default")] })],
    ["recurrences and fixed dates", compile({ enabled: true, profiles: seasonal() })],
  ];
  return settings.map(([what, setting]) => measure(what, setting, load, runs));
}

function measure(
  what: string,
  setting: CompiledSetting,
  load: Float64Array,
  runs: number,
): AutoscaleResult {
  let actions = 0;
  const pairs: (readonly [number, number])[] = [];
  for (let run = -2; run < runs; run += 1) {
    const core = time(() => {
      actions = throughCore(setting, load);
    });
    const bare = time(() => {
      throughBareLoop(load);
    });
    if (run >= 0) pairs.push([core, bare]);
  }
  const ratios = pairs.map(([core, bare]) => core / bare);
  return {
    what,
    core: median(pairs.map(([core]) => core)),
    bare: median(pairs.map(([, bare]) => bare)),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
    actions,
    grown: growth(setting, load),
  };
}

/** Nanoseconds a step. */
function time(run: () => void): number {
  const started = performance.now();
  run();
  return ((performance.now() - started) * 1e6) / STEPS;
}

function throughCore(setting: CompiledSetting, load: Float64Array): number {
  const cpu = new MinuteSeries();
  const reader = { series: (): MinuteSeries => cpu };
  let state: AutoscaleState = { count: 4 };
  let actions = 0;
  for (let step = 0; step < load.length; step += 1) {
    const minute = START_MINUTE + step;
    cpu.setValue(minute, (load[step] as number) / state.count);
    const decision = evaluate(setting, state, reader, (minute + 1) * 60_000);
    if (decision.action !== "none") {
      state = stateAfter(setting, state, decision);
      actions += 1;
    }
  }
  return actions;
}

/** The least that such a loop could do: one read, one division and two comparisons a step. */
function throughBareLoop(load: Float64Array): number {
  let count = 4;
  for (let step = 0; step < load.length; step += 1) {
    const cpu = (load[step] as number) / count;
    if (cpu > 70 && count < 10) count += 1;
    else if (cpu < 30 && count > 2) count -= 1;
  }
  return count;
}

function growth(setting: CompiledSetting, load: Float64Array): number {
  throughCore(setting, load);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let year = 0; year < 10; year += 1) throughCore(setting, load);
  globalThis.gc?.();
  return process.memoryUsage().heapUsed - before;
}

/** Percent of one instance's CPU: quiet nights, busy days, with some noise that is always the same. */
function yearOfLoad(): Float64Array {
  let seed = 1;
  return Float64Array.from({ length: STEPS }, (_, step) => {
    seed = (seed * 48_271) % 2_147_483_647;
    const day = Math.sin(((step % 1440) / 1440) * 2 * Math.PI - Math.PI / 2);
    return 200 + 170 * day + 30 * (seed / 2_147_483_647);
  });
}

function seasonal(): readonly AutoscaleProfile[] {
  const timeZone = "W. Europe Standard Time";
  const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
  const weekly = (hour: number): Pick<AutoscaleProfile, "recurrence"> => ({
    recurrence: {
      frequency: "Week",
      schedule: { timeZone, days: weekdays, hours: [hour], minutes: [0] },
    },
  });
  const dates = (start: string, end: string): Pick<AutoscaleProfile, "fixedDate"> => ({
    fixedDate: { timeZone, start, end },
  });
  return [
    profile("default"),
    { ...profile("school day"), ...weekly(7) },
    { ...profile("evening"), ...weekly(18) },
    { ...profile("grades, spring"), ...dates("2026-05-25T00:00:00", "2026-06-12T00:00:00") },
    { ...profile("semester"), ...dates("2026-08-17T00:00:00", "2026-08-31T00:00:00") },
    { ...profile("grades, autumn"), ...dates("2026-12-07T00:00:00", "2026-12-21T00:00:00") },
  ];
}

function profile(name: string): AutoscaleProfile {
  return {
    name,
    capacity: { minimum: "2", maximum: "10", default: "4" },
    rules: [cpuRule("GreaterThan", 70, "Increase"), cpuRule("LessThan", 30, "Decrease")],
  };
}

function cpuRule(operator: Operator, threshold: number, direction: Direction): ScaleRule {
  return {
    metricTrigger: {
      metricName: "Percentage CPU",
      metricResourceUri: "/vmss",
      timeGrain: "PT1M",
      statistic: "Average",
      timeWindow: "PT10M",
      timeAggregation: "Average",
      operator,
      threshold,
    },
    scaleAction: { direction, type: "ChangeCount", value: "1", cooldown: "PT10M" },
  };
}

if (import.meta.main) {
  for (const result of benchAutoscale()) {
    const { what, core, bare, ratio, least, most, actions, grown } = result;
    console.log(
      `${what}: core ${core.toFixed(1)} ns a step, bare loop ${bare.toFixed(2)} ns, ratio ${ratio.toFixed(0)}` +
        ` (${least.toFixed(0)} … ${most.toFixed(0)}), ${actions} scale actions, heap grew ${grown} bytes in 10 years`,
    );
  }
}
