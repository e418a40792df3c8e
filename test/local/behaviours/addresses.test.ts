import { expect, test } from "@jest/globals";
import { freeAddresses } from "../../../local/behaviours/compute/private-addresses.ts";
import { publicAddress } from "../../../local/behaviours/network/public-address-pool.ts";
import {
  contains,
  formatCidr,
  overlaps,
  parseCidr,
} from "../../../local/behaviours/support/cidr.ts";

test.each([
  ["10.0.0.0/24", "10.0.0.0/24", true],
  ["10.0.0.1/24", "10.0.0.0/24", false],
  ["0.0.0.0/0", "0.0.0.0/0", true],
  ["10.255.255.255/32", "10.255.255.255/32", true],
])("reads %s", (text, canonical, aligned) => {
  const cidr = parseCidr(text);
  expect(cidr && formatCidr(cidr)).toBe(canonical);
  expect(cidr?.aligned).toBe(aligned);
});

test.each([
  ["fd00::/8", 8],
  ["2001:db8::1/128", 128],
  ["::/0", 0],
  ["1:2:3:4:5:6:7:8/64", 64],
])("reads the IPv6 range %s", (text, prefix) => {
  expect(parseCidr(text)).toMatchObject({ version: 6, prefix });
});

test.each([
  ["10.0.0.0"],
  ["10.0.0.0/33"],
  ["10.0.0/24"],
  ["10.0.0.256/24"],
  ["10.00.0.0/24"],
  ["10.0.0.0/24/8"],
  ["10.0.0.0/"],
  ["10.0.0.0/-1"],
  ["::1::/64"],
  ["1:2:3:4:5:6:7/64"],
  ["g::/64"],
  ["fd00::/129"],
  [""],
])("refuses the range %j", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test.each([
  ["10.0.0.0/16", "10.0.255.0/24", true, true],
  ["10.0.0.0/24", "10.0.1.0/24", false, false],
  ["10.0.0.0/24", "10.0.0.0/16", false, true],
  ["10.0.0.0/24", "fd00::/64", false, false],
])("compares %s with %s", (one, other, holds, overlap) => {
  const [first, second] = [parseCidr(one), parseCidr(other)];
  if (first === undefined || second === undefined) throw new Error("not read");
  expect(contains(first, second)).toBe(holds);
  expect(overlaps(first, second)).toBe(overlap);
});

test.each([
  ["10.0.0.0/24", [], 3, ["10.0.0.4", "10.0.0.5", "10.0.0.6"]],
  ["10.0.0.0/24", ["10.0.0.5"], 2, ["10.0.0.4", "10.0.0.6"]],
  ["10.0.0.8/29", [], 9, ["10.0.0.12", "10.0.0.13", "10.0.0.14"]],
  ["10.0.0.0/29", ["10.0.0.4", "10.0.0.5", "10.0.0.6"], 1, []],
  ["", [], 1, []],
])("finds free addresses of %s beside %j", (prefix, taken, count, expected) => {
  expect(freeAddresses(prefix, new Set(taken), count)).toEqual(expected);
});

test("has 762 public addresses, of RFC 5737's ranges only, before one comes again", () => {
  const all = Array.from({ length: 762 }, (_, number) => publicAddress(number));
  expect(new Set(all).size).toBe(762);
  expect([all[0], all[253], all[254], all[761]]).toEqual([
    "203.0.113.1",
    "203.0.113.254",
    "198.51.100.1",
    "192.0.2.254",
  ]);
  expect(publicAddress(762)).toBe(all[0]);
});
