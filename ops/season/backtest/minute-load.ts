import { ASSUMED_MODEL } from "../../../infra/season/demand/assumed-model.ts";
import { hourFactor } from "../../../infra/season/demand/day-shape.ts";
import { localSteps } from "../../../infra/season/fit/local-steps.ts";
import { filled } from "../../../infra/season/history/filled.ts";
import type { History } from "../../../infra/season/history/history.ts";
import type { Site } from "./site.ts";

/** Longer steps than this have no hours, so that a day's own shape is laid over them. Minutes. */
const HAS_HOURS = 180;

/**
 * Requests a second in each minute of a history. A step's value stands at its middle, and between two middles
 * the load goes in a straight line. A history of days has no hours: these are the assumed model's (those of
 * `infra/season/demand/assumed-model.ts`, without its bell), a school day's or another day's.
 */
export function minuteLoad(history: History, site: Site): Float64Array {
  const whole = filled(history);
  const shaped = history.resolvedMinutes > HAS_HOURS ? withHours(whole, site) : whole.values;
  return linear(shaped, history.stepMinutes);
}

/** The way in which minutes were made of steps, for people. */
export function minutesFrom({ resolvedMinutes }: History): string {
  if (resolvedMinutes === 1) return "as measured";
  return resolvedMinutes > HAS_HOURS
    ? "days with the assumed hours, linear between them"
    : "linear between the steps' middles";
}

function withHours({ values, startMs, stepMinutes }: History, site: Site): Float64Array {
  const { hour } = ASSUMED_MODEL;
  const steps = localSteps({ startMs, stepMinutes, steps: values.length }, site.zone);
  return values.map((value, i) => {
    const middle = (steps.minute[i] as number) + stepMinutes / 2;
    const lessons = site.lessonsOn(steps.day[i] as number);
    return (
      value *
      (lessons * hourFactor(hour.schoolDay, middle) +
        (1 - lessons) * hourFactor(hour.dayOff, middle))
    );
  });
}

function linear(values: Float64Array, stepMinutes: number): Float64Array {
  if (stepMinutes === 1) return values;
  const minutes = new Float64Array(values.length * stepMinutes);
  const last = values.length - 1;
  for (let minute = 0; minute < minutes.length; minute++) {
    const place = Math.min(last, Math.max(0, (minute + 0.5) / stepMinutes - 0.5));
    const step = Math.floor(place);
    const here = values[step] as number;
    const next = values[Math.min(last, step + 1)] as number;
    minutes[minute] = here + (next - here) * (place - step);
  }
  return minutes;
}
