import { fileURLToPath } from "node:url";
import { describe, expect, jest, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { readSettings } from "../../infra/settings/index.ts";
import { seasonOutputs, stackSeason } from "../../infra/stack-season.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A stack's season as the program plans it on a date, and what it warned of. */
async function seasonOf(stack: string, today: string) {
  const settings = {
    ...readSettings(ROOT, stack),
    season: { today: Temporal.PlainDate.from(today) },
  };
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  try {
    const plan = await stackSeason(ROOT, stack, settings);
    return { plan, warned: warn.mock.calls.map(([message]) => message) };
  } finally {
    warn.mockRestore();
  }
}

describe("a stack's season", () => {
  test("is planned from the settings' date, and told in the stack's outputs", async () => {
    const { plan } = await seasonOf("prod-se", "2026-12-22");
    expect(seasonOutputs(plan)).toEqual({
      plannedFrom: "2026-12-22",
      reason: "Sweden: grades are opened",
      until: "2026-12-23",
      coveredUntil: "2027-02-08",
      databaseSize: plan.declared.databaseSize,
      staging: { least: expect.any(Number), most: expect.any(Number) },
    });
  });

  test("warns of the three nearest things that a person must do, and stops nothing", async () => {
    const { plan, warned } = await seasonOf("prod-se", "2026-12-22");
    const todo = plan.findings.filter(({ level }) => level === "act");
    expect(todo.length).toBeGreaterThan(3);
    expect(warned).toEqual(todo.slice(0, 3).map(({ message }) => `To do: ${message}.`));
  });
});
