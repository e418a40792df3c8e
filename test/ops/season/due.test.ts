import { describe, expect, test } from "@jest/globals";
import { quarterStart } from "../../../infra/season/demand/horizon.ts";
import { type SeasonPlan, seasonPlan } from "../../../infra/season/plan.ts";
import { type Due, dueBetween, dueText } from "../../../ops/season/due.ts";
import { at } from "../../infra/season/demand/fixture.ts";
import { PLAN, planInput } from "../../infra/season/plan-fixture.ts";

/** The fixture's plan with something else declared. */
function declaring(declared: Partial<SeasonPlan["declared"]>): SeasonPlan {
  return { ...PLAN, declared: { ...PLAN.declared, ...declared } };
}

const said = (due: readonly Due[]): readonly string[] =>
  due.map(({ kind, what }) => `${kind}: ${what}`);

describe("dueBetween", () => {
  test("finds nothing on another day of the same week", () => {
    const thursday = seasonPlan(planInput({ now: at("se", "2026-11-26T00:00") }));
    expect(dueBetween(PLAN, thursday)).toEqual([]);
  });

  test("renews the profiles in the next week, before those that stand run out", () => {
    const monday = seasonPlan(planInput({ now: at("se", "2026-11-30T00:00") }));
    const renewals = dueBetween(PLAN, monday).filter(({ kind }) => kind === "renewal");
    expect(said(renewals)).toEqual([
      "renewal: autoscale's profiles of clones, planned anew until 2027-01-18",
      "renewal: autoscale's profiles of staging, planned anew until 2027-01-18",
    ]);
    for (const { by } of renewals) expect(by.equals(at("se", "2027-01-11T00:00"))).toBe(true);
  });

  test("raises the reserve a week and more before the opening of grades, by when it is too late", () => {
    const before = seasonPlan(planInput({ now: at("se", "2026-12-05T00:00") }));
    const after = seasonPlan(planInput({ now: at("se", "2026-12-07T00:00") }));
    const [first] = dueBetween(before, after);
    expect(first?.kind).toBe("scale-out");
    expect(first?.what).toMatch(/^reserve from \d+ to \d+ machines a zone$/);
    expect(first?.by.toZonedDateTimeISO("Europe/Stockholm").toPlainDate().toString()).toBe(
      "2026-12-18",
    );
  });

  test.each<[Partial<SeasonPlan["declared"]>, Partial<SeasonPlan["declared"]>, readonly string[]]>([
    [{ reservePerZone: 7 }, { reservePerZone: 4 }, ["return: reserve from 7 to 4 machines a zone"]],
    [
      { gatewayMinimum: 9 },
      { gatewayMinimum: 2 },
      ["return: gateway's minimum from 9 to 2 instances"],
    ],
    [
      { gatewayMinimum: 2 },
      { gatewayMinimum: 9 },
      ["scale-out: gateway's minimum from 2 to 9 instances"],
    ],
    [
      { rateLimitPerMinute: 500 },
      { rateLimitPerMinute: 1000 },
      ["scale-out: firewall's limit from 500 to 1000 requests a minute from one address"],
    ],
    [
      { rateLimitPerMinute: 1000 },
      { rateLimitPerMinute: 500 },
      ["return: firewall's limit from 1000 to 500 requests a minute from one address"],
    ],
    [
      { databaseSize: "Standard_D8ds_v5" },
      { databaseSize: "Standard_D16ds_v5" },
      [
        "scale-out: database from Standard_D8ds_v5 to Standard_D16ds_v5, by failover: outside school hours",
      ],
    ],
    [
      { databaseSize: "Standard_D8ds_v5" },
      { databaseSize: "Standard_D4ds_v5" },
      [
        "return: database from Standard_D8ds_v5 to Standard_D4ds_v5, by failover: outside school hours",
      ],
    ],
  ])("tells %j from %j", (before, after, due) => {
    expect(said(dueBetween(declaring(before), declaring(after)))).toEqual(due);
  });

  test("tells by the first bell that wants more", () => {
    const [due] = dueBetween(declaring({ reservePerZone: 2 }), declaring({ reservePerZone: 9 }));
    // More than six clones: at the next bell, ordered in time for it.
    expect(due?.by.equals(at("se", "2026-11-25T07:30"))).toBe(true);
  });

  test("tells a larger database by the plan's quiet hour of the day on which it is resized", () => {
    const grows = PLAN.database.findIndex((size, i) => size > (PLAN.database[i - 1] ?? size));
    const hour = quarterStart(PLAN.horizon, grows);
    const sunday = hour.toZonedDateTimeISO("Europe/Stockholm").startOfDay();
    const plans = [sunday.subtract({ days: 1 }), sunday].map((day) =>
      seasonPlan(planInput({ now: day.toInstant() })),
    );
    const due = dueBetween(...(plans as [SeasonPlan, SeasonPlan])).find(({ what }) =>
      what.startsWith("database"),
    );
    expect(due).toMatchObject({ kind: "scale-out" });
    expect(due?.by.equals(hour)).toBe(true);
    expect(sunday.dayOfWeek).toBe(7);
    expect(hour.equals(sunday.add({ hours: 4 }).toInstant())).toBe(true);
  });
});

describe("dueText", () => {
  test("says that nothing is due, and since when", () => {
    expect(dueText([], PLAN, PLAN, 200)).toBe(
      "prod-se, 2026-11-25: nothing is due: what `up` declared on 2026-11-25 still holds.",
    );
  });

  test.each([80, 120])("fits %d columns with what and by when in local time", (width) => {
    const monday = seasonPlan(planInput({ now: at("se", "2026-11-30T00:00") }));
    const text = dueText(dueBetween(PLAN, monday), PLAN, monday, width);
    expect(text).toMatch(/^prod-se, 2026-11-30: `up` is due/);
    expect(text).toMatch(/^ {2}renewal {4}by 2027-01-11 00:00 {2}autoscale's profiles of clones/m);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
  });
});
