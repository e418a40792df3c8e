import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  emptyQueueFigures,
  percentile95,
  percentile99,
  type QueueFigures,
  solveQueue,
} from "../../../local/load/queue.ts";

const S = 0.04;

function solve(rps: number, servers: number, places: number, serviceSeconds = S): QueueFigures {
  const figures = emptyQueueFigures();
  solveQueue(rps, serviceSeconds, servers, places, figures);
  return figures;
}

/** The same queue state by state, by its definition. */
function byDefinition(rps: number, servers: number, places: number) {
  const weights = [1];
  for (let n = 1; n <= places; n++) {
    weights.push(((weights[n - 1] as number) * rps * S) / Math.min(n, servers));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const refusedShare = (weights[places] as number) / total;
  const tick = S / servers;
  let busy = 0;
  let mean = 0;
  let square = 0;
  for (const [n, weight] of weights.entries()) {
    busy += (Math.min(n, servers) * weight) / total;
    if (n < places) {
      const ends = Math.max(0, n - servers + 1);
      const probability = weight / (total * (1 - refusedShare));
      mean += probability * ends * tick;
      square += probability * ends * (ends + 1) * tick * tick;
    }
  }
  return {
    refusedShare,
    utilisation: busy / servers,
    meanSeconds: mean + S,
    variance: square - mean * mean + S * S,
  };
}

/** P(time > t) by its definition: an Erlang wait for each state and an exponential service, added up numerically. */
function tailByDefinition(rps: number, servers: number, places: number, t: number): number {
  const weights = [1];
  for (let n = 1; n < places; n++) {
    weights.push(((weights[n - 1] as number) * rps * S) / Math.min(n, servers));
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const steps = 4000;
  const width = t / steps;
  const rate = servers / S;
  // Convolution of the wait's density with the exponential service.
  let tail = Math.exp(-t / S) * weights.slice(0, servers).reduce((sum, w) => sum + w / total, 0);
  for (let n = servers; n < places; n++) {
    const ends = n - servers + 1;
    const probability = (weights[n] as number) / total;
    if (probability < 1e-12) {
      continue;
    }
    let logFactorial = 0;
    for (let k = 2; k < ends; k++) {
      logFactorial += Math.log(k);
    }
    let inside = 0;
    let ended = 0;
    for (let i = 0; i < steps; i++) {
      const at = (i + 0.5) * width;
      const density = Math.exp(
        Math.log(rate) + (ends - 1) * Math.log(rate * at) - rate * at - logFactorial,
      );
      inside += density * width;
      ended += density * width * Math.exp(-(t - at) / S);
    }
    tail += probability * (1 - inside + ended);
  }
  return tail;
}

// Worked out by hand: (a^c / c!) over the sum of a^n / n! for n from 0 to c.
test.each([
  [1, 1, 0.5],
  [2, 1, 0.2],
  [5, 3, 0.110054],
  [10, 5, 0.018385],
  [10, 10, 0.214582],
])("refuses Erlang's share with %i vCPUs and no place to wait, offered %d", (c, offered, share) => {
  expect(solve(offered / S, c, c).refusedShare).toBeCloseTo(share, 5);
});

test.each([
  [0.5, 5],
  [0.9, 10],
  [1, 10],
  [1.5, 4],
])("agrees with M/M/1/K in closed form at a load of %d and %i places", (load, places) => {
  const empty = load === 1 ? 1 / (places + 1) : (1 - load) / (1 - load ** (places + 1));
  const inside =
    load === 1
      ? places / 2
      : load / (1 - load) - ((places + 1) * load ** (places + 1)) / (1 - load ** (places + 1));
  const figures = solve(load / S, 1, places);
  expect(figures.refusedShare).toBeCloseTo(empty * load ** places, 10);
  expect(figures.utilisation).toBeCloseTo(1 - empty, 10);
  expect(figures.servedRps * figures.meanSeconds).toBeCloseTo(inside, 9);
});

test("agrees with the definition, state by state", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 0, max: 60 }),
      fc.oneof(
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        fc.constantFrom(1, 1 - 1e-9, 1 + 1e-9, 0.999, 1.001, 1 + 2 ** -52),
      ),
      (servers, waiting, load) => {
        const rps = (load * servers) / S;
        const figures = solve(rps, servers, servers + waiting);
        const expected = byDefinition(rps, servers, servers + waiting);
        expect(figures.refusedShare).toBeCloseTo(expected.refusedShare, 10);
        expect(figures.utilisation).toBeCloseTo(expected.utilisation, 10);
        expect(figures.meanSeconds / expected.meanSeconds).toBeCloseTo(1, 8);
        expect(figures.variance / expected.variance).toBeCloseTo(1, 7);
      },
    ),
  );
});

const anyQueue = fc.tuple(
  fc.oneof(
    fc.double({ min: 0, max: 1e4, noNaN: true }),
    fc.double({ min: 0, max: 1e300, noNaN: true }),
  ),
  fc.integer({ min: 1, max: 16 }),
  fc.integer({ min: 0, max: 2000 }),
);

test("loses no request, stays finite and within its bounds under any load", () => {
  fc.assert(
    fc.property(anyQueue, ([rps, servers, waiting]) => {
      const figures = solve(rps, servers, servers + waiting);
      expect(figures.servedRps + figures.refusedRps).toBeLessThanOrEqual(rps * (1 + 1e-12));
      expect(figures.servedRps + figures.refusedRps).toBeGreaterThanOrEqual(rps * (1 - 1e-12));
      expect(figures.utilisation).toBeGreaterThanOrEqual(0);
      expect(figures.utilisation).toBeLessThanOrEqual(1);
      expect(figures.servedRps).toBeLessThanOrEqual((servers / S) * (1 + 1e-9));
      expect(figures.refusedShare).toBeGreaterThanOrEqual(0);
      expect(figures.meanSeconds).toBeGreaterThanOrEqual(S);
      expect(figures.meanSeconds).toBeLessThanOrEqual(S + ((waiting * S) / servers) * (1 + 1e-9));
      expect(figures.variance).toBeGreaterThan(0);
      const p95 = percentile95(figures.meanSeconds, figures.variance);
      expect(p95).toBeGreaterThan(figures.meanSeconds);
      expect(percentile99(figures.meanSeconds, figures.variance)).toBeGreaterThan(p95);
    }),
  );
});

test("keeps Little's law: as many are inside as arrive while one stays", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 400, noNaN: true }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 60 }),
      (rps, servers, waiting) => {
        const figures = solve(rps, servers, servers + waiting);
        // Counted state by state, without any time in it.
        let weight = 1;
        let total = 1;
        let inside = 0;
        for (let n = 1; n <= servers + waiting; n++) {
          weight *= (rps * S) / Math.min(n, servers);
          total += weight;
          inside += n * weight;
        }
        const ratio = (figures.servedRps * figures.meanSeconds * total) / inside;
        expect(ratio).toBeCloseTo(1, 8);
      },
    ),
  );
});

test("grows in use, refusals and time with the load", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 500, noNaN: true }),
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 0, max: 1600 }),
      (rps, more, servers, waiting) => {
        const less = solve(rps, servers, servers + waiting);
        const figures = solve(rps + more, servers, servers + waiting);
        const slack = 1e-9;
        expect(figures.utilisation).toBeGreaterThanOrEqual(less.utilisation - slack);
        expect(figures.servedRps).toBeGreaterThanOrEqual(less.servedRps - slack * 1e3);
        expect(figures.refusedShare).toBeGreaterThanOrEqual(less.refusedShare - slack);
        expect(figures.meanSeconds).toBeGreaterThanOrEqual(less.meanSeconds - slack);
      },
    ),
  );
});

test("serves an idle clone's one request in its service time", () => {
  expect(solve(0, 4, 400)).toEqual({
    utilisation: 0,
    servedRps: 0,
    refusedRps: 0,
    refusedShare: 0,
    meanSeconds: S,
    variance: S * S,
  });
});

test.each([
  [10, 0.002],
  [80, 0.02],
  [95, 0.02],
  [99, 0.02],
])("puts the percentiles where the definition has them at %i requests a second", (rps, error) => {
  const { meanSeconds, variance } = solve(rps, 4, 100);
  const above95 = tailByDefinition(rps, 4, 100, percentile95(meanSeconds, variance));
  const above99 = tailByDefinition(rps, 4, 100, percentile99(meanSeconds, variance));
  expect(Math.abs(above95 - 0.05)).toBeLessThan(error);
  expect(Math.abs(above99 - 0.01)).toBeLessThan(error / 2);
});
