import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type GatewayCapacity,
  gatewayAhead,
  gatewayInstancesFor,
} from "../../../../infra/season/capacity/gateway.ts";
import { leftAfterZoneLoss } from "../../../../infra/season/capacity/zones.ts";

/** An instance carries 100 requests a second: 10 units of 10. */
const GATEWAY: GatewayCapacity = {
  answerKilobytes: 1,
  connectionsPerRps: 1,
  utilisation: 0.5,
  utilisationWithoutZone: 1,
  zones: 3,
  leadMinutes: 30,
  minimum: 2,
  maximum: 125,
};

test.each([
  ["no load", 0, {}, 2],
  ["the minimum", 0, { minimum: 4 }, 4],
  ["requests", 400, {}, 8],
  ["a request more", 401, {}, 9],
  ["bytes: 16 megabits a second a capacity unit of 2.22", 100, { answerKilobytes: 200 }, 15],
  ["connections: 25,000 an instance", 100, { connectionsPerRps: 1000 }, 8],
  ["the loss of a zone", 400, { utilisation: 1 }, 6],
])("needs instances for %s", (_, rps, change, instances) => {
  expect(gatewayInstancesFor(rps, { ...GATEWAY, ...change })).toBe(instances);
});

test("grows before the need, and shrinks after it", () => {
  const load = Float64Array.of(0, 0, 0, 400, 0);
  expect([...gatewayAhead(load, GATEWAY)]).toEqual([2, 8, 8, 8, 2]);
});

test("leaves enough instances when a zone is lost", () => {
  const property = fc.property(fc.double({ min: 0, max: 10_000, noNaN: true }), (rps) => {
    const left = leftAfterZoneLoss(gatewayInstancesFor(rps, GATEWAY), GATEWAY.zones);
    expect(left * 100).toBeGreaterThanOrEqual(rps - 1e-6);
  });
  fc.assert(property);
});
