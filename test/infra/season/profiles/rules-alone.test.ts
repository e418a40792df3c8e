import { describe, expect, test } from "@jest/globals";
import { assumedWeb } from "../../../../infra/season/capacity/assumed-capacity.ts";
import { rulesAlone } from "../../../../infra/season/profiles/rules-alone.ts";

/** Four vCPUs: a clone carries `rpsPerClone` at the most. */
const WEB = assumedWeb(4, { zones: 3, minimum: 3, maximum: 20 });

/** Quarters of so many fully busy clones' load each. */
const loads = (...busy: readonly (readonly [quarters: number, clones: number])[]): Float64Array =>
  Float64Array.from(
    busy.flatMap(([quarters, clones]) => Array(quarters).fill(clones * WEB.rpsPerClone)),
  );

describe("rulesAlone", () => {
  test("lets the least stand where nothing comes, and is never too late for it", () => {
    expect(rulesAlone(loads([96, 0]), WEB)).toEqual({ cloneHours: 72, hoursTooLate: 0 });
  });

  test("is in time for a load that never changes, once it has come", () => {
    const short = rulesAlone(loads([40, 6]), WEB);
    const long = rulesAlone(loads([400, 6]), WEB);
    expect(long.hoursTooLate).toBe(short.hoursTooLate);
    // 6 / 0.65: ten clones.
    expect(long.cloneHours - short.cloneHours).toBe(10 * 90);
  });

  test("comes too late for a bell, and lets nothing more stand for it", () => {
    const quiet = rulesAlone(loads([200, 1]), WEB);
    const bell = rulesAlone(loads([100, 1], [1, 9], [99, 1]), WEB);
    expect(bell.hoursTooLate - quiet.hoursTooLate).toBe(0.25);
    expect(bell.cloneHours).toBe(quiet.cloneHours);
  });

  test("takes clones away more slowly than they came", () => {
    const { cloneHours } = rulesAlone(loads([40, 6], [100, 0]), WEB);
    const stays = rulesAlone(loads([40, 6]), WEB).cloneHours + 25 * 3;
    // From ten to three, one a quarter: 9, 8, 7, 6, 5, 4 where three would do.
    expect(cloneHours - stays).toBe((6 + 5 + 4 + 3 + 2 + 1) / 4);
  });

  test("lets no more stand than is allowed", () => {
    const { cloneHours } = rulesAlone(loads([400, 100]), WEB);
    expect(cloneHours).toBeLessThanOrEqual(20 * 100);
  });
});
