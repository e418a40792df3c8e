import { describe, expect, test } from "@jest/globals";
import type { Stack } from "../../policies/support/policy.ts";
import { judgeAll } from "./support/judge-all.ts";
import { realStack } from "./support/real-stack.ts";

/** All that is found, but for the drill that nobody has done yet. */
const found = (stack: Stack) =>
  judgeAll(stack).filter(({ by, kind }) => by !== "backup-restore-drill" || kind !== "no-evidence");

describe("the real stacks", () => {
  for (const stack of ["prod-se", "prod-is", "prod-uk"]) {
    test.each([
      ["new", false],
      ["standing", true],
    ] as const)(`pass every policy without an exception: ${stack}, %s`, async (_, known) => {
      expect(found(await realStack(stack, { today: "2026-11-25", known }))).toEqual([]);
    });
  }

  test("pass in the middle of the grade period too", async () => {
    expect(found(await realStack("prod-se", { today: "2026-12-21", known: true }))).toEqual([]);
  });

  test("are told that no restore was rehearsed: it never passes in silence", async () => {
    const told = judgeAll(await realStack("prod-uk", { today: "2026-11-25", known: true }));
    expect(told.map(({ by, kind }) => [by, kind])).toEqual([
      ["backup-restore-drill", "no-evidence"],
    ]);
  });

  test("are told in summer that their calendars end", async () => {
    const told = found(await realStack("prod-se", { today: "2027-07-07", known: true }));
    expect(new Set(told.map(({ by }) => by))).toEqual(new Set(["season-calendar-reach"]));
  });
});
