import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { type DayKind, dayKind, seasonAt } from "../../../infra/season/calendar.ts";
import {
  type CalendarStretch,
  readSiteCalendar,
  type SiteCalendar,
} from "../../../infra/settings/calendars/read-site-calendar.ts";
import { CALENDAR, refusalFrom, withFiles } from "./data-support.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

function read(text: string, covers?: CalendarStretch): Promise<SiteCalendar> {
  return withFiles({ "site.yaml": text }, (root) => readSiteCalendar(`${root}/site.yaml`, covers));
}

function kinds({ regions }: SiteCalendar, ...days: readonly string[]): DayKind[] {
  return days.map((day) => dayKind(regions[0] as SiteCalendar["regions"][number], date(day)));
}

const CAMPUS = `zone: America/Regina
regions:
  - publicHolidays: [1995-09-04, 1995-10-09]
    terms: [1995-09-05 to 1995-12-22, 1996-01-08 to 1996-04-04]
    holidays:
      summer: [1995-05-01 to 1995-09-04]
`;

describe("readSiteCalendar", () => {
  test("takes a zone alone for a site without school: every weekday is ordinary, in any year", async () => {
    const calendar = await read("zone: Asia/Tokyo\n");
    expect(calendar.zone).toBe("Asia/Tokyo");
    expect(kinds(calendar, "1995-07-04", "2026-12-25", "2099-01-01", "2026-06-06")).toEqual([
      ...["school-day", "school-day", "school-day", "weekend"],
    ]);
  });

  test("takes terms alone, of old years, and what lies between them for holidays", async () => {
    const calendar = await read(CAMPUS);
    expect(
      kinds(calendar, "1995-07-04", "1995-09-06", "1995-10-09", "1995-12-27", "1996-02-06"),
    ).toEqual([...["holiday", "school-day", "public-holiday", "holiday", "school-day"]]);
    expect(kinds(calendar, "1995-04-28", "1996-04-08")).toEqual(["unknown", "unknown"]);
    const [region] = calendar.regions;
    expect(region?.gradeOpenings).toEqual([]);
    expect(region && seasonAt(region, date("1995-09-06"))?.kind).toBe("term-start");
    expect(region && seasonAt(region, date("1995-11-06"))?.kind).toBe("term");
  });

  test("takes a market's calendar as it is, with that country's public holidays", async () => {
    const calendar = await read(CALENDAR);
    expect(calendar.regions.map(({ code, share }) => [code, share])).toEqual([
      ...[
        ["north", 0.25],
        ["south", 0.75],
      ],
    ]);
    expect(kinds(calendar, "2027-05-03", "2026-10-26")).toEqual(["public-holiday", "holiday"]);
    expect(calendar.regions[1]?.gradeOpenings.map(({ at }) => at.toString())).toEqual([
      "2026-12-11T16:30:00+00:00[Europe/London]",
    ]);
  });

  test.each(["campus-web-hourly-1995", "university-daily-2013-14", "app-server-hourly-2015-20"])(
    "reads the calendar of the trace %s",
    (name) => {
      const file = new URL(`../../../data/traces/calendars/${name}.yaml`, import.meta.url);
      expect(readSiteCalendar(fileURLToPath(file)).regions).toHaveLength(1);
    },
  );

  test("is content with a calendar that covers what is asked for, and with one that has no terms", async () => {
    const covers = { from: date("1995-05-01"), until: date("1996-04-05") };
    await expect(read(CAMPUS, covers)).resolves.toMatchObject({ zone: "America/Regina" });
    await expect(read("zone: UTC\n", covers)).resolves.toMatchObject({ zone: "UTC" });
  });

  test.each([
    ["a zone that is none", CAMPUS.replace("America/Regina", "Mars/Olympus"), 1, 1, "zone", /IANA/],
    [
      "a day that does not exist",
      CAMPUS.replace("1995-12-22", "1995-12-32"),
      4,
      13,
      "regions[0].terms[0]",
      /does not/,
    ],
    [
      "terms in disorder",
      CAMPUS.replace("1996-01-08", "1995-10-08"),
      4,
      39,
      "regions[0].terms[1]",
      /after the one before/,
    ],
    [
      "a public holiday that is none",
      CAMPUS.replace("1995-10-09", "Thanksgiving"),
      3,
      5,
      "regions[0].publicHolidays",
      /list of days/,
    ],
    ["a key that is none", `${CAMPUS}termStarts: 3\n`, 7, 1, "termStarts", /`zone`, `sources`/],
    [
      "shares that miss 1",
      CAMPUS.replace("- public", "- share: 0.5\n    public"),
      2,
      1,
      "regions",
      /add up to 1/,
    ],
  ])("refuses %s, with its place", async (_, text, line, column, path, allowed) => {
    const error = await refusalFrom(read(text));
    expect(error.code).toBe("settings-invalid");
    expect(error.issues).toHaveLength(1);
    expect(error.issues[0]).toMatchObject({ line, column, path });
    expect(error.issues[0]?.allowed).toMatch(allowed);
  });

  test.each([
    ["before", "1995-04-01", "1995-12-01", "add 1995-04-01 to 1995-04-30 to a term"],
    ["after", "1995-06-01", "1996-06-01", "add 1996-04-05 to 1996-05-31 to a term"],
    [
      "around",
      "1995-04-30",
      "1996-04-06",
      "add 1995-04-30 to 1995-04-30 and 1996-04-05 to 1996-04-05 to",
    ],
  ])("refuses a calendar that does not cover what lies %s it", async (_, from, until, edit) => {
    const error = await refusalFrom(read(CAMPUS, { from: date(from), until: date(until) }));
    expect(error.issues).toHaveLength(1);
    expect(error.issues[0]).toMatchObject({ path: "regions[0].terms", line: 4, column: 5 });
    expect(error.issues[0]?.edit).toContain(edit);
  });

  test("refuses a file that is not there", () => {
    expect(() => readSiteCalendar("/nowhere/site.yaml")).toThrow(
      expect.objectContaining({ code: "settings-not-found" }),
    );
  });
});
