import { describe, expect, test } from "@jest/globals";
import { judgeAll } from "./support/judge-all.ts";
import { realStack } from "./support/real-stack.ts";

describe("the real stacks", () => {
  for (const stack of ["prod-se", "prod-is", "prod-uk"]) {
    test.each([
      ["new", false],
      ["standing", true],
    ] as const)(`pass every policy without an exception: ${stack}, %s`, async (_, known) => {
      expect(judgeAll(await realStack(stack, { today: "2026-11-25", known }))).toEqual([]);
    });
  }

  test("pass in the middle of the grade period too", async () => {
    expect(judgeAll(await realStack("prod-se", { today: "2026-12-21", known: true }))).toEqual([]);
  });

  test("are told in summer that their calendars end", async () => {
    const found = judgeAll(await realStack("prod-se", { today: "2027-07-07", known: true }));
    expect(new Set(found.map(({ by }) => by))).toEqual(new Set(["season-calendar-reach"]));
  });
});
