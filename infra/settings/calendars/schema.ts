import * as z from "zod";
import type { MarketCode } from "../markets.ts";
import { MARKETS } from "../markets.ts";
import { choice, document, matching, section, text, wholeNumber } from "../schema/field.ts";
import { checkDate, checkDays, checkHolidayDays, checkMoment, checkTime } from "./written-dates.ts";

const DAYS_ALLOWED =
  "a day or days, the last one included, as `2026-10-26 to 2026-10-30`; `provisional` behind them where nobody has published them";

/** A text of one line that people read: a name, a source. */
export function words(what: string, example: string): z.ZodType<string, string> {
  return text({ what, allowed: "a text of 1 to 200 characters", example }, matching(/^.{1,200}$/));
}

/** A date: 2026-08-17. */
export function date(what: string, example: string): z.ZodType<string, string> {
  return text({ what, allowed: "a date as 2026-08-17", example }, checkDate);
}

/** True or absent. */
export function mark(what: string): z.ZodType<boolean, boolean | undefined> {
  return document(z.boolean().default(false), {
    what,
    allowed: "true or false",
    example: "true",
    meant: (received) => ({ yes: "true", no: "false" })[String(received).toLowerCase()],
  });
}

/** Where entries come from. */
export const source = section("Where entries of the file come from.", {
  for: words("Which entries.", "terms and holidays"),
  name: words("The document or data set.", "published terms of the municipality"),
  date: date("The day on which it was read.", "2026-11-20"),
  licence: words("Its licence, where it has one.", "ODbL 1.0").optional(),
});

/** How grade periods are derived. */
export const gradeRule = section(
  "How grade periods are derived where a region gives none: so many weeks that end with the day on which grades are opened.",
  {
    weeks: wholeNumber({
      from: 1,
      to: 10,
      of: "weeks",
      what: "Length of the grade period, the opening's day included.",
      example: "3",
    }),
    schoolDaysBeforeEnd: wholeNumber({
      from: 0,
      to: 30,
      of: "school days",
      what: "School days between the opening's day and the term's last school day; 0: on the last one.",
      example: "0",
    }),
    at: text(
      { what: "Local time of the opening.", allowed: 'a time as "08:00"', example: '"08:00"' },
      checkTime,
    ),
  },
);

/** A grade period by its dates. The checks say what is wrong with its days and with its moment. */
export function gradePeriodFields(
  days: typeof checkHolidayDays,
  opens: typeof checkMoment,
): ReturnType<typeof gradePeriodSection> {
  return gradePeriodSection(days, opens);
}

function gradePeriodSection(days: typeof checkHolidayDays, opens: typeof checkMoment) {
  return section("A grade period by its dates, in place of the derived one of its term.", {
    days: text(
      {
        what: "Its days, within one term.",
        allowed: DAYS_ALLOWED,
        example: "2026-11-30 to 2026-12-18",
      },
      days,
    ),
    opens: text(
      {
        what: "When grades are opened, in local time, on one of these days.",
        allowed: "a day and a time as 2026-12-18 08:00",
        example: "2026-12-18 08:00",
      },
      opens,
    ),
  });
}

const gradePeriod = gradePeriodFields(checkHolidayDays, checkMoment);

const region = section("A part of the market whose schools keep the same days.", {
  code: text(
    {
      what: "Unique within the market; customers name it.",
      allowed: "1 to 32 letters, digits and hyphens, a letter first",
      example: "stockholm",
    },
    matching(/^[A-Za-z][A-Za-z0-9-]{0,31}$/),
  ),
  name: words("For people.", "Stockholm"),
  share: document(z.number().gt(0).max(1), {
    what: "Part of the market's pupils. All regions' add up to 1.",
    allowed: "a number above 0 and up to 1; all regions' add up to 1",
    example: "0.25",
  }),
  publicHolidays: text(
    {
      what: "The region whose public holidays it keeps, by its code in date-holidays.",
      allowed: "a code of 1 to 3 capital letters or digits",
      example: "ENG",
    },
    matching(/^[A-Z0-9]{1,3}$/),
  ).optional(),
  provisional: mark("All its dates are assumed."),
  note: words("Why its dates are what they are.", "as Sheffield's").optional(),
  terms: document(
    z
      .array(
        text(
          {
            what: "A term.",
            allowed: `${DAYS_ALLOWED}, \`provisional end\` where only the last day is assumed`,
            example: "2026-08-17 to 2026-12-18",
          },
          checkDays,
        ),
      )
      .min(1),
    {
      what: "Its terms, in order. Each begins with a term start and ends with a grade period.",
      allowed: "a list of terms, at least one",
      example: "[2026-08-17 to 2026-12-18]",
    },
  ),
  holidays: document(
    z.record(
      z.string(),
      document(
        z.array(
          text(
            {
              what: "A holiday's days.",
              allowed: DAYS_ALLOWED,
              example: "2026-10-26 to 2026-10-30",
            },
            checkHolidayDays,
          ),
        ),
        {
          what: "A holiday's days, year after year.",
          allowed: "a list of days",
          example: "[2026-10-26 to 2026-10-30]",
        },
      ),
    ),
    {
      what: "School holidays by name, within and between terms. What is a weekday and neither in a term nor in a holiday is refused.",
      allowed: "names of holidays with lists of days",
      example: "{ autumn: [2026-10-26 to 2026-10-30] }",
    },
  ),
  gradePeriods: document(z.array(gradePeriod).default([]), {
    what: "Grade periods by their dates, where schools have told them.",
    allowed: "a list of sections with `days` and `opens`",
    example: "[{ days: 2026-11-30 to 2026-12-18, opens: 2026-12-18 08:00 }]",
  }),
});

/** The schema of a market's data/calendars file: every field by itself. What joins fields stands in rules.ts. */
export function calendarSchema(market: MarketCode): typeof calendar {
  const { timeZone, countryName } = MARKETS[market];
  return section("A market's school calendar.", {
    ...calendar.shape,
    zone: choice([timeZone], {
      what: ZONE,
      allowed: `${timeZone}, the zone of ${countryName} in infra/settings/markets.ts`,
      example: timeZone,
      meant: () => timeZone,
    }),
  });
}

const ZONE = "IANA name of the time zone in which its dates and times are read.";

/** A term's start. */
export const termStart = section("The season in which plans are made.", {
  schoolDays: wholeNumber({
    from: 1,
    to: 40,
    of: "school days",
    what: "School days from a term's first that are its start.",
    example: "10",
  }),
});

const calendar = section("A market's school calendar.", {
  zone: document(z.string() as z.ZodType<string, string>, {
    what: ZONE,
    allowed: "the market's zone in infra/settings/markets.ts",
    example: "Europe/Stockholm",
  }),
  sources: document(z.array(source).min(1), {
    what: "Where the entries come from.",
    allowed: "a list of sections with `for`, `name` and `date`, at least one",
    example: "[{ for: all, name: published terms, date: 2026-11-20 }]",
  }),
  termStart,
  gradePeriod: gradeRule,
  regions: document(z.array(region).min(1), {
    what: "Its regions.",
    allowed: "a list of regions, at least one",
    example: "[]",
  }),
});

/** A calendar file as the schema gives it. */
export type WrittenCalendar = z.output<typeof calendar>;

/** One of its regions. */
export type WrittenRegion = z.output<typeof region>;
