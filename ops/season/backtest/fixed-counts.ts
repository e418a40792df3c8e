import { weekdayOf } from "../../../infra/season/demand/local-days.ts";
import { Fleet } from "./fleet.ts";
import { clonesNeeded, type Game, leftOf } from "./game.ts";
import type { Score } from "./score.ts";
import type { Site } from "./site.ts";

/** By so much a fixed count is above the most that the training part needed. Assumed: as much as a careful person adds. */
const HEADROOM = 0.25;

/** Weekdays and hours of the office: from a quarter before seven, so that all serve at seven. */
const OFFICE = { fromMinute: 6 * 60 + 45, untilMinute: 18 * 60 };

/** Replays a count for each minute. */
export function replayCounts(game: Game, countAt: (minute: number) => number, score: Score): void {
  const fleet = new Fleet(game);
  for (let minute = 0; minute < game.rps.length; minute++) {
    fleet.begin(minute);
    const count = countAt(minute);
    if (count !== fleet.standing) fleet.order(minute, count);
    score.add(minute, fleet.standing, leftOf(fleet.serving, minute, game));
  }
}

/** Static peak: the most that the training part needed, and a quarter more, at all times. */
export function staticPeak(training: Game): number {
  let most = 0;
  for (const rps of training.rps) most = Math.max(most, rps);
  return clonesNeeded(most * (1 + HEADROOM), training);
}

/** Two counts by the clock: from Monday to Friday in the office's hours, and else. */
export interface OfficeHours {
  readonly office: number;
  readonly else: number;
}

/** Each of the two is the most that the training part needed in its hours, and a quarter more. */
export function officeHours(training: Game, isOffice: (minute: number) => boolean): OfficeHours {
  let office = 0;
  let other = 0;
  for (let minute = 0; minute < training.rps.length; minute++) {
    const rps = training.rps[minute] as number;
    if (isOffice(minute)) office = Math.max(office, rps);
    else other = Math.max(other, rps);
  }
  const counts = {
    office: clonesNeeded(office * (1 + HEADROOM), training),
    else: clonesNeeded(other * (1 + HEADROOM), training),
  };
  return { ...counts, office: Math.max(counts.office, counts.else) };
}

/** Whether a minute of the site, counted from its start, is within the office's hours. */
export function inOffice({ day, minute }: Site, index: number): boolean {
  const weekday = weekdayOf(day[index] as number);
  const at = minute[index] as number;
  return weekday < 5 && at >= OFFICE.fromMinute && at < OFFICE.untilMinute;
}
