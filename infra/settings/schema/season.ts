import { section, text } from "./field.ts";

/**
 * A date as a person writes it. The engine hands out a date that stands in the file without quotes as
 * the first instant of that day in UTC (pulumi/sdk, config/object.go): it is taken for the same.
 */
const DATE = /^(\d{4}-\d{2}-\d{2})(?: 00:00:00 \+0000 UTC)?$/;

/** Nobody plans a season outside these years. */
const YEARS = { from: 2000, to: 2100 };

/** The date in one of the two texts, or undefined. */
export function writtenDate(value: string): Temporal.PlainDate | undefined {
  const [, date] = DATE.exec(value) ?? [];
  if (date === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(date, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

/** Schema of `season`. */
export const season = section("The season's plan.", {
  today: text(
    {
      what: "The date from which the season is planned. The daily workflow sets it, so that a preview and the run after it agree; a date that stays in the file stops the plan's clock.",
      allowed: `a date, from ${YEARS.from} to ${YEARS.to}`,
      example: "2026-11-25",
      defaultInWords: "today, in the zone of the first market",
    },
    (value) => {
      const date = writtenDate(value);
      if (date === undefined) return {};
      if (date.year >= YEARS.from && date.year <= YEARS.to) return undefined;
      return { edit: "correct the year" };
    },
  ).optional(),
});
