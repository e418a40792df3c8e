import { expect, test } from "@jest/globals";
import {
  datacenterQuantile,
  decisiveCause,
} from "../../../../infra/season/demand/datacenter-demand.ts";
import { horizonFrom, quarterAt } from "../../../../infra/season/demand/horizon.ts";
import { type MarketDemand, marketDemand } from "../../../../infra/season/demand/market-demand.ts";
import { normalQuantile, quantileFactor } from "../../../../infra/season/demand/quantile.ts";
import type { MarketCode } from "../../../../infra/settings/markets.ts";
import { at, calendar, customers, PLAIN_MODEL, region } from "./fixture.ts";

const START = Temporal.Instant.from("2026-10-14T00:00Z");
const BELL = { minute: 480, times: 4, before: 1, after: 1 };

function of(market: MarketCode, sigma: number, from = START): MarketDemand {
  return marketDemand({
    calendar: calendar(market, region(market, ["term 2026-01-01", "end 2027-01-01"])),
    customers: customers(market === "se" ? 2000 : 1000),
    model: { ...PLAIN_MODEL, sigma, bell: BELL },
    horizon: horizonFrom(from, 96),
    now: from,
  });
}

test.each([
  [0.5, 0],
  [0.975, 1.959963985],
  [0.99, 2.326347874],
  [0.999, 3.090232306],
  [0.0001, -3.719016485],
  [0.9999, 3.719016485],
])("knows the normal quantile of %d", (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 7);
});

test.each([0, 1, -1, Number.NaN])("refuses the quantile of %p", (p) => {
  expect(() => normalQuantile(p)).toThrow(RangeError);
});

test("adds the markets' quantiles, each with its own spread", () => {
  const sum = datacenterQuantile([of("se", 0.3), of("de", 0.1)], 0.99);
  expect(sum[50]).toBeCloseTo(2 * quantileFactor(0.3, 0.99) + quantileFactor(0.1, 0.99));
});

test("adds the bells of one instant where zones agree, and keeps them apart where they don't", () => {
  const { horizon } = of("se", 0);
  const together = datacenterQuantile([of("se", 0), of("ch", 0), of("de", 0)], 0.5);
  expect(together[quarterAt(horizon, at("se", "2026-10-14T08:00"))]).toBeCloseTo(16);
  const apart = datacenterQuantile([of("se", 0), of("gb", 0), of("is", 0)], 0.5);
  expect(apart[quarterAt(horizon, at("se", "2026-10-14T08:00"))]).toBeCloseTo(8 + 1 + 1);
  expect(apart[quarterAt(horizon, at("gb", "2026-10-14T08:00"))]).toBeCloseTo(2 + 4 + 1);
  expect(apart[quarterAt(horizon, at("is", "2026-10-14T08:00"))]).toBeCloseTo(2 + 1 + 4);
});

test("keeps Iceland and the United Kingdom on one clock in winter only", () => {
  const winter = at("is", "2026-11-18T00:00");
  const sum = datacenterQuantile([of("gb", 0, winter), of("is", 0, winter)], 0.5);
  expect(sum[32]).toBeCloseTo(8);
});

test("names the market that needs most, with its season", () => {
  const markets = [of("de", 0), of("se", 0)];
  expect(decisiveCause(markets, 0.9, 50)).toEqual({ market: "se", season: "term" });
  expect(decisiveCause([of("gb", 0), of("is", 0)], 0.9, 32)).toEqual({
    market: "is",
    season: "term",
    event: "bell",
  });
});

test("refuses no markets, and markets over different horizons", () => {
  expect(() => datacenterQuantile([], 0.9)).toThrow(RangeError);
  expect(() => decisiveCause([], 0.9, 0)).toThrow(RangeError);
  const later = of("de", 0, at("de", "2026-10-15T00:00"));
  expect(() => datacenterQuantile([of("se", 0), later], 0.9)).toThrow("one horizon");
});
