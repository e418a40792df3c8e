import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { assumedWeb } from "../../../../infra/season/capacity/assumed-capacity.ts";
import { clonesAhead, type WebCapacity } from "../../../../infra/season/capacity/web.ts";
import { leftAfterZoneLoss } from "../../../../infra/season/capacity/zones.ts";
import { azureSchedule } from "../../../../infra/season/profiles/azure-schedule.ts";
import { compileProfiles } from "../../../../infra/season/profiles/compile-profiles.ts";
import { floorNeed } from "../../../../infra/season/profiles/floor-need.ts";
import type { ProfileSet } from "../../../../infra/season/profiles/profile-set.ts";
import { RULES } from "../../../../infra/season/profiles/rules.ts";
import { compile } from "../../../../local/autoscale/compile.ts";
import { type AutoscaleState, evaluate, stateAfter } from "../../../../local/autoscale/evaluate.ts";
import { MetricTable } from "../../../../local/autoscale/metrics.ts";
import { inward, out, RESOURCE } from "../../../local/autoscale/settings.ts";
import { quiet } from "./replay.ts";

const WEB: WebCapacity = assumedWeb(4, { zones: 3, minimum: 3, maximum: 400 });
const MINUTE_MS = 60_000;
const DAYS = 4;
/** Minutes of a clone until it reports, and until it takes its share. */
const BOOT = 5;
const SERVES = 10;

/** Loads of each minute of some school days from a Monday: a smooth day, a bell at 8, an opening on Wednesday at 9. */
function minuteLoads({ peak, bell, opening, night }: Shape): Float64Array {
  const loads = new Float64Array(DAYS * 1440);
  for (let minute = 0; minute < loads.length; minute++) {
    const hour = (minute % 1440) / 60;
    const smooth = Math.max(night, Math.sin((Math.PI * (hour - 5)) / 18));
    const toBell = Math.abs(hour * 60 - 480);
    const rung = toBell <= 5 ? bell : Math.max(1, bell * (1 - (toBell - 5) / 5));
    const since = minute - (2 * 1440 + 540);
    const opened = since < 0 ? 0 : opening * 2 ** (-since / 20);
    loads[minute] = peak * (smooth * rung + opened);
  }
  return loads;
}

interface Shape {
  /** Requests a second. */
  readonly peak: number;
  /** Multiples of the load at 8. */
  readonly bell: number;
  /** Parts of the peak. */
  readonly opening: number;
  readonly night: number;
}

/**
 * The first minute, from the second day on, in which the clones that serve don't carry the load: those
 * that `left` says are left of them.
 */
function firstTooFew(
  set: ProfileSet,
  loads: Float64Array,
  left: (serving: number) => number,
): number {
  const setting = compile({
    enabled: true,
    profiles: set.profiles.map(({ name, floor, ceiling, schedule }) => ({
      name,
      capacity: { minimum: `${floor}`, maximum: `${ceiling}`, default: `${floor}` },
      rules: [
        out("GreaterThan", RULES.outAbove, { value: `${RULES.stepOut}`, cooldown: "PT5M" }),
        inward("LessThan", RULES.inBelow, { value: `${RULES.stepIn}`, cooldown: "PT10M" }),
      ],
      ...azureSchedule(schedule),
    })),
  });
  const from = set.horizon.from.epochMilliseconds;
  const table = new MetricTable();
  const cpu = table.ensure("Percentage CPU", RESOURCE);
  let state: AutoscaleState = { count: set.floors[0] as number };
  /** When each clone was ordered, the oldest first. */
  const ordered = Array<number>(state.count).fill(-SERVES);
  for (let minute = 0; minute < loads.length; minute++) {
    const now = from + minute * MINUTE_MS;
    const decision = evaluate(setting, state, table, now);
    state = stateAfter(setting, state, decision);
    while (ordered.length < state.count) ordered.push(minute);
    ordered.length = state.count;
    const older = (age: number): number => ordered.filter((at) => at + age <= minute).length;
    const serving = older(SERVES);
    const load = loads[minute] as number;
    const busy = Math.min(serving, load / WEB.rpsPerClone);
    cpu.setValue(now / MINUTE_MS, (100 * busy) / older(BOOT));
    if (minute < 1440) continue;
    if (load > left(serving) * WEB.rpsPerClone + 1e-6) return minute;
  }
  return -1;
}

function planned(loads: Float64Array): ProfileSet {
  const rps = new Float64Array(DAYS * 96);
  for (let i = 0; i < rps.length; i++) {
    rps[i] = Math.max(...loads.subarray(i * 15, (i + 1) * 15));
  }
  return compileProfiles({
    ...quiet("is", "2026-11-23T12:00", DAYS),
    floorNeed: floorNeed(rps, WEB),
    need: clonesAhead(rps, WEB),
  });
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  peak: fc.integer({ min: 50, max: 8000 }),
  bell: fc.double({ min: 1, max: 4, noNaN: true }),
  opening: fc.double({ min: 0, max: 2, noNaN: true }),
  night: fc.constantFrom(0.02, 0.1, 0.3),
});

test("carries every minute of the planned load by floors and rules, a zone lost at any of them", () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const loads = minuteLoads(shape);
      const left = (serving: number): number => leftAfterZoneLoss(serving, WEB.zones);
      expect(firstTooFew(planned(loads), loads, left)).toBe(-1);
    }),
    { numRuns: 30 },
  );
});

test("carries every minute of a load that is less than planned", () => {
  fc.assert(
    fc.property(shapes, fc.double({ min: 0.3, max: 1, noNaN: true }), (shape, part) => {
      const loads = minuteLoads(shape);
      const real = loads.map((load) => load * part);
      expect(firstTooFew(planned(loads), real, (serving) => serving)).toBe(-1);
    }),
    { numRuns: 30 },
  );
});
