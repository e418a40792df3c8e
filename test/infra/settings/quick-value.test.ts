import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { MARKET_CODES } from "../../../infra/settings/index.ts";
import { quickValue } from "../../../infra/settings/quick-value.ts";
import { readSource } from "../../../infra/settings/source.ts";
import { PROJECT } from "./support.ts";

const FILES = [...MARKET_CODES.map((market) => `calendars/${market}`), "customers"];

test.each(FILES)("reads data/%s.yaml as the parser with positions does", (file) => {
  const text = readFileSync(`${PROJECT}/data/${file}.yaml`, "utf8");
  const value = quickValue(text);
  expect(value).toBeDefined();
  expect(value).toEqual(readSource(text).value());
});

test.each(["1_000", "0b1", "0x1f", "-0x1f", "0o17", "1._5"])(
  "leaves %s to the parser with positions",
  (number) => {
    expect(quickValue(`a: ${number}`)).toBeUndefined();
  },
);

test.each(["<<: { a: 1 }", "a: !!binary aGk=", "a: 2026-12-24", "a: 12:30", "a: yes", "a: ~"])(
  "reads %s as the parser with positions does, or not at all",
  (text) => {
    const value = quickValue(text);
    if (value !== undefined) expect(value).toEqual(readSource(text).value());
  },
);

test("never reads another value than the parser with positions, whatever the scalar", () => {
  const digits = fc.constantFrom(..."0123456789._+-eExXobtrufalsn~NIA");
  const scalar = fc
    .oneof(fc.string({ unit: digits, maxLength: 7 }), fc.string({ maxLength: 12 }))
    .filter((text) => !text.includes(":"));
  fc.assert(
    fc.property(scalar, scalar, (one, other) => {
      const text = `a: ${one}\nb: [${other}, "${one.replace(/["\\]/g, "")}"]\n`;
      const value = quickValue(text);
      const source = readSource(text);
      if (value === undefined || source.problems.length > 0) return;
      expect(value).toEqual(source.value());
    }),
    { numRuns: 3000 },
  );
});
