import type { LoadModel } from "../../infra/season/demand/load-model.ts";
import { quantileFactor } from "../../infra/season/demand/quantile.ts";
import { findingText } from "../../infra/season/history/history.ts";
import type { MarketFit } from "./fit.ts";
import { timeName } from "./local-dates.ts";
import { wrap } from "./wrap.ts";

/** What was mended is named so often. */
const MENDED_SHOWN = 10;

/** What was learned, for a terminal of `width` columns. Pure. */
export function fitText(fit: MarketFit, width: number): string {
  const { market, steps, source, zone, notes, mended } = fit;
  const title =
    `${market}: ${steps.toLocaleString("en-GB")} steps of ${stepName(source.stepMinutes)}, ` +
    `${source.from} to before ${source.until} (${zone}), by ${source.calendar}`;
  return [
    ...wrap(title, width),
    "",
    ...table(fit, width),
    "",
    ...errorText(fit, width),
    ...mended
      .slice(0, MENDED_SHOWN)
      .flatMap((finding) => ["", ...wrap(`Mended: ${findingText(finding)}`, width)]),
    ...(mended.length > MENDED_SHOWN
      ? ["", `Mended: and ${mended.length - MENDED_SHOWN} more such lines.`]
      : []),
    ...(notes.length === 0
      ? []
      : [
          "",
          ...wrap(
            `The history does not show, and what was assumed stands: ${notes.join("; ")}.`,
            width,
          ),
        ]),
  ].join("\n");
}

function stepName(minutes: number): string {
  if (minutes === 1440) return "a day";
  if (minutes === 60) return "an hour";
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}

/** A row a subject: what was learned, and what plans have used so far. */
function table({ model, before, source, pupilsGrowth }: MarketFit, width: number): string[] {
  const rows = [
    ["", "learned", "so far"],
    ["level", levelOf(model), levelOf(before)],
    ["growth", growthOf(model, pupilsGrowth), growthOf(before, pupilsGrowth)],
    ["seasons", seasonsOf(model), seasonsOf(before)],
    ["weekdays", model.weekday.map(two).join(" "), before.weekday.map(two).join(" ")],
    ["school day", dayOf(model.hour.schoolDay), dayOf(before.hour.schoolDay)],
    ["day off", dayOf(model.hour.dayOff), dayOf(before.hour.dayOff)],
    ["first lesson", bellOf(model), bellOf(before)],
    ["grades", gradesOf(model), gradesOf(before)],
    ["spread", spreadOf(model), spreadOf(before)],
  ] as const;
  const half = Math.floor((width - 14) / 2);
  const lines = rows.flatMap(([name, learned, soFar]) => {
    const [left, right] = [wrap(learned, half - 2), wrap(soFar, half)];
    return Array.from({ length: Math.max(left.length, right.length) }, (_, i) =>
      `${(i === 0 ? name : "").padEnd(14)}${(left[i] ?? "").padEnd(half)}${right[i] ?? ""}`.trimEnd(),
    );
  });
  const pupils = source.pupils.toLocaleString("en-GB");
  const all = two((model.rpsPerThousandPupils * source.pupils) / 1000);
  return [...lines, "", `Level: requests a second of a thousand pupils; ${all} of all ${pupils}.`];
}

function levelOf({ rpsPerThousandPupils }: LoadModel): string {
  return String(Number(rpsPerThousandPupils.toPrecision(3)));
}

function growthOf({ growth }: LoadModel, pupilsGrowth: number): string {
  const pupils = `pupils' ${percent(pupilsGrowth)}`;
  if (growth === undefined) return pupils;
  const all = (1 + growth.perYear) * (1 + pupilsGrowth) - 1;
  return `${percent(all)} a year, of it ${pupils}`;
}

function seasonsOf({ season }: LoadModel): string {
  return Object.entries(season)
    .map(([kind, times]) => `${kind} ${two(times)}`)
    .join(", ");
}

function dayOf(hours: readonly number[]): string {
  const most = Math.max(...hours);
  const least = Math.min(...hours);
  const at = (value: number): string => timeName(hours.indexOf(value) * 60);
  return `most ${two(most)} at ${at(most)}, least ${two(least)} at ${at(least)}`;
}

function bellOf({ bell }: LoadModel): string {
  if (bell.times === 1) return "no bell";
  return `${two(bell.times)} times within ${bell.before} min of ${timeName(bell.minute)}, back after ${bell.after} min`;
}

function gradesOf({ gradeOpening }: LoadModel): string {
  const { rpsPerThousandPupils, halfLifeMinutes } = gradeOpening;
  return `${two(rpsPerThousandPupils)} a second on opening, halved in ${halfLifeMinutes} min`;
}

function spreadOf({ sigma }: LoadModel): string {
  return `${two(sigma)}: 1 step of 100 above ${two(quantileFactor(sigma, 0.99))} times`;
}

function errorText({ error }: MarketFit, width: number): readonly string[] {
  if (error === undefined) {
    return wrap("Too short to hold a part back: nobody knows how far it is off.", width);
  }
  const text =
    `Held back from ${error.from}: off by ${percent(error.off)} of the load; ` +
    `by ${percent(error.naive)} had each step been as a week before. ` +
    `${(error.above99 * 100).toFixed(1)} % of the steps are above the 99 % quantile; 1 % is meant.`;
  return wrap(text, width);
}

function two(value: number): string {
  return String(Number(value.toFixed(2)));
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

/** What was learned as JSON, with what stood before. Pure. */
export function fitJson(fit: MarketFit): string {
  const { text: _, ...rest } = fit;
  return JSON.stringify(rest);
}
