import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  ASSUMED_DATABASE,
  assumedGateway,
  assumedWeb,
} from "../../../../infra/season/capacity/assumed-capacity.ts";
import {
  type CapacityInput,
  capacity,
  cloneStretches,
} from "../../../../infra/season/capacity/capacity.ts";
import { DATABASE_SIZES } from "../../../../infra/season/capacity/database-sizes.ts";
import { clonesAhead } from "../../../../infra/season/capacity/web.ts";
import { leftAfterZoneLoss } from "../../../../infra/season/capacity/zones.ts";
import { assumedModel } from "../../../../infra/season/demand/assumed-model.ts";
import { horizonFrom, quarterAt } from "../../../../infra/season/demand/horizon.ts";
import { marketDemand } from "../../../../infra/season/demand/market-demand.ts";
import { at, calendar, customers, region } from "../demand/fixture.ts";

const YEAR = [
  "holiday 2026-06-12",
  "term-start 2026-08-17",
  "term 2026-09-01",
  "grade-period 2026-12-01",
  "holiday 2026-12-19",
  "term-start 2027-01-11",
  "term 2027-01-25",
  "end 2027-08-01",
];
const SWEDEN = calendar("se", region("se", YEAR, { opened: ["2026-12-18T09:00"] }));
const HORIZON = horizonFrom(at("se", "2026-07-01T00:00"), 300 * 96);
const BOUNDS = { zones: 3, minimum: 2, maximum: 24 };

function sweden(pupils: number, change: Partial<CapacityInput> = {}): CapacityInput {
  const demand = marketDemand({
    calendar: SWEDEN,
    customers: customers(pupils),
    model: assumedModel("se"),
    horizon: HORIZON,
    now: HORIZON.from,
  });
  return {
    markets: [demand],
    quantile: 0.99,
    web: assumedWeb(4, BOUNDS),
    gateway: assumedGateway({ ...BOUNDS, maximum: 125 }),
    database: ASSUMED_DATABASE,
    freezes: [],
    zone: "Europe/Stockholm",
    ...change,
  };
}

const quarter = (text: string): number => quarterAt(HORIZON, at("se", text));

test("has the clones of Sweden's 260,000 pupils stand before the bell and the opening", () => {
  const { clones, gateway, findings } = capacity(sweden(260_000));
  const at8 = clones[quarter("2026-12-18T08:45")] as number;
  expect(clones[quarter("2026-12-18T09:00")]).toBe(at8);
  expect(at8).toBeGreaterThanOrEqual(10);
  expect(at8).toBeLessThanOrEqual(20);
  expect(gateway[quarter("2026-12-18T08:45")]).toBeGreaterThan(gateway[0] as number);
  expect(clones[quarter("2026-07-15T12:00")]).toBe(3);
  expect(clones[quarter("2026-10-14T07:45")]).toBe(5);
  expect(clones[quarter("2026-10-14T07:15")]).toBe(3);
  expect(findings).toEqual([]);
});

test("has the database larger before the first clone that needs it", () => {
  const { clones, rps, database } = capacity(sweden(260_000));
  for (const { quarter: grown, from, to } of database.resizes) {
    if (to < from) continue;
    const limit = 0.6 * 60 * (DATABASE_SIZES[from]?.vcores ?? 0);
    const first = rps.findIndex((load, i) => i >= grown && load > limit);
    expect(first).toBeGreaterThan(grown);
    const ordered = clones.findIndex((count, i) => i >= grown && count > (clones[grown] as number));
    expect(ordered).toBeGreaterThan(grown);
  }
  expect(database.resizes.length).toBeGreaterThan(0);
});

test("never has fewer clones for more pupils or a higher quantile, and repeats itself", () => {
  const property = fc.property(
    fc.integer({ min: 0, max: 600_000 }),
    fc.integer({ min: 0, max: 300_000 }),
    fc.constantFrom(0.5, 0.9, 0.99),
    (pupils, more, quantile) => {
      const input = sweden(pupils, { quantile });
      const one = capacity(input);
      expect(capacity(input).clones.every((count, i) => count === one.clones[i])).toBe(true);
      for (const other of [sweden(pupils + more, { quantile }), { ...input, quantile: 0.995 }]) {
        const { clones, gateway, database } = capacity(other);
        expect(clones.findIndex((count, i) => count < (one.clones[i] as number))).toBe(-1);
        expect(gateway.findIndex((count, i) => count < (one.gateway[i] as number))).toBe(-1);
        expect(
          database.sizes.findIndex((size, i) => size < (one.database.sizes[i] as number)),
        ).toBe(-1);
      }
      const { web } = input;
      const tooFew = one.clones.findIndex(
        (count, i) =>
          leftAfterZoneLoss(count, 3) * web.rpsPerClone * web.utilisationWithoutZone <
          (one.rps[i] as number) - 1e-6,
      );
      expect(tooFew).toBe(-1);
    },
  );
  fc.assert(property, { numRuns: 5 });
});

test("cuts the clones into stretches with the quarter, market and season that decide each", () => {
  const input = sweden(260_000);
  const plan = capacity(input);
  const stretches = [...cloneStretches(plan, input)];
  expect(stretches[0]?.start).toBe(0);
  expect(stretches.at(-1)?.end).toBe(HORIZON.quarters);
  const opening = stretches.find(({ start }) => start === quarter("2026-12-18T08:45"));
  expect(opening).toMatchObject({
    decidedAt: quarter("2026-12-18T09:00"),
    cause: { market: "se", season: "grade-period", event: "grade-opening" },
  });
  const bell = stretches.find(({ start }) => start === quarter("2026-10-14T07:30"));
  expect(bell).toMatchObject({
    value: 5,
    decidedAt: quarter("2026-10-14T08:00"),
    cause: { market: "se", season: "term", event: "bell" },
  });
});

test("lets the quarter decide that a stretch is ordered for, even when it comes after the stretch", () => {
  const input = sweden(260_000);
  const rps = Float64Array.of(10, 10, 400, 800, 10);
  const clones = clonesAhead(rps, input.web);
  const found = [...cloneStretches({ clones, rps }, input)];
  expect(found.map(({ start, end, decidedAt }) => [start, end, decidedAt])).toEqual([
    [0, 1, 0],
    [1, 2, 2],
    [2, 4, 3],
    [4, 5, 4],
  ]);
});

test("finds what can't be had, with its worst quarter", () => {
  const web = assumedWeb(4, { zones: 1, minimum: 2, maximum: 10 });
  const gateway = assumedGateway({ zones: 3, minimum: 2, maximum: 10 });
  const database = { ...ASSUMED_DATABASE, rpsPerVcore: 1, connectionsPerClone: 1000 };
  const { findings } = capacity(sweden(260_000, { web, gateway, database }));
  expect(findings.map(({ code }) => code)).toEqual([
    "single-zone",
    "too-few-clones",
    "gateway-too-small",
    "database-too-small",
    "too-many-connections",
  ]);
  expect(findings[1]?.message).toMatch(/^\d+ clones are needed: at most 10 are allowed$/);
  expect(findings[1]?.worst).toBe(quarter("2026-12-18T08:45"));
  expect(findings[3]?.message).toContain("Standard_D96ds_v5");
  expect(findings[3]?.worst).toBe(quarter("2026-12-18T09:00"));
  expect(findings[4]?.message).toContain("1000 connections each");
});
