import type { Calendar } from "../calendar.ts";
import { type Horizon, QUARTER_MS } from "./horizon.ts";
import type { OpeningSurge } from "./load-model.ts";

/** A surge is followed until it has been halved this often: what is left is below 0.4 percent. */
const HALVINGS = 8;

/** The opening of a region's grades, in quarters since the horizon's start: `at` may have a fraction. */
export interface Opening {
  readonly region: number;
  readonly at: number;
  /** The first and the last quarter that it concerns; the last one excluded. */
  readonly first: number;
  readonly end: number;
}

/** The openings that concern a horizon, those that began shortly before it too. */
export function openingsIn(
  calendar: Calendar,
  horizon: Horizon,
  surge: OpeningSurge,
): readonly Opening[] {
  if (surge.rpsPerThousandPupils <= 0) return [];
  const lasting = (HALVINGS * surge.halfLifeMinutes) / 15;
  const start = horizon.from.epochMilliseconds;
  return calendar.regions
    .flatMap(({ gradeOpenings }, region) =>
      gradeOpenings.map((opening) => {
        const at = (opening.at.epochMilliseconds - start) / QUARTER_MS;
        return { region, at, first: Math.floor(at), end: Math.ceil(at + lasting) };
      }),
    )
    .filter(({ first, end }) => end > 0 && first < horizon.quarters);
}

/** Requests a second of a thousand pupils, so many minutes after their grades were opened. */
export function surgeAfter(surge: OpeningSurge, minutes: number): number {
  return surge.rpsPerThousandPupils * 2 ** (-minutes / surge.halfLifeMinutes);
}

/** The same in a quarter: its worst minute is its first one, or the opening's own where that is inside. */
export function surgeIn(surge: OpeningSurge, opening: Opening, quarter: number): number {
  return surgeAfter(surge, Math.max(0, quarter - opening.at) * 15);
}
