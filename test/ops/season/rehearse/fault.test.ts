import { describe, expect, test } from "@jest/globals";
import { UserError } from "../../../../local/user-error.ts";
import { readFault, servingPart } from "../../../../ops/season/rehearse/fault.ts";

describe("readFault", () => {
  test.each([
    ["zone@2026-12-18T08:00", "2026-12-18T07:00Z", 120],
    ["zone@2027-06-11T08:00/30m", "2027-06-11T06:00Z", 30],
    ["zone@2027-06-11T08:00/3h", "2027-06-11T06:00Z", 180],
  ])("reads %s by the datacenter's clock", (text, from, minutes) => {
    const fault = readFault(text, "Europe/Stockholm");
    expect(fault.fromMs).toBe(Temporal.Instant.from(from).epochMilliseconds);
    expect((fault.untilMs - fault.fromMs) / 60_000).toBe(minutes);
  });

  test.each(["zone", "host@2026-12-18T08:00", "zone@2026-12-18", "zone@2026-02-30T08:00"])(
    "refuses %s, saying how one is written",
    (text) => {
      expect(() => readFault(text, "Europe/Stockholm")).toThrow(UserError);
      expect(() => readFault(text, "Europe/Stockholm")).toThrow("zone@2026-12-18T08:00");
    },
  );
});

describe("servingPart", () => {
  test("leaves all but one zone's clones while it is lost, cut to the year", () => {
    const at = (minute: number) => minute * 60_000;
    const part = servingPart(
      [
        { fromMs: at(2), untilMs: at(4), text: "" },
        { fromMs: at(-5), untilMs: at(1), text: "" },
      ],
      { startMs: 0, minutes: 6, zones: 3 },
    );
    expect([...part].map((one) => Number(one.toFixed(3)))).toEqual([0.667, 1, 0.667, 0.667, 1, 1]);
  });
});
