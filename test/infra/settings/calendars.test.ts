import { expect, test } from "@jest/globals";
import { dayKind, type Region } from "../../../infra/season/calendar.ts";
import { MARKETS, type MarketCode, readCalendars } from "../../../infra/settings/index.ts";
import { CALENDAR, readText, refusalFrom, withFiles } from "./data-support.ts";
import { change } from "./support.ts";

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

/** A region's seasons as lines: kind, first day, day after the last, "?" where provisional. */
function lines(region: Region | undefined): readonly string[] {
  return (region?.seasons ?? []).map(
    ({ kind, start, end, name, provisional }) =>
      `${start} ${end} ${kind} ${name}${provisional ? " ?" : ""}`,
  );
}

async function regionOf(text: string, index = 0, market: MarketCode = "gb"): Promise<Region> {
  const region = (await readText(text, market)).regions[index];
  if (region === undefined) throw new Error("There is no such region");
  return region;
}

test("cuts terms into start, term and grade period, around holidays", async () => {
  expect(lines(await regionOf(CALENDAR))).toEqual([
    "2026-09-01 2026-09-08 term-start autumn 2026",
    "2026-09-08 2026-10-24 term autumn 2026",
    "2026-10-24 2026-11-02 holiday half-terms",
    "2026-11-02 2026-11-28 term autumn 2026",
    "2026-11-28 2026-12-19 grade-period autumn 2026",
    "2026-12-19 2027-01-04 holiday Christmas",
    "2027-01-04 2027-01-09 term-start spring 2027",
    "2027-01-09 2027-03-05 term spring 2027",
    "2027-03-05 2027-03-26 grade-period spring 2027",
    "2027-03-26 2027-04-12 holiday Easter",
    "2027-04-12 2027-04-17 term-start summer 2027",
    "2027-04-17 2027-05-29 term summer 2027",
    "2027-05-29 2027-06-07 holiday half-terms",
    "2027-06-07 2027-07-01 term summer 2027",
    "2027-07-01 2027-07-22 grade-period summer 2027",
    "2027-07-22 2027-09-01 holiday summer",
  ]);
});

test("takes a grade period by its dates in place of the derived one, and lets the term go on after it", async () => {
  const region = await regionOf(CALENDAR, 1);
  expect(lines(region)).toEqual([
    "2026-08-31 2026-09-05 term-start autumn 2026 ?",
    "2026-09-05 2026-11-30 term autumn 2026 ?",
    "2026-11-30 2026-12-12 grade-period autumn 2026",
    "2026-12-12 2026-12-18 term autumn 2026 ?",
  ]);
  expect(region.gradeOpenings.map(({ at, provisional }) => [at.toString(), provisional])).toEqual([
    ["2026-12-11T16:30:00+00:00[Europe/London]", false],
  ]);
});

test("opens derived grades on the last school day, or as many before it as the rule says", async () => {
  const last = await regionOf(CALENDAR);
  expect(last.gradeOpenings.map(({ at }) => at.toPlainDateTime().toString())).toEqual([
    "2026-12-18T08:00:00",
    "2027-03-25T08:00:00",
    "2027-07-21T08:00:00",
  ]);
  expect(last.gradeOpenings.every(({ provisional }) => provisional)).toBe(true);
  const rule = 'weeks: 2, schoolDaysBeforeEnd: 5, at: "17:45"';
  const earlier = await regionOf(change(CALENDAR, 'weeks: 3…08:00"', rule));
  expect(earlier.gradeOpenings.map(({ at }) => at.toPlainDateTime().toString())).toEqual([
    "2026-12-11T17:45:00",
    "2027-03-18T17:45:00",
    "2027-07-14T17:45:00",
  ]);
  expect(lines(earlier).filter((line) => line.includes("grade-period"))[0]).toBe(
    "2026-11-28 2026-12-12 grade-period autumn 2026",
  );
});

test("steps over holidays and public holidays at both ends of a term", async () => {
  // 31 August is a bank holiday in England: the five school days from it end on 7 September.
  const england = change(
    CALENDAR,
    "    terms: [2026-08-31 to…",
    "    publicHolidays: ENG\n    terms: [2026-08-31 to 2026-12-17]",
  );
  expect(lines(await regionOf(england, 1))[0]).toBe("2026-08-31 2026-09-08 term-start autumn 2026");
  const early = change(CALENDAR, "Christmas: [2026-12-19", "Christmas: [2026-12-17");
  const [opening] = (await regionOf(early)).gradeOpenings;
  expect(opening?.at.toPlainDate().toString()).toBe("2026-12-16");
});

test("marks what is provisional: a region, a term, its end alone with the start of the next", async () => {
  const whole = change(CALENDAR, "name: North", "name: North\n    provisional: true");
  expect(lines(await regionOf(whole)).every((line) => line.endsWith("?"))).toBe(true);
  const end = change(CALENDAR, "2027-03-25, 2027-04-12", "2027-03-25 provisional end, 2027-04-12");
  expect(lines(await regionOf(end)).filter((line) => line.endsWith("?"))).toEqual([
    "2027-03-05 2027-03-26 grade-period spring 2027 ?",
  ]);
  const joined = change(
    change(CALENDAR, "2027-03-25, 2027-04-12", "2027-04-09 provisional end, 2027-04-12"),
    "Easter: [2027-03-26 to 2027-04-11]",
    "Easter: [2027-03-26 to 2027-03-29]",
  );
  expect(lines(await regionOf(joined)).filter((line) => line.endsWith("?"))).toEqual([
    "2027-03-20 2027-03-26 grade-period spring 2027 ?",
    "2027-03-30 2027-04-12 grade-period spring 2027 ?",
    "2027-04-12 2027-04-17 term-start summer 2027 ?",
  ]);
});

test("knows a region from its first day to the day after its last, and its public holidays between", async () => {
  const { knownFrom, knownUntil, publicHolidays } = await regionOf(CALENDAR);
  expect([`${knownFrom}`, `${knownUntil}`]).toEqual(["2026-09-01", "2027-09-01"]);
  expect(publicHolidays.map(String)).toEqual([
    "2026-12-25",
    "2026-12-26",
    "2026-12-28",
    "2027-01-01",
    "2027-03-26",
    "2027-03-29",
    "2027-05-03",
    "2027-05-31",
    "2027-08-30",
  ]);
});

test("lets a public holiday stand between a holiday and a term", async () => {
  const region = await regionOf(
    change(CALENDAR, "2026-12-19 to 2027-01-03", "2026-12-19 to 2026-12-31"),
  );
  expect(dayKind(region, day("2027-01-01"))).toBe("public-holiday");
  expect(lines(region)).toContain("2026-12-19 2027-01-04 holiday Christmas");
});

test("keeps a leap day and the turn of a year within their seasons", async () => {
  const leap = change(CALENDAR, "2026-08-31 to 2026-12-17 provisional", "2027-08-30 to 2028-03-31");
  const period = change(
    leap,
    "days: 2026-11-30 to 2026-12-11, opens: 2026-12-11 16:30",
    "days: 2028-02-14 to 2028-02-29, opens: 2028-02-29 16:30",
  );
  const region = await regionOf(period, 1);
  expect(lines(region)).toEqual([
    "2027-08-30 2027-09-04 term-start autumn 2027",
    "2027-09-04 2028-02-14 term autumn 2027",
    "2028-02-14 2028-03-01 grade-period autumn 2027",
    "2028-03-01 2028-04-01 term autumn 2027",
  ]);
  expect(region.gradeOpenings[0]?.at.toInstant().toString()).toBe("2028-02-29T16:30:00Z");
});

/** Both changes of daylight time in each zone: local opening and the instant that it means. */
const OPENINGS: readonly (readonly [MarketCode, string, string])[] = [
  ["se", "2026-10-24 08:00", "2026-10-24T06:00:00Z"],
  ["se", "2026-10-25 02:30", "2026-10-25T00:30:00Z"],
  ["se", "2026-10-25 08:00", "2026-10-25T07:00:00Z"],
  ["se", "2027-03-27 08:00", "2027-03-27T07:00:00Z"],
  ["se", "2027-03-28 02:30", "2027-03-28T00:30:00Z"],
  ["se", "2027-03-28 08:00", "2027-03-28T06:00:00Z"],
  ["is", "2026-10-24 08:00", "2026-10-24T08:00:00Z"],
  ["is", "2026-10-25 01:30", "2026-10-25T01:30:00Z"],
  ["is", "2027-03-28 01:30", "2027-03-28T01:30:00Z"],
  ["is", "2027-03-28 08:00", "2027-03-28T08:00:00Z"],
  ["gb", "2026-10-24 08:00", "2026-10-24T07:00:00Z"],
  ["gb", "2026-10-25 01:30", "2026-10-25T00:30:00Z"],
  ["gb", "2026-10-25 08:00", "2026-10-25T08:00:00Z"],
  ["gb", "2027-03-28 01:30", "2027-03-28T00:30:00Z"],
  ["gb", "2027-03-28 08:00", "2027-03-28T07:00:00Z"],
  ["ch", "2026-10-25 02:30", "2026-10-25T00:30:00Z"],
  ["ch", "2026-10-25 08:00", "2026-10-25T07:00:00Z"],
  ["ch", "2027-03-28 02:30", "2027-03-28T00:30:00Z"],
  ["ch", "2027-03-28 08:00", "2027-03-28T06:00:00Z"],
  ["de", "2026-10-25 02:30", "2026-10-25T00:30:00Z"],
  ["de", "2026-10-25 08:00", "2026-10-25T07:00:00Z"],
  ["de", "2027-03-28 02:30", "2027-03-28T00:30:00Z"],
  ["de", "2027-03-28 08:00", "2027-03-28T06:00:00Z"],
];

test.each(OPENINGS)("opens grades of %s at %s local time at %s", async (market, opens, instant) => {
  const date = opens.slice(0, 10);
  const text = `zone: ${MARKETS[market].timeZone}
sources: [{ for: all, name: made up, date: 2026-11-01 }]
termStart: { schoolDays: 5 }
gradePeriod: { weeks: 3, schoolDaysBeforeEnd: 0, at: "08:00" }
regions:
  - code: all
    name: All
    share: 1
    terms: [2026-08-31 to 2027-05-28]
    holidays: {}
    gradePeriods: [{ days: ${date}, opens: ${opens} }]
`;
  const { gradeOpenings } = await regionOf(text, 0, market);
  expect(gradeOpenings[0]?.at.toInstant().toString()).toBe(instant);
});

test("reports everything that is wrong in all files at once, by place", async () => {
  const two = CALENDAR.replace("schoolDays: 5", "schoolDays: 0").replace("share: 0.25", "share: 2");
  const files = { "data/calendars/gb.yaml": two, "data/calendars/de.yaml": "zone: [\n" };
  const error = await refusalFrom(
    withFiles(files, (root) => readCalendars(root, ["gb", "de", "ch", "gb"])),
  );
  expect(error.issues.map(({ file, line }) => `${file}:${line}`)).toEqual([
    "data/calendars/gb.yaml:4",
    "data/calendars/gb.yaml:9",
    "data/calendars/de.yaml:2",
    "data/calendars/ch.yaml:undefined",
  ]);
  expect(error.code).toBe("settings-invalid");
});

test.each([
  ["is not there", {}, "settings-not-found"],
  ["is a folder", { "data/calendars/gb.yaml/x": "" }, "settings-unreadable"],
  ["is no YAML", { "data/calendars/gb.yaml": "a: [" }, "settings-yaml"],
  ["is empty", { "data/calendars/gb.yaml": "" }, "settings-invalid"],
])("refuses a calendar that %s", async (_, files, code) => {
  const error = await refusalFrom(withFiles(files, (root) => readCalendars(root, ["gb"])));
  expect(error.code).toBe(code);
  expect(error.message).toContain("data/calendars/gb.yaml");
});
