import { QUARTERS_PER_DAY } from "./horizon.ts";
import type { Bell, LoadModel } from "./load-model.ts";

/**
 * The load of each quarter of a day as a multiple of the day's mean. A quarter has the need of its worst
 * minute: the bell lasts minutes, and clones are there for it or they are not.
 */
export interface DayShapes {
  /** With the bell. */
  readonly schoolDay: Float64Array;
  readonly dayOff: Float64Array;
}

/** The shapes of a model's two kinds of day. */
export function dayShapes({ hour, bell }: LoadModel): DayShapes {
  return {
    schoolDay: worstMinutes(
      (minute) => hourFactor(hour.schoolDay, minute) * bellFactor(bell, minute),
      bellQuarters(bell),
    ),
    dayOff: worstMinutes(
      (minute) => hourFactor(hour.dayOff, minute),
      new Uint8Array(QUARTERS_PER_DAY),
    ),
  };
}

/** What the bell multiplies the load of a minute of the day by. */
export function bellFactor(bell: Bell, minute: number): number {
  const from = minute - bell.minute;
  if (from < -bell.before || from >= bell.after) return 1;
  if (from <= bell.before) return bell.times;
  return 1 + ((bell.times - 1) * (bell.after - from)) / (bell.after - bell.before);
}

/** 1 for the quarters of a day in which the bell is heard. */
export function bellQuarters(bell: Bell): Uint8Array {
  const heard = new Uint8Array(QUARTERS_PER_DAY);
  for (let minute = bell.minute - bell.before; minute < bell.minute + bell.after; minute++) {
    if (bell.times > 1) heard[Math.floor(minute / 15)] = 1;
  }
  return heard;
}

/** The hours' factor at a minute of the day, linear between the hours' middles and around midnight. */
export function hourFactor(hours: readonly number[], minute: number): number {
  const place = (minute - 30) / 60;
  const hour = Math.floor(place);
  const here = hours[(hour + 24) % 24] as number;
  const next = hours[(hour + 1) % 24] as number;
  return here + (next - here) * (place - hour);
}

/**
 * The most of each quarter's minutes. An hour's factor is linear within a quarter, so that the first or the
 * last minute is the worst one, but where the bell is heard.
 */
function worstMinutes(factor: (minute: number) => number, heard: Uint8Array): Float64Array {
  const worst = new Float64Array(QUARTERS_PER_DAY);
  for (let slot = 0; slot < QUARTERS_PER_DAY; slot++) {
    const step = heard[slot] === 1 ? 1 : 14;
    for (let minute = slot * 15; minute < slot * 15 + 15; minute += step) {
      worst[slot] = Math.max(worst[slot] as number, factor(minute));
    }
  }
  return worst;
}
