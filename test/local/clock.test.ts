import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ClockState, REAL, readClock, turnTo } from "../../local/clock.ts";

const running: ClockState = { mode: "running", at: 1_000, since: 50, rate: 60 };

/** @accepts clock */
test.each<[string, ClockState, number, number]>([
  ["real", REAL, 77, 77],
  ["stopped", { mode: "stopped", at: 5 }, 77, 5],
  ["running, at its start", running, 50, 1_000],
  ["running, ten milliseconds on", running, 60, 1_600],
  ["running, when the machine's clock was set back", running, 10, 1_000],
  ["running slowly, to whole milliseconds", { ...running, rate: 0.25 }, 53, 1_000],
])("reads a clock that is %s", (_, state, machine, expected) => {
  expect(readClock(state, machine)).toBe(expected);
});

/** @changes clock */
test.each<[string, ClockState, ClockState]>([
  ["stopped", { mode: "stopped", at: 5 }, { mode: "stopped", at: 9 }],
  ["running", running, { mode: "running", at: 9, since: 70, rate: 60 }],
  ["real", REAL, { mode: "running", at: 9, since: 70, rate: 1 }],
])("goes on as before when it is turned while %s", (_, before, after) => {
  expect(turnTo(before, 9, 70)).toEqual(after);
});

test("says what it was turned to, whatever its mode", () => {
  const states = fc.oneof(
    fc.constant(REAL),
    fc.record({ mode: fc.constant("stopped" as const), at: fc.nat() }),
    fc.record({
      mode: fc.constant("running" as const),
      at: fc.nat(),
      since: fc.nat(),
      rate: fc.double({ min: 0.001, max: 100_000, noNaN: true }),
    }),
  );
  fc.assert(
    fc.property(states, fc.nat(), fc.nat(), (state, at, machine) => {
      expect(readClock(turnTo(state, at, machine), machine)).toBe(at);
    }),
  );
});
