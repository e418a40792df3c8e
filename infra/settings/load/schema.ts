import * as z from "zod";
import { date, words } from "../calendars/schema.ts";
import { checkTime } from "../calendars/written-dates.ts";
import { document, section, text, wholeNumber } from "../schema/field.ts";

/** A number within bounds, both included. `of` names the unit. */
function number(options: {
  readonly from: number;
  readonly to: number;
  readonly of: string;
  readonly what: string;
  readonly example: string;
}): z.ZodType<number, number> {
  const { from, to, of, what, example } = options;
  return document(z.number().min(from).max(to), {
    what,
    allowed: `a number${of === "" ? "" : ` of ${of}`} from ${from} to ${to}`,
    example,
  });
}

function factor(what: string): z.ZodType<number, number> {
  return number({ from: 0, to: 100, of: "", what, example: "1.3" });
}

function factors(length: number, what: string): z.ZodType<number[], number[]> {
  const list = z.array(factor("A multiple of the mean.")).length(length);
  return document(list as z.ZodType<number[], number[]>, {
    what,
    allowed: `a list of ${length} numbers from 0 to 100, whose mean is 1`,
    example: `[${Array.from({ length: Math.min(length, 7) }, () => "1").join(", ")}]`,
  });
}

/** The schema of data/load/*.yaml. */
export const load = section("What a market's pupils load, learned from its history.", {
  source: section("What it was learned from.", {
    file: words("The history's file.", "requests-2025-26.csv"),
    from: date("Its first day.", "2025-08-18"),
    until: date("The day after its last, of which the level is.", "2026-11-25"),
    stepMinutes: wholeNumber({
      ...{ from: 1, to: 1440, of: "minutes" },
      ...{ what: "Its step.", example: "60" },
    }),
    pupils: wholeNumber({
      ...{ from: 1, to: 20_000_000, of: "pupils" },
      ...{
        what: "Pupils served at its end, by whose number the level is told.",
        example: "260000",
      },
    }),
    calendar: words("The calendar by which seasons were told apart.", "data/calendars/se.yaml"),
    fitted: date("The day on which it was learned.", "2026-11-25"),
  }),
  error: section("How far a model of the days before was off on the last quarter.", {
    from: date("The first day of that part.", "2026-08-01"),
    until: date("The day after its last.", "2026-11-25"),
    off: number({
      ...{ from: 0, to: 1000, of: "", example: "0.12" },
      what: "What it was off by, as a part of the load.",
    }),
    naive: number({
      ...{ from: 0, to: 1000, of: "", example: "0.2" },
      what: "The same, had each step been foretold as it was a week before.",
    }),
    above99: number({
      ...{ from: 0, to: 1, of: "", example: "0.01" },
      what: "Part of the steps above what is passed once in a hundred times.",
    }),
  }).optional(),
  model: section("The model: infra/season/demand/load-model.ts says how its numbers make a load.", {
    rpsPerThousandPupils: number({
      ...{ from: 0.000001, to: 1000, of: "requests a second", example: "0.15" },
      what: "Requests a second of a thousand pupils, mean over an ordinary week of term.",
    }),
    growthPerYear: number({
      ...{ from: -0.9, to: 5, of: "", example: "0.05" },
      what: "Growth of that a year, beyond the pupils' own: 0.05 is 5 %.",
    }).optional(),
    season: section("Load of a season as a multiple of the ordinary term's.", {
      term: factor("1: the others are multiples of it."),
      "term-start": factor("A term's first days."),
      "grade-period": factor("The weeks in which grades are set."),
      holiday: factor("School holidays."),
    }),
    weekday: factors(7, "Monday to Sunday, as multiples of the week's mean."),
    hour: section("Each of 24 hours as a multiple of the day's mean.", {
      schoolDay: factors(24, "Monday to Friday outside holidays and public holidays."),
      dayOff: factors(24, "All other days."),
    }),
    bell: section("The surge at the first lesson.", {
      at: text(
        { what: "Local time of the bell.", allowed: 'a time as "08:00"', example: '"08:00"' },
        checkTime,
      ),
      times: number({
        ...{ from: 1, to: 100, of: "", example: "3" },
        what: "How many times the hour's own load; 1 is no bell.",
      }),
      before: number({
        ...{ from: 0, to: 120, of: "minutes", example: "5" },
        what: "Minutes before and after the bell in which it is so high.",
      }),
      after: number({
        ...{ from: 0, to: 240, of: "minutes", example: "10" },
        what: "Minutes after the bell until it is back; not fewer than `before`.",
      }),
    }),
    gradeOpening: section("The surge when grades are opened.", {
      rpsPerThousandPupils: number({
        ...{ from: 0, to: 1000, of: "requests a second", example: "1.6" },
        what: "Requests a second of a thousand pupils whose grades are opened, on the instant.",
      }),
      halfLifeMinutes: number({
        ...{ from: 0.1, to: 1440, of: "minutes", example: "20" },
        what: "Minutes in which it is halved.",
      }),
    }),
    sigma: number({
      ...{ from: 0, to: 3, of: "", example: "0.2" },
      what: "Standard deviation of the load's logarithm around its median.",
    }),
  }),
  notes: document(z.array(words("What the history could not show.", "no opening of grades")), {
    what: "What the history could not show, so that what was assumed stands.",
    allowed: "a list of texts of 1 to 200 characters",
    example: "[]",
  }).default([]),
});

/** A file of data/load as the schema gives it. */
export type WrittenLoad = z.output<typeof load>;
