import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  addressCount,
  type Cidr,
  cidrAround,
  contains,
  formatCidr,
  formatIpv4,
  overlaps,
  parseCidr,
  parseIpv4,
  prefixFor,
} from "../../../infra/settings/cidr.ts";
import { firstFree } from "../../../infra/settings/rules/network.ts";

const address = fc.nat({ max: 0xffff_ffff });
const block = fc
  .tuple(address, fc.integer({ min: 0, max: 32 }))
  .map(([first, prefix]) => cidrAround(first, prefix));

test("reads back every address and block that it writes", () => {
  fc.assert(fc.property(address, (one) => expect(parseIpv4(formatIpv4(one))).toBe(one)));
  fc.assert(fc.property(block, (one) => expect(parseCidr(formatCidr(one))).toEqual(one)));
});

test("puts an address into the one block of its size that holds it", () => {
  fc.assert(
    fc.property(address, fc.integer({ min: 0, max: 32 }), (one, prefix) => {
      const around = cidrAround(one, prefix);
      expect(around.first).toBeLessThanOrEqual(one);
      expect(around.last).toBeGreaterThanOrEqual(one);
      expect(around.last - around.first + 1).toBe(addressCount(prefix));
      expect(around.first % addressCount(prefix)).toBe(0);
    }),
  );
});

test("lets two blocks overlap exactly when one holds the other", () => {
  fc.assert(
    fc.property(block, block, (one, other) => {
      expect(overlaps(one, other)).toBe(contains(one, other) || contains(other, one));
      expect(overlaps(one, other)).toBe(overlaps(other, one));
    }),
  );
});

test("finds the smallest block that holds so many addresses", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (count) => {
      const prefix = prefixFor(count);
      expect(addressCount(prefix)).toBeGreaterThanOrEqual(count);
      expect(addressCount(prefix + 1)).toBeLessThan(count);
    }),
  );
});

test("finds free blocks within the space and apart from the taken ones, and the first of them", () => {
  const space = cidrAround(0x0a_10_00_00, 16);
  const inside = fc
    .tuple(fc.nat({ max: 0xffff }), fc.integer({ min: 17, max: 28 }))
    .map(([offset, prefix]) => cidrAround(space.first + offset, prefix));
  fc.assert(
    fc.property(
      fc.array(inside, { maxLength: 6 }),
      fc.integer({ min: 17, max: 26 }),
      (taken, prefix) => {
        expect(firstFree(space, prefix, taken)).toEqual(firstFreeByTrying(space, prefix, taken));
      },
    ),
  );
});

function firstFreeByTrying(space: Cidr, prefix: number, taken: readonly Cidr[]): Cidr | undefined {
  for (let first = space.first; first <= space.last; first += addressCount(prefix)) {
    const candidate = cidrAround(first, prefix);
    if (!taken.some((one) => overlaps(one, candidate))) return candidate;
  }
  return undefined;
}

test.each([
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0.0/08",
  "10.0.0.0/8/8",
  "10.0.0/8",
  "10.0.0.256/8",
  "10.0.0.01/8",
  " 10.0.0.0/8",
  "0x0a.0.0.0/8",
  "10.0.0.0/",
  "/8",
  "",
  "fd00::/8",
])("refuses %j as a range", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});
