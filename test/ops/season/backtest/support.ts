import type { SiteCalendar } from "../../../../infra/season/fit/site-calendar.ts";
import type { History } from "../../../../infra/season/history/history.ts";
import type { Game } from "../../../../ops/season/backtest/game.ts";
import { startClones } from "../../../../ops/season/backtest/game.ts";
import { type Figures, Score } from "../../../../ops/season/backtest/score.ts";

/** A Wednesday, midnight UTC. */
export const WEDNESDAY = Date.UTC(2026, 0, 14);

/** A game of a hundred requests a second a clone, at least one clone and five minutes of boot. */
export function game(rps: readonly number[], words: Partial<Game> = {}): Game {
  return {
    startMs: WEDNESDAY,
    rps: Float64Array.from(rps),
    rpsPerClone: 100,
    bootMinutes: 5,
    minimum: 1,
    bells: new Int32Array(),
    ...words,
  };
}

/** So many minutes of each load. */
export function minutes(...runs: readonly (readonly [count: number, rps: number])[]): number[] {
  return runs.flatMap(([count, rps]) => new Array<number>(count).fill(rps));
}

/** What a replay comes to. */
export function scored(played: Game, replay: (score: Score) => void): Figures {
  const score = new Score(played, startClones(played), true);
  replay(score);
  return score.figures();
}

/** A calendar of one region in term all year, in a zone. */
export function calendarIn(zone: string): SiteCalendar {
  const knownFrom = Temporal.PlainDate.from("2020-01-01");
  const knownUntil = Temporal.PlainDate.from("2030-01-01");
  return {
    zone,
    regions: [
      {
        ...{ code: "site", name: "the site", share: 1, knownFrom, knownUntil },
        seasons: [
          { kind: "term", start: knownFrom, end: knownUntil, name: "always", provisional: false },
        ],
        publicHolidays: [Temporal.PlainDate.from("2026-02-11")],
        gradeOpenings: [],
      },
    ],
  };
}

/**
 * Hours of so many weeks from Monday, 5 January 2026 on, by a zone's clock: quiet nights, busy middays, fewer at
 * weekends, and some unrest that is always the same.
 */
export function weeksOf(count: number, zone: string, most = 1000): History {
  const midnight = Temporal.PlainDate.from("2026-01-05").toZonedDateTime(zone);
  const values = Float64Array.from({ length: count * 7 * 24 }, (_, hour) => {
    const day = Math.floor(hour / 24);
    const wave = 0.55 - 0.45 * Math.cos(((hour % 24) / 24) * 2 * Math.PI);
    return most * wave * (day % 7 > 4 ? 0.5 : 1) * (1 + ((day * 7) % 5) / 50);
  });
  return {
    ...{ zone, values },
    stepMinutes: 60,
    resolvedMinutes: 60,
    startMs: midnight.epochMilliseconds,
  };
}
