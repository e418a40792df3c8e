import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { quarterAt } from "../../../infra/season/demand/horizon.ts";
import { type SeasonPlan, seasonPlan } from "../../../infra/season/plan.ts";
import { readSettings } from "../../../infra/settings/index.ts";
import { readPlanInput } from "../../../infra/settings/plan-input.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const TODAY = Temporal.PlainDate.from("2026-11-25");

async function planOf(stack: string, today = TODAY): Promise<SeasonPlan> {
  return seasonPlan(
    await readPlanInput({ root: ROOT, stack, settings: readSettings(ROOT, stack), today }),
  );
}

const plans = new Map(
  await Promise.all(
    ["prod-se", "prod-is", "prod-uk"].map(async (stack) => [stack, await planOf(stack)] as const),
  ),
);

/** The plan of a stack, and what it has at a local time. */
function plan(stack: string): SeasonPlan {
  const found = plans.get(stack);
  if (found === undefined) throw new Error(`no plan of ${stack}`);
  return found;
}

function at(one: SeasonPlan, time: string, values: Int32Array): number {
  const instant = Temporal.PlainDateTime.from(time).toZonedDateTime(one.zone.iana).toInstant();
  return values[quarterAt(one.horizon, instant)] as number;
}

describe("the real plan of prod-se", () => {
  const sweden = plan("prod-se");

  test.each([
    ["an ordinary night in term", "2027-02-10T03:00", 4],
    ["the first bell after summer's end, without a calendar", "2027-08-16T08:00", 24],
    ["a night of the summer holidays", "2027-07-14T03:00", 4],
  ])("keeps on %s %s so many clones: %d", (_what, time, clones) => {
    expect(at(sweden, time, sweden.floors)).toBe(clones);
  });

  test("has the clones standing before the grades are opened in December and in June", () => {
    for (const morning of ["2026-12-22", "2027-06-11"]) {
      const usual = at(sweden, `${morning}T03:00`, sweden.floors);
      expect(usual).toBe(4);
      expect(at(sweden, `${morning}T07:45`, sweden.floors)).toBeGreaterThanOrEqual(3 * usual);
      expect(at(sweden, `${morning}T08:00`, sweden.floors)).toBe(
        at(sweden, `${morning}T08:00`, sweden.need),
      );
    }
  });

  test("fits the settings wherever a calendar is known", () => {
    const known = quarterAt(
      sweden.horizon,
      Temporal.PlainDate.from("2027-08-09").toZonedDateTime(sweden.zone.iana).toInstant(),
    );
    const { web, edge } = readSettings(ROOT, "prod-se");
    expect(Math.max(...sweden.need.subarray(0, known))).toBeLessThanOrEqual(web.ceiling);
    expect(Math.max(...sweden.gateway.subarray(0, known))).toBeLessThan(edge.maximum);
  });

  test("needs less than half of what the ceiling would cost all year, with all of autumn unknown", () => {
    expect(sweden.cloneHours.floors / sweden.cloneHours.ceiling).toBeLessThan(0.5);
  });

  test("says what to do: calendars that end in August 2027", () => {
    const todo = sweden.findings.filter(({ level }) => level === "act");
    expect(todo.map(({ code }) => code)).toEqual([
      "calendar-ends",
      "calendar-ends",
      "gateway-too-small",
      "too-few-clones",
    ]);
    for (const { message } of todo.slice(2)) expect(message).toContain("have no calendar");
  });
});

describe.each(["prod-is", "prod-uk"])("the real plan of %s", (stack) => {
  test("keeps one clone a zone as long as the calendar is known, as a small country needs no more", () => {
    expect(new Set(plan(stack).floors.subarray(0, 36 * 672))).toEqual(new Set([3]));
  });
});

test.each(["prod-se", "prod-is", "prod-uk"])("tells %s in at most 60 stretches a year", (stack) => {
  expect(plan(stack).stretches.length).toBeLessThanOrEqual(61);
});

test.each(["2027-03-28", "2027-10-31", "2028-02-29", "2026-12-31"])(
  "plans prod-se on %s: change of the clock, leap day, turn of the year",
  async (date) => {
    const one = await planOf("prod-se", Temporal.PlainDate.from(date));
    const local = one.horizon.from.toZonedDateTimeISO(one.zone.iana);
    expect([local.dayOfWeek, local.hour]).toEqual([1, 0]);
    expect(one.profiles.profiles.length).toBeLessThanOrEqual(20);
    expect(one.stretches.at(-1)?.quarters[1]).toBe(one.horizon.quarters);
  },
);

test("takes the settings' date where none is given, and the given one before it", async () => {
  const settings = { ...readSettings(ROOT, "prod-uk"), season: { today: TODAY } };
  const written = await readPlanInput({ root: ROOT, stack: "prod-uk", settings });
  expect(String(written.now)).toBe("2026-11-25T00:00:00Z");
  const today = Temporal.PlainDate.from("2027-06-01");
  const given = await readPlanInput({ root: ROOT, stack: "prod-uk", settings, today });
  // In daylight time.
  expect(String(given.now)).toBe("2027-05-31T23:00:00Z");
});

test("takes today in the datacenter's zone where no date is written", async () => {
  const settings = readSettings(ROOT, "prod-se");
  const { now } = await readPlanInput({ root: ROOT, stack: "prod-se", settings });
  const local = now.toZonedDateTimeISO("Europe/Stockholm");
  expect(local.toPlainTime().equals(Temporal.PlainTime.from("00:00"))).toBe(true);
  const hours = (Temporal.Now.instant().epochMilliseconds - now.epochMilliseconds) / 3_600_000;
  expect(hours).toBeGreaterThanOrEqual(0);
  expect(hours).toBeLessThan(25.5);
});
