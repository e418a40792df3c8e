import type { LoadModel } from "../../season/demand/load-model.ts";
import type { WrittenLoad } from "./schema.ts";

/** What a file of data/load is made of. */
export interface RenderLoadInput {
  readonly source: WrittenLoad["source"];
  readonly error: WrittenLoad["error"];
  readonly model: LoadModel;
  readonly notes: readonly string[];
}

/** The text of a file of data/load. Pure; four digits are more than a fit knows. */
export function renderLoad({ source, error, model, notes }: RenderLoadInput): string {
  const { season, hour, bell, gradeOpening } = model;
  return [
    "# What this market's pupils load, and when. Written by `npx gradetide season fit`: run it again rather",
    "# than edit it. How it is read: docs/season.md, Learned from history.",
    "source:",
    ...entries({ ...source, file: quoted(source.file), calendar: quoted(source.calendar) }),
    ...(error === undefined
      ? []
      : [
          "# On the last quarter of the history, by a model of the days before it. `naive`: each step as it was",
          "# a week before. `above99`: part of the steps above the 99 % quantile.",
          "error:",
          ...entries({
            ...error,
            off: digits(error.off),
            naive: digits(error.naive),
            above99: digits(error.above99),
          }),
        ]),
    "model:",
    `  rpsPerThousandPupils: ${digits(model.rpsPerThousandPupils)}`,
    ...(model.growth === undefined ? [] : [`  growthPerYear: ${digits(model.growth.perYear)}`]),
    "  season:",
    ...entries(
      Object.fromEntries(Object.entries(season).map(([kind, times]) => [kind, digits(times)])),
      "    ",
    ),
    `  weekday: [${model.weekday.map(digits).join(", ")}]`,
    "  hour:",
    ...list("schoolDay", hour.schoolDay),
    ...list("dayOff", hour.dayOff),
    "  bell:",
    ...entries(
      {
        at: `"${timeOf(bell.minute)}"`,
        times: digits(bell.times),
        before: digits(bell.before),
        after: digits(bell.after),
      },
      "    ",
    ),
    "  gradeOpening:",
    `    rpsPerThousandPupils: ${digits(gradeOpening.rpsPerThousandPupils)}`,
    `    halfLifeMinutes: ${digits(gradeOpening.halfLifeMinutes)}`,
    `  sigma: ${digits(model.sigma)}`,
    ...(notes.length === 0
      ? []
      : ["# What the history could not show, so that what was assumed stands.", "notes:"]),
    ...notes.map((note) => `  - ${quoted(note)}`),
    "",
  ].join("\n");
}

function entries(values: Readonly<Record<string, unknown>>, indent = "  "): readonly string[] {
  return Object.entries(values).map(([key, value]) => `${indent}${key}: ${value}`);
}

function list(key: string, values: readonly number[]): readonly string[] {
  const half = (part: readonly number[]): string => `      ${part.map(digits).join(", ")}`;
  return [`    ${key}: [`, `${half(values.slice(0, 12))},`, half(values.slice(12)), "    ]"];
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function timeOf(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
