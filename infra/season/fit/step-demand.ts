import type { SeasonKind } from "../calendar.ts";
import { bellFactor, hourFactor } from "../demand/day-shape.ts";
import { grownLoad, type LoadModel } from "../demand/load-model.ts";
import { dayNumber } from "../demand/local-days.ts";
import { calendarDays, hasLessons, seasonOf, unknownShare, weekdayLike } from "./calendar-days.ts";
import { localSteps, type Steps } from "./local-steps.ts";
import type { SiteCalendar } from "./site-calendar.ts";

const MINUTES_A_DAY = 1440;

/** What a load is foretold from. */
export interface StepDemandInput {
  readonly model: LoadModel;
  readonly calendar: SiteCalendar;
  readonly steps: Steps;
  /** @default 1000, for which the model's level is the site's */
  readonly pupils?: number;
}

/**
 * The model's median in each step, as the mean of the step's minutes: what a history of such steps shows.
 * NaN on days that the calendar doesn't know. (The plan takes the worst minute of each quarter instead.)
 */
export function stepDemand({
  model,
  calendar,
  steps,
  pupils = 1000,
}: StepDemandInput): Float64Array {
  const { day, minute } = localSteps(steps, calendar.zone);
  const demand = new Float64Array(steps.steps);
  const firstDay = day[0] ?? 0;
  const days = (day[day.length - 1] ?? 0) - firstDay + 1;
  const { classes } = calendarDays(calendar, firstDay, days);
  const shapes = stepShapes(model, steps.stepMinutes);
  for (let i = 0; i < demand.length; ) {
    const date = day[i] as number;
    const shares = classes[date - firstDay] ?? [];
    const level =
      unknownShare(shares) > 0
        ? Number.NaN
        : (pupils / 1000) * model.rpsPerThousandPupils * grownLoad(model, date);
    let lessons = 0;
    let off = 0;
    for (const { code, share } of shares) {
      const mean =
        share * seasonFactor(model, code) * (model.weekday[weekdayLike(code, date)] as number);
      if (hasLessons(code, date)) lessons += mean;
      else off += mean;
    }
    for (; i < demand.length && day[i] === date; i++) {
      const at = minute[i] as number;
      demand[i] =
        level * (lessons * (shapes.schoolDay[at] as number) + off * (shapes.dayOff[at] as number));
    }
  }
  addSurges(demand, { model, calendar, steps, pupils });
  return demand;
}

function seasonFactor(model: LoadModel, code: number): number {
  const season = seasonOf(code);
  return season === "unknown" ? Number.NaN : model.season[season as SeasonKind];
}

/** The mean of a step that starts with a minute of the day, as a multiple of the day's mean. */
export function stepShapes(
  { hour, bell }: Pick<LoadModel, "hour" | "bell">,
  stepMinutes: number,
): { readonly schoolDay: Float64Array; readonly dayOff: Float64Array } {
  const meanOf = (factor: (minute: number) => number): Float64Array => {
    const sums = new Float64Array(MINUTES_A_DAY + stepMinutes + 1);
    for (let at = 0; at < sums.length - 1; at++) {
      sums[at + 1] = (sums[at] as number) + factor(at % MINUTES_A_DAY);
    }
    return Float64Array.from(
      { length: MINUTES_A_DAY },
      (_, at) => ((sums[at + stepMinutes] as number) - (sums[at] as number)) / stepMinutes,
    );
  };
  return {
    schoolDay: meanOf((at) => hourFactor(hour.schoolDay, at) * bellFactor(bell, at)),
    dayOff: meanOf((at) => hourFactor(hour.dayOff, at)),
  };
}

/** A surge is followed until it has been halved this often. */
const HALVINGS = 8;

function addSurges(demand: Float64Array, input: Required<StepDemandInput>): void {
  const { model, calendar, steps, pupils } = input;
  const { rpsPerThousandPupils, halfLifeMinutes } = model.gradeOpening;
  if (rpsPerThousandPupils <= 0) return;
  for (const { share, gradeOpenings } of calendar.regions) {
    for (const { at } of gradeOpenings) {
      const from = (at.epochMilliseconds - steps.startMs) / 60_000;
      const first = Math.max(0, Math.floor(from / steps.stepMinutes));
      const end = (from + HALVINGS * halfLifeMinutes) / steps.stepMinutes;
      const grown = grownLoad(model, dayNumber(at.toPlainDate()));
      const height = (pupils / 1000) * share * rpsPerThousandPupils * grown;
      for (let i = first; i < demand.length && i < end; i++) {
        demand[i] =
          (demand[i] as number) +
          height * meanSurge(halfLifeMinutes, i * steps.stepMinutes - from, steps.stepMinutes);
      }
    }
  }
}

/** The mean over a step of what is left of a surge of 1 that began at minute 0; the step may begin before it. */
export function meanSurge(halfLifeMinutes: number, from: number, minutes: number): number {
  const rate = Math.LN2 / halfLifeMinutes;
  const start = Math.max(0, from);
  const end = Math.min(from + minutes, HALVINGS * halfLifeMinutes);
  if (end <= start) return 0;
  return (Math.exp(-rate * start) - Math.exp(-rate * end)) / (rate * minutes);
}
