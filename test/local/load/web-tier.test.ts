import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { mergeGroups, newGroup, stepFleet } from "../../../local/load/fleet.ts";
import { quietGateway } from "../../../local/load/gateway.ts";
import {
  emptyMinuteFigures,
  latencyPercentile95,
  latencyPercentile99,
} from "../../../local/load/minute-figures.ts";
import { DEFAULT_MODEL } from "../../../local/load/model.ts";
import {
  type Clone,
  initialState,
  type MinuteResult,
  step,
  type WebTierState,
} from "../../../local/load/web-tier.ts";

/** Enough for any load here, so that the gateway refuses nothing. */
const WIDE = { minimum: 125, maximum: 125 };
/** What one warm Standard_D4s_v5 carries a second at full use. */
const FULL = 100;
const LONG_AGO = 0;
const NOW = 1000;

function clone(id: string, readySinceMinute = LONG_AGO, vcpus = 4): Clone {
  return { id, vcpus, readySinceMinute };
}

function warm(count: number): Clone[] {
  return Array.from({ length: count }, (_, i) => clone(`warm-${i}`));
}

/** Minutes one after another from NOW on, under the same load. */
function play(
  minutes: number,
  rps: number,
  clones: readonly Clone[],
  gateway = WIDE,
  from: WebTierState = initialState(gateway),
): MinuteResult[] {
  const results: MinuteResult[] = [];
  let state = from;
  for (let i = 0; i < minutes; i++) {
    const result = step(state, { minute: NOW + i, rps, clones, gateway });
    results.push(result);
    state = result.nextState;
  }
  return results;
}

function one(rps: number, clones: readonly Clone[], gateway = WIDE): MinuteResult {
  return play(1, rps, clones, gateway)[0] as MinuteResult;
}

function inRotation(results: readonly MinuteResult[]): number[] {
  return results.map(({ figures }) => figures.clonesInRotation);
}

test("runs a warm Standard_D4s_v5 at half its CPU with 50 requests a second, and an idle base", () => {
  const { perClone, figures } = one(50, warm(1));
  expect(perClone[0]?.cpuPercent).toBeCloseTo(3 + 97 * 0.5, 10);
  expect(figures.served).toBeCloseTo(3000, 8);
  expect(one(0, warm(1)).perClone[0]).toEqual({
    id: "warm-0",
    inRotation: true,
    cpuPercent: 3,
    served: 0,
    refused: 0,
    meanMs: 0,
    p95Ms: 0,
    p99Ms: 0,
    knockedOut: false,
  });
});

test("gives every clone in rotation an equal share, whatever its size", () => {
  const { perClone } = one(120, [clone("small", LONG_AGO, 2), clone("large", LONG_AGO, 16)]);
  expect(perClone.map(({ served, refused }) => served + refused)).toEqual([
    expect.closeTo(3600, 8),
    expect.closeTo(3600, 8),
  ]);
  expect(perClone[0]?.cpuPercent).toBeGreaterThan(99);
  expect(perClone[1]?.cpuPercent).toBeCloseTo(3 + 97 * 0.15, 8);
});

test("serves slower from a cold clone, and ever faster until it is warm", () => {
  const cold = clone("cold", NOW);
  const results = play(8, 100, [cold, ...warm(1)]);
  const cpu = results.map(({ perClone }) => perClone[0]?.cpuPercent as number);
  const speeds = [0.7, 0.76, 0.82, 0.88, 0.94, 1, 1, 1];
  for (const [minute, speed] of speeds.entries()) {
    expect(cpu[minute]).toBeCloseTo(3 + (97 * 0.5) / speed, 8);
  }
});

test("keeps a clone out of rotation until it is ready", () => {
  const results = play(3, 40, [clone("booting", NOW + 2), ...warm(1)]);
  expect(inRotation(results)).toEqual([1, 1, 2]);
  expect(results.map(({ figures }) => figures.clonesOut)).toEqual([1, 1, 0]);
});

function rotationSeconds(results: readonly MinuteResult[]): number[] {
  return inRotation(results).map((clones) => Math.round(clones * 60));
}

test("knocks a cold clone out that comes into full load, each time anew, while the others stand", () => {
  const results = play(6, 10 * 0.8 * FULL, [clone("cold", NOW), ...warm(9)]);
  // 30 s until its probes have failed three times, 5.7 s until its queue is served: the next probe,
  // 10 s after the last, finds it well.
  expect(rotationSeconds(results)).toEqual([590, 580, 590, 580, 590, 580]);
  expect(results.every(({ perClone }) => perClone[0]?.knockedOut)).toBe(true);
  expect(results.some(({ perClone }) => perClone[1]?.knockedOut)).toBe(false);
  const [first] = results as [MinuteResult];
  expect(first.perClone[0]?.meanMs).toBeGreaterThan(5000);
  expect(first.figures.refusedByClones).toBeGreaterThan(0);
  expect(first.figures.refusedByClones).toBeCloseTo(first.perClone[0]?.refused ?? 0, 6);
});

test("keeps the CPU of clones that come and go above what scales them out, whatever the probe's interval", () => {
  for (const intervalSeconds of [5, 10, 15, 30]) {
    const model = { ...DEFAULT_MODEL, probe: { ...DEFAULT_MODEL.probe, intervalSeconds } };
    let state = initialState(WIDE, model);
    let cpu = 0;
    for (let minute = NOW; minute < NOW + 60; minute++) {
      const result = step(state, { minute, rps: 900, clones: warm(4), gateway: WIDE }, model);
      cpu += (result.perClone[0]?.cpuPercent ?? 0) / 60;
      state = result.nextState;
    }
    expect(cpu).toBeGreaterThan(65);
    expect(cpu).toBeLessThan(95);
  }
});

test("lets a clone that was taken out work until its queue is served", () => {
  const results = play(1, 900, warm(4));
  // 30 s at full use, then 4 s of queue; out to the 40th second, cold and full again.
  expect(results[0]?.perClone[0]?.cpuPercent).toBeCloseTo(3 + (97 * (30 + 4 + 20)) / 60, 6);
  expect(results[0]?.figures.refusedWithoutClone).toBeCloseTo(900 * 10, 6);
});

test("plays a minute in which nothing fails as one step, and comes to the same in steps of a probe", () => {
  const groups = (): ReturnType<typeof newGroup>[] => [newGroup(4, 4, 0), newGroup(1, 8, 0)];
  const failing = groups();
  (failing[0] as ReturnType<typeof newGroup>).failingSeconds = 10;
  const [once, inSteps] = [groups(), failing].map((all) => {
    const figures = emptyMinuteFigures();
    const gateway = quietGateway(WIDE, DEFAULT_MODEL.gateway);
    stepFleet({ groups: all, gateway }, NOW, 300, WIDE, DEFAULT_MODEL, figures);
    return figures;
  });
  for (const [name, value] of Object.entries(once ?? {})) {
    expect(inSteps?.[name as keyof typeof inSteps]).toBeCloseTo(value, 4);
  }
});

test("takes a cold clone in without harm where there is room", () => {
  const results = play(8, 10 * 0.6 * FULL, [clone("cold", NOW), ...warm(9)]);
  expect(inRotation(results)).toEqual(new Array(8).fill(10));
  expect(results.every(({ figures }) => figures.refusedByClones < 1e-3)).toBe(true);
});

test("lets two clones fall one after the other where one is restarted under full load", () => {
  const results = play(10, 2 * 0.8 * FULL, [clone("restarted", NOW + 2), ...warm(1)]);
  // The warm one, which has to carry all, falls first; then both come and go, cold.
  expect(results[0]?.perClone.map(({ knockedOut }) => knockedOut)).toEqual([false, true]);
  for (const { perClone } of results.slice(3)) {
    expect(perClone.some(({ knockedOut }) => knockedOut)).toBe(true);
  }
  expect(results.slice(3).some(({ perClone }) => perClone[0]?.knockedOut)).toBe(true);
  const lost = results.slice(1).map(({ figures }) => 1 - figures.served / figures.arrived);
  expect(Math.min(...lost)).toBeGreaterThan(0.15);
});

test("keeps a warm clone where a cold one beside it is out for a probe's interval only", () => {
  const results = play(8, 2 * 0.8 * FULL, [clone("cold", NOW), ...warm(1)]);
  expect(results.every(({ perClone }) => perClone[0]?.knockedOut)).toBe(true);
  expect(results.some(({ perClone }) => perClone[1]?.knockedOut)).toBe(false);
});

test("leaves the others standing where one of twenty is restarted under full load", () => {
  const results = play(8, 20 * 0.8 * FULL, [clone("restarted", NOW), ...warm(19)]);
  for (const { perClone } of results) {
    expect(perClone.slice(1).every(({ knockedOut }) => !knockedOut)).toBe(true);
  }
});

test("ends a cascade when the load falls", () => {
  const clones = [clone("restarted", NOW), ...warm(1)];
  const fallen = play(6, 160, clones).at(-1) as MinuteResult;
  let state = fallen.nextState;
  let last = fallen;
  for (let minute = NOW + 6; minute < NOW + 12; minute++) {
    last = step(state, { minute, rps: 50, clones, gateway: WIDE });
    state = last.nextState;
  }
  expect(last.figures.clonesInRotation).toBe(2);
  expect(last.figures.refusedByClones).toBeCloseTo(0, 6);
});

test("keeps a warm clone at its limit in rotation: slow, refusing, but answering its probe", () => {
  const results = play(5, 1.2 * FULL, warm(1));
  expect(inRotation(results)).toEqual([1, 1, 1, 1, 1]);
  expect(results[4]?.perClone[0]?.refused).toBeCloseTo(0.2 * FULL * 60, 3);
  expect(results[4]?.perClone[0]?.meanMs).toBeGreaterThan(3500);
});

test("takes as long to take a clone out as the probe's threshold lasts", () => {
  const slow = {
    ...DEFAULT_MODEL,
    probe: { ...DEFAULT_MODEL.probe, intervalSeconds: 30 },
  };
  let state = initialState(WIDE, slow);
  const seen: number[] = [];
  for (let minute = NOW; minute < NOW + 5; minute++) {
    const result = step(state, { minute, rps: 200, clones: warm(1), gateway: WIDE }, slow);
    seen.push(result.figures.clonesInRotation);
    state = result.nextState;
  }
  // Out at 90 s, until the next probe; cold again at 120 s, and out at 210 s.
  expect(seen).toEqual([1, 0.5, 1, 0.5, 1]);
});

test("forgets failing probes once one minute went well", () => {
  const slow = { ...DEFAULT_MODEL, probe: { ...DEFAULT_MODEL.probe, intervalSeconds: 30 } };
  let state = initialState(WIDE, slow);
  for (const [i, rps] of [200, 50, 200, 50].entries()) {
    const result = step(state, { minute: NOW + i, rps, clones: warm(1), gateway: WIDE }, slow);
    expect(result.figures.clonesInRotation).toBe(1);
    state = result.nextState;
  }
});

test("refuses everything with 502 where no clone is in rotation", () => {
  for (const clones of [[], [clone("booting", NOW + 1)]]) {
    const { figures, metrics } = one(10, clones);
    expect(figures.refusedWithoutClone).toBe(600);
    expect(figures.served).toBe(0);
    expect(metrics.gateway.FailedRequests.total).toBe(600);
    expect(metrics.gateway.BackendLastByteResponseTime.count).toBe(0);
    expect(metrics.gateway.BackendLastByteResponseTime.minimum).toBe(0);
    expect(metrics.scaleSet["Percentage CPU"].count).toBe(clones.length);
  }
});

test("lets a clone that became ready anew warm up anew", () => {
  const before = one(50, [clone("a")]).nextState;
  const after = step(before, {
    minute: NOW + 1,
    rps: 50,
    clones: [clone("a", NOW + 1)],
    gateway: WIDE,
  });
  expect(after.perClone[0]?.cpuPercent).toBeCloseTo(3 + (97 * 0.5) / 0.7, 8);
});

test("forgets clones that are gone, and knows none by the name of an object's own property", () => {
  const before = one(50, warm(2)).nextState;
  const after = step(before, {
    minute: NOW + 1,
    rps: 50,
    clones: [clone("constructor")],
    gateway: WIDE,
  });
  expect(after.nextState.clones).toEqual({
    constructor: { inRotationSince: LONG_AGO, busyUntil: 0, failingSeconds: 0 },
  });
});

test("refuses at the gateway what its instances can't carry, until more of them come five minutes later", () => {
  const gateway = { minimum: 2, maximum: 10 };
  const results = play(8, 400, warm(10), gateway);
  expect(results.map(({ figures }) => figures.gatewayInstances)).toEqual([2, 2, 2, 2, 2, 6, 6, 6]);
  expect(results.map(({ figures }) => figures.refusedByGateway)).toEqual([
    12000, 12000, 12000, 12000, 12000, 0, 0, 0,
  ]);
  expect(results[0]?.metrics.gateway.CapacityUnits.total).toBe(20);
  expect(results[7]?.metrics.gateway.CapacityUnits.total).toBe(40);
});

test("shrinks the gateway only when less was wanted for five minutes, and never below its minimum", () => {
  const gateway = { minimum: 2, maximum: 10 };
  let state = play(6, 400, warm(10), gateway).at(-1)?.nextState as WebTierState;
  const seen: number[] = [];
  for (const [i, rps] of [10, 10, 400, 10, 10, 10, 10, 10, 10].entries()) {
    const result = step(state, { minute: NOW + 6 + i, rps, clones: warm(10), gateway });
    seen.push(result.figures.gatewayInstances);
    state = result.nextState;
  }
  expect(seen).toEqual([6, 6, 6, 6, 6, 6, 6, 6, 2]);
});

test("gives the gateway no more instances than its maximum, and one where the minimum is none", () => {
  const limits = { minimum: 0, maximum: 3 };
  expect(play(8, 1000, warm(20), limits).map(({ figures }) => figures.gatewayInstances)).toEqual([
    1, 1, 1, 1, 1, 3, 3, 3,
  ]);
});

test("reports a minute as Azure does", () => {
  const { figures, metrics } = one(180, [
    clone("cold", NOW),
    clone("booting", NOW + 9),
    ...warm(1),
  ]);
  const cpu = metrics.scaleSet["Percentage CPU"];
  expect(cpu.count).toBe(3);
  expect(cpu.minimum).toBe(3);
  expect(cpu.maximum).toBeGreaterThan(90);
  expect(cpu.total).toBeGreaterThan(cpu.maximum + cpu.minimum);
  expect(metrics.gateway.HealthyHostCount).toMatchObject({ count: 1 });
  // The cold one was out for 10 s.
  expect(metrics.gateway.HealthyHostCount.total).toBeCloseTo(1 + 50 / 60, 8);
  expect(metrics.gateway.UnhealthyHostCount.total).toBeCloseTo(1 + 10 / 60, 8);
  expect(metrics.gateway.TotalRequests.total + metrics.gateway.FailedRequests.total).toBeCloseTo(
    10_800,
    6,
  );
  expect(metrics.gateway.TotalRequests.count).toBe(125);
  const backend = metrics.gateway.BackendLastByteResponseTime;
  expect(backend.count).toBe(figures.served);
  expect(backend.minimum).toBeLessThan(backend.total / backend.count);
  expect(backend.maximum).toBeGreaterThan(5000);
  const total = metrics.gateway.ApplicationGatewayTotalTime;
  expect(total.count).toBeCloseTo(10_800, 6);
  expect(total.total).toBeCloseTo(backend.total + 5 * 10_800, 3);
  expect(total.minimum).toBe(5);
  expect(total.maximum).toBe(5 + backend.maximum);
  const quiet = one(0.1, [clone("a", LONG_AGO, 16)]).metrics.gateway;
  expect(quiet.FailedRequests.total).toBe(0);
  expect(quiet.ApplicationGatewayTotalTime.minimum).toBeCloseTo(45, 6);
});

test("puts the tier's percentiles where those of like clones are, and between those of unlike ones", () => {
  const alike = one(240, warm(3));
  expect(latencyPercentile95(alike.figures)).toBeCloseTo(alike.perClone[0]?.p95Ms as number, 6);
  expect(latencyPercentile99(alike.figures)).toBeCloseTo(alike.perClone[0]?.p99Ms as number, 6);
  const unlike = one(195, [clone("cold", NOW), ...warm(2)]);
  const [cold, quick] = unlike.perClone.map(({ p95Ms }) => p95Ms) as [number, number];
  expect(latencyPercentile95(unlike.figures)).toBeGreaterThan(quick);
  expect(latencyPercentile95(unlike.figures)).toBeLessThan(cold);
  expect(latencyPercentile95(one(10, []).figures)).toBe(0);
});

test("has no request metric in a minute without requests", () => {
  const { gateway } = one(0, warm(2)).metrics;
  expect(gateway.TotalRequests.count).toBe(0);
  expect(gateway.FailedRequests.count).toBe(0);
  expect(gateway.BackendLastByteResponseTime.count).toBe(0);
  expect(gateway.ApplicationGatewayTotalTime.count).toBe(0);
  expect(gateway.HealthyHostCount.total).toBe(2);
});

const anyClones = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 3 }),
    vcpus: fc.constantFrom(2, 4, 8, 16),
    readySinceMinute: fc.integer({ min: NOW - 8, max: NOW + 5 }),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
);

const anyYear = fc.tuple(
  anyClones,
  fc.array(fc.double({ min: 0, max: 2000, noNaN: true }), { minLength: 1, maxLength: 15 }),
  fc.integer({ min: 0, max: 4 }),
);

test("loses no request and leaves its input alone, whatever comes", () => {
  fc.assert(
    fc.property(anyYear, ([clones, loads, minimum]) => {
      const gateway = { minimum, maximum: 10 };
      let state = initialState(gateway);
      for (const [i, rps] of loads.entries()) {
        const kept = structuredClone(state);
        const result = step(state, { minute: NOW + i, rps, clones, gateway });
        const again = step(state, { minute: NOW + i, rps, clones, gateway });
        expect(state).toEqual(kept);
        expect(again).toEqual(result);
        expect(JSON.parse(JSON.stringify(result.nextState))).toEqual(result.nextState);
        const { figures } = result;
        const known =
          figures.served +
          figures.refusedByClones +
          figures.refusedByGateway +
          figures.refusedWithoutClone;
        expect(Math.abs(known - figures.arrived)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, figures.arrived),
        );
        expect(figures.clonesInRotation + figures.clonesOut).toBeCloseTo(clones.length, 8);
        const served = result.perClone.reduce((sum, one) => sum + one.served, 0);
        expect(Math.abs(served - figures.served)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, figures.served),
        );
        expect(latencyPercentile99(figures)).toBeGreaterThanOrEqual(latencyPercentile95(figures));
        state = result.nextState;
      }
    }),
  );
});

test("comes to the same by groups as clone by clone", () => {
  fc.assert(
    fc.property(anyYear, ([clones, loads, minimum]) => {
      const gateway = { minimum, maximum: 10 };
      let state = initialState(gateway);
      const fleet = {
        groups: clones.map(({ vcpus, readySinceMinute }) =>
          newGroup(1, vcpus, readySinceMinute * 60),
        ),
        gateway: quietGateway(gateway, DEFAULT_MODEL.gateway),
      };
      const figures = emptyMinuteFigures();
      for (const [i, rps] of loads.entries()) {
        const result = step(state, { minute: NOW + i, rps, clones, gateway });
        state = result.nextState;
        mergeGroups(fleet.groups, NOW + i, DEFAULT_MODEL);
        stepFleet(fleet, NOW + i, rps, gateway, DEFAULT_MODEL, figures);
        for (const [name, value] of Object.entries(result.figures)) {
          const other = figures[name as keyof typeof figures];
          expect(Math.abs(other - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, value));
        }
      }
    }),
  );
});

test("merges groups that have become alike, and drops empty ones", () => {
  const groups = [
    newGroup(2, 4, (NOW - 50) * 60),
    newGroup(1, 4, (NOW - 5) * 60),
    newGroup(1, 4, (NOW - 4) * 60),
    newGroup(0, 4, (NOW - 3) * 60),
    newGroup(3, 8, (NOW - 50) * 60),
    newGroup(1, 4, (NOW - 4) * 60),
    { ...newGroup(1, 4, (NOW - 50) * 60), failingSeconds: 10 },
  ];
  mergeGroups(groups, NOW, DEFAULT_MODEL);
  expect(
    groups.map(({ count, vcpus, inRotationSince }) => [count, vcpus, inRotationSince / 60]),
  ).toEqual([
    [3, 4, NOW - 50],
    [2, 4, NOW - 4],
    [3, 8, NOW - 50],
    [1, 4, NOW - 50],
  ]);
});
