import { describe, expect, test } from "@jest/globals";
import { quarterAt } from "../../../infra/season/demand/horizon.ts";
import { dayNumber } from "../../../infra/season/demand/local-days.ts";
import { dayRuns } from "../../../infra/season/plan/stretches.ts";
import { type SeasonPlan, seasonPlan } from "../../../infra/season/plan.ts";
import { at, calendar, customers, region } from "./demand/fixture.ts";
import { calendars, MODEL, PLAN, planInput, YEAR } from "./plan-fixture.ts";

/** What a plan has at a local time in Sweden. */
function on(plan: SeasonPlan, time: string, values: Int32Array = plan.floors): number {
  return values[quarterAt(plan.horizon, at("se", time))] as number;
}

describe("seasonPlan", () => {
  test("starts with the week and looks a year ahead, by the datacenter's clock", () => {
    expect(PLAN.horizon.from.equals(at("se", "2026-11-23T00:00"))).toBe(true);
    expect(quarterAt(PLAN.horizon, at("se", "2027-11-29T00:00"))).toBe(PLAN.horizon.quarters);
  });

  test.each([
    ["at night", "2027-02-10T03:00", 4],
    // 300 requests a second in term, 900 at the bell: 900 / (100 × 0.7) = 13, and 900 / (100 × 0.9) = 10
    // with a zone lost, which are 15 in three.
    ["at the bell", "2027-02-10T08:00", 15],
    ["before the bell, as a clone takes a quarter of an hour", "2027-02-10T07:30", 15],
    ["at a holiday's hour of the bell", "2027-06-29T08:00", 4],
  ])("keeps a floor %s", (_when, time, floor) => {
    expect(on(PLAN, time)).toBe(floor);
  });

  test("starts with the floor that stands when the day begins", () => {
    expect(PLAN.declared.clones).toBe(on(PLAN, "2026-11-25T00:00"));
  });

  test("keeps whoever gave notice and has not come yet, the first to come first", () => {
    const customer = (name: string, noticed: string, start: string, market = "se") => ({
      ...{ name, market, pupils: 1000 },
      noticed: Temporal.PlainDate.from(noticed),
      start: Temporal.PlainDate.from(start),
    });
    const { customers: known, calendars: all } = planInput();
    const plan = seasonPlan(
      planInput({
        calendars: all,
        customers: {
          ...known,
          customers: [
            customer("later", "2026-11-25", "2027-08-16"),
            customer("sooner", "2026-10-01", "2026-11-26"),
            customer("here", "2026-10-01", "2026-11-25"),
            customer("not told yet", "2026-11-26", "2027-01-11"),
            customer("of another datacenter", "2026-10-01", "2027-01-11", "gb"),
          ] as typeof known.customers,
        },
      }),
    );
    expect(plan.notices.map(({ name }) => name)).toEqual(["sooner", "later"]);
  });

  test("leaves the ordinary hours of a school day to the rules", () => {
    expect(on(PLAN, "2027-02-10T13:00", PLAN.need)).toBe(6);
    expect(on(PLAN, "2027-02-10T13:00")).toBe(4);
  });

  test("keeps floors within the settings, ceilings above floors, and all within the reserve", () => {
    for (let i = 0; i < PLAN.horizon.quarters; i++) {
      const [floor, ceiling] = [PLAN.floors[i] as number, PLAN.ceilings[i] as number];
      const [reserve, lent] = [PLAN.reserve[i] as number, PLAN.lent[i] as number];
      if (floor < 4 || ceiling < floor || ceiling > 100 || ceiling + lent > reserve) {
        throw new Error(`quarter ${i}: floor ${floor}, ceiling ${ceiling}, ${reserve} − ${lent}`);
      }
    }
  });

  test("never plans more than the settings allow, and says what is missing", () => {
    const { settings } = planInput();
    const plan = seasonPlan(
      planInput({
        settings: {
          ...settings,
          web: { ...settings.web, ceiling: 12 },
          edge: { ...settings.edge, maximum: 9 },
        },
      }),
    );
    expect(Math.max(...plan.floors, ...plan.ceilings)).toBe(12);
    expect(Math.max(...plan.gateway)).toBe(9);
    expect(Math.max(...plan.need)).toBeGreaterThan(12);
    const found = plan.findings.filter(({ level }) => level === "act");
    expect(found.map(({ code }) => code).sort()).toEqual(["gateway-too-small", "too-few-clones"]);
    expect(found.map(({ message }) => message).join("\n")).toMatch(/Raise `edge.maximum`/);
    expect(found.map(({ message }) => message).join("\n")).toMatch(/Raise `web.ceiling`/);
  });

  test("gives the same plan for the same input, and for another day of the week the same arrays", () => {
    expect(JSON.stringify(seasonPlan(planInput()))).toBe(JSON.stringify(PLAN));
    const friday = seasonPlan(planInput({ now: at("se", "2026-11-27T00:00") }));
    expect(friday.floors).toEqual(PLAN.floors);
    expect(friday.reserve).toEqual(PLAN.reserve);
    expect(friday.profiles.profiles).toEqual(PLAN.profiles.profiles);
  });

  test("finds nothing wrong where all is known and large enough", () => {
    expect(PLAN.findings).toEqual([]);
  });
});

describe("without a calendar", () => {
  const until = YEAR.slice(0, 9).concat("end 2027-08-16");
  const plan = seasonPlan(planInput({ calendars: calendars(calendar("se", region("se", until))) }));
  const from = quarterAt(plan.horizon, at("se", "2027-08-16T00:00"));

  test("shrinks at no time, not at night and not at weekends", () => {
    const floors = new Set(plan.floors.subarray(from));
    expect(floors.size).toBe(1);
    expect([...floors][0]).toBe(Math.max(...plan.floors));
    expect([...floors][0]).toBe(Math.max(...plan.need.subarray(from)));
  });

  test("says from which date on, and why", () => {
    const [finding] = plan.findings;
    expect(finding?.code).toBe("calendar-ends");
    expect(finding?.level).toBe("act");
    expect(finding?.from.equals(at("se", "2027-08-16T00:00"))).toBe(true);
    expect(finding?.message).toBe(
      "Sweden has no calendar from 2027-08-16 for 100 % of its pupils. Those days are planned as the " +
        "busiest, and where they decide nothing shrinks. Add the next school year to data/calendars/se.yaml",
    );
    expect(plan.stretches.at(-1)).toMatchObject({
      reason: "Sweden: no calendar, so nothing shrinks",
      provisional: true,
    });
  });

  test("plans a whole horizon without a calendar at its highest", () => {
    const past = calendar("se", region("se", ["term 2025-01-07", "end 2025-06-13"]));
    const blind = seasonPlan(planInput({ calendars: calendars(past) }));
    expect(new Set(blind.floors).size).toBe(1);
    expect(blind.stretches).toHaveLength(1);
  });

  test("tells the first day and the worst one where regions end apart", () => {
    const east = region("se", YEAR.slice(0, 9).concat("end 2027-08-16"), {
      code: "east",
      share: 0.25,
    });
    const west = region("se", YEAR.slice(0, 9).concat("end 2027-08-20"), {
      code: "west",
      share: 0.75,
    });
    const apart = seasonPlan(planInput({ calendars: calendars(calendar("se", east, west)) }));
    expect(apart.findings[0]?.message).toContain(
      "no calendar from 2027-08-16 for 25 % of its pupils, from 2027-08-20 for 100 %",
    );
  });
});

test("says which pupils are an estimate", () => {
  const counted = customers(300_000);
  const se = { ...counted.markets.se, assumed: true };
  const plan = seasonPlan(
    planInput({ customers: { ...counted, markets: { ...counted.markets, se } } }),
  );
  expect(plan.findings.map(({ code, level }) => `${level} ${code}`)).toEqual([
    "know pupils-assumed",
  ]);
});

describe("stretches", () => {
  test("cover the horizon with whole local days, one after the other", () => {
    let end = PLAN.horizon.from;
    for (const stretch of PLAN.stretches) {
      expect(stretch.start.equals(end)).toBe(true);
      expect(stretch.start.toZonedDateTimeISO("Europe/Stockholm").hour).toBe(0);
      end = stretch.end;
    }
    expect(end.equals(at("se", "2027-11-29T00:00"))).toBe(true);
  });

  test("are told by season, at most 60 a year", () => {
    expect(PLAN.stretches.length).toBeLessThanOrEqual(61);
    expect([...new Set(PLAN.stretches.map(({ reason }) => reason))]).toEqual([
      "Sweden: term",
      "Sweden: grade period",
      "Sweden: grades are opened",
      "Sweden: holidays (holiday)",
      "Sweden: start of term",
    ]);
  });

  test("say the hours in which more stands, and what staging and each zone have", () => {
    const term = PLAN.stretches.find(({ start }) => start.equals(at("se", "2027-01-25T00:00")));
    expect(term).toMatchObject({
      floor: { least: 4, most: 15 },
      busy: { from: 450, until: 495 },
      need: 15,
      provisional: false,
      databaseSize: expect.stringMatching(/^Standard_/),
    });
    expect(Object.keys(term?.reserve ?? {})).toEqual(["1", "2", "3"]);
    expect(term?.staging.most).toBeGreaterThan(0);
  });

  test("are provisional where their market's dates are", () => {
    const written = region("se", YEAR);
    const seasons = written.seasons.map((season) => ({
      ...season,
      provisional: String(season.start) === "2027-06-12",
    }));
    const plan = seasonPlan(
      planInput({ calendars: calendars(calendar("se", { ...written, seasons })) }),
    );
    const provisional = plan.stretches.filter((stretch) => stretch.provisional);
    expect(new Set(provisional.map(({ reason }) => reason))).toEqual(
      new Set(["Sweden: holidays (holiday)"]),
    );
    expect(plan.findings.map(({ code }) => code)).toEqual(["calendar-provisional"]);
  });

  test("are not cut at weekends on which another market is the busier one", () => {
    const weekends = { ...MODEL, weekday: [0.1, 0.1, 0.1, 0.1, 0.1, 3, 3] as const };
    const { settings } = planInput();
    const plan = seasonPlan(
      planInput({
        settings: {
          ...settings,
          markets: [...settings.markets, { code: "de", hostname: "de.school.example" }],
        },
        calendars: calendars(
          calendar("se", region("se", YEAR)),
          calendar("de", region("de", YEAR)),
        ),
        modelOf: (market) => (market === "de" ? weekends : MODEL),
      }),
    );
    for (const { reason } of plan.stretches) expect(reason).toMatch(/^Sweden: /);
  });

  test("are joined where floors differ least, until a year has 60", () => {
    const days = Array.from({ length: 365 }, (_, i) => ({
      day: dayNumber(Temporal.PlainDate.from("2026-11-23")) + i,
      start: i,
      end: i + 1,
      busiest: i,
      cause: { market: "se", season: i % 20 < 10 ? "term" : "grade-period" } as const,
    }));
    const floors = Int32Array.from(days, (_, i) => {
      const week = Math.floor(i / 7);
      return week % 4 === 0 ? 20 : 4 + (week % 2);
    });
    const runs = dayRuns(days, floors);
    expect(runs.length).toBeLessThanOrEqual(60);
    expect(runs.flat()).toEqual(days);
    expect(runs.some((run) => new Set(run.map(({ start }) => floors[start])).size > 1)).toBe(true);
    expect(dayRuns(days.slice(0, 180), floors.slice(0, 180)).length).toBeLessThanOrEqual(30);
  });
});
