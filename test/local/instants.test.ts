import { expect, test } from "@jest/globals";
import { parseAhead, parseDuration, parseInstant } from "../../local/instants.ts";

test.each([
  ["2026-12-18T08:00+01:00", "2026-12-18T07:00:00Z"],
  ["2026-12-18T07:00Z", "2026-12-18T07:00:00Z"],
  ["2026-07-01T08:00[Europe/London]", "2026-07-01T07:00:00Z"],
  ["2026-12-18T08:00+01:00[Europe/Stockholm]", "2026-12-18T07:00:00Z"],
])("reads the instant %s", (text, utc) => {
  expect(parseInstant(text)).toBe(Date.parse(utc));
});

test.each([
  "2026-12-18T08:00",
  "2026-12-18",
  "tomorrow",
  "2026-02-30T08:00Z",
  "2026-12-18T08:00+05:00[Europe/Stockholm]",
  "2026-12-18T08:00[Europe/Stokholm]",
])("refuses the instant %s, as it is not clear which is meant", (text) => {
  expect(() => parseInstant(text)).toThrow(`"${text}" is no instant.`);
});

test.each([
  ["90s", 90_000],
  ["15m", 900_000],
  ["1.5h", 5_400_000],
  ["2d", 172_800_000],
  ["1h30m", 5_400_000],
  ["1w", 604_800_000],
  ["PT3H30M", 12_600_000],
  ["P1D", 86_400_000],
])("reads the duration %s", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
  expect(parseAhead(text, 5)).toBe(5 + milliseconds);
});

test.each(["3x", "h", "-3h", "P", "PT"])("refuses the duration %s", (text) => {
  expect(() => parseDuration(text)).toThrow(`"${text}" is no duration.`);
});

test("takes an instant for how far ahead, too", () => {
  expect(parseAhead("2026-12-18T08:00+01:00", 5)).toBe(Date.parse("2026-12-18T07:00Z"));
});

test.each(["5", "tomorrow", "1h 30m"])("refuses %s, naming durations and instants", (text) => {
  expect(() => parseAhead(text, 5)).toThrow(
    `"${text}" is no duration and no instant. Write for example 90m, 1h30m, 2d or PT3H, or 2026-12-18T08:00+01:00.`,
  );
});
