import { bellFactor } from "../../../infra/season/demand/day-shape.ts";
import { normals } from "./random.ts";
import { BELL_MINUTE, type Site } from "./site.ts";

/** Multiplies the load of minutes by a noise with this standard deviation in the logarithm, mean 1. In place. */
export function addNoise(load: Float64Array, sigma: number, seed: number): void {
  if (sigma === 0) return;
  const normal = normals(seed);
  for (let minute = 0; minute < load.length; minute++) {
    load[minute] = (load[minute] as number) * Math.exp(sigma * normal() - (sigma * sigma) / 2);
  }
}

/**
 * The first lesson's bell, on school days: `times` the load from five minutes before 08:00 to five after, then
 * back in a straight line until 08:10. Where only some regions have lessons, so much of it. In place.
 */
export function addBell(load: Float64Array, site: Site, times: number): void {
  const bell = { minute: BELL_MINUTE, times, before: 5, after: 10 };
  for (let minute = 0; minute < load.length; minute++) {
    const factor = bellFactor(bell, site.minute[minute] as number);
    if (factor === 1) continue;
    const lessons = site.lessonsOn(site.day[minute] as number);
    load[minute] = (load[minute] as number) * (1 + (factor - 1) * lessons);
  }
}

/** A customer who comes on a date with so many times the load, from its first minute on. In place. */
export function addCustomer(
  load: Float64Array,
  site: Site,
  times: number,
  from: Temporal.PlainDate,
): void {
  for (let minute = Math.max(0, site.minuteOf(from)); minute < load.length; minute++) {
    load[minute] = (load[minute] as number) * times;
  }
}
