import { beforeAll, describe, expect, test } from "@jest/globals";
import type { MockedStack } from "../../support/mocked-stack.ts";
import { declare } from "./declare.ts";
import { SETTINGS } from "./fixture.ts";

let stack: MockedStack;
beforeAll(async () => {
  stack = await declare(SETTINGS);
});

function inputsOf(name: string): Record<string, unknown> {
  return stack.named(name).inputs;
}

describe("SeasonalScaling", () => {
  test("is given the plan's profiles, and until when they are planned", () => {
    const { profiles, tags } = inputsOf("prod-se-season-autoscale");
    expect(profiles).toMatchObject([
      { name: "always", capacity: { minimum: "11", maximum: "13" } },
      { name: "monday-0730", capacity: { minimum: "6", maximum: "9" } },
    ]);
    expect(tags).toHaveProperty("coveredUntil", "2027-01-11");
  });
});
