import * as z from "zod";
import { document, type FieldDoc, matching, section, text } from "../schema/field.ts";
import { gradePeriodFields, gradeRule, mark, source, termStart, words } from "./schema.ts";
import { checkDays, checkHolidayDays, checkMoment, type Years } from "./written-dates.ts";

/** Measured loads of the Web's first years are the oldest that there are. */
const YEARS: Years = { from: 1990, to: 2100 };

const DAYS_ALLOWED =
  "a day or days, the last one included, as `2026-10-26 to 2026-10-30`; `provisional` behind them where nobody has published them";

function listOfDays(
  what: string,
  check: (value: string, years?: Years) => ReturnType<typeof checkDays>,
): z.ZodType<string[], string[]> {
  const day: FieldDoc = { what, allowed: DAYS_ALLOWED, example: "2026-10-26 to 2026-10-30" };
  return document(
    z.array(text(day, (value) => check(value, YEARS))) as z.ZodType<string[], string[]>,
    {
      what,
      allowed: "a list of days",
      example: "[2026-10-26 to 2026-10-30]",
    },
  );
}

const region = section("A part of the site whose people keep the same days.", {
  code: text(
    {
      what: "Unique within the file.",
      allowed: "1 to 32 letters, digits and hyphens, a letter first",
      example: "stockholm",
    },
    matching(/^[A-Za-z][A-Za-z0-9-]{0,31}$/),
  ).default("site"),
  name: words("For people.", "Stockholm").default("the site"),
  share: document(z.number().gt(0).max(1).default(1), {
    what: "Part of the site's people. All regions' add up to 1.",
    allowed: "a number above 0 and up to 1; all regions' add up to 1",
    example: "0.25",
  }),
  publicHolidays: document(
    z.union([z.string(), listOfDays("Public holidays.", checkHolidayDays)]),
    {
      what: "Its public holidays as a list of days, or the region in date-holidays whose it keeps.",
      allowed: "a list of days, or a region's code of 1 to 3 capital letters or digits",
      example: "[2026-12-25 to 2026-12-26]",
    },
  ).optional(),
  provisional: mark("All its dates are assumed."),
  note: words("Why its dates are what they are.", "as Sheffield's").optional(),
  terms: listOfDays("Its terms, in order; none where there is no school.", checkDays).default([]),
  holidays: document(z.record(z.string(), listOfDays("A holiday's days.", checkHolidayDays)), {
    what: "School holidays by name. Weekdays between two terms of which nobody speaks are one too.",
    allowed: "names of holidays with lists of days",
    example: "{ autumn: [2026-10-26 to 2026-10-30] }",
  }).default({}),
  gradePeriods: document(
    z
      .array(
        gradePeriodFields(
          (value) => checkHolidayDays(value, YEARS),
          (value) => checkMoment(value, YEARS),
        ),
      )
      .default([]),
    {
      what: "Grade periods by their dates, where schools have told them.",
      allowed: "a list of sections with `days` and `opens`",
      example: "[{ days: 2026-11-30 to 2026-12-18, opens: 2026-12-18 08:00 }]",
    },
  ),
});

/**
 * The schema of a calendar of any site: a market's calendar is one, and less will do. A site that is no
 * school has a zone alone.
 */
export const siteCalendar = section("The calendar of a site.", {
  zone: text(
    {
      what: "IANA name of the time zone in which its dates and times are read.",
      allowed: "the name of a time zone in the IANA database",
      example: "Europe/Stockholm",
    },
    (value) => (isZone(value) ? undefined : {}),
  ),
  sources: document(z.array(source).default([]), {
    what: "Where the entries come from.",
    allowed: "a list of sections with `for`, `name` and `date`",
    example: "[{ for: all, name: published terms, date: 2026-11-20 }]",
  }),
  termStart: termStart.default({ schoolDays: 10 }),
  gradePeriod: gradeRule.optional(),
  regions: document(z.array(region).default([]), {
    what: "Its regions; none where there is no school.",
    allowed: "a list of regions",
    example: "[]",
  }),
});

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** A site's calendar as the schema gives it. */
export type WrittenSiteCalendar = z.output<typeof siteCalendar>;

/** One of its regions. */
export type WrittenSiteRegion = z.output<typeof region>;
