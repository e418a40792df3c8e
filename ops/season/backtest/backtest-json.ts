import { dateOf } from "../../../infra/season/demand/local-days.ts";
import type { Backtest, Overlays } from "./backtest.ts";
import { GRID } from "./grid.ts";
import { minutesFrom } from "./minute-load.ts";
import type { ReadBacktest } from "./read-options.ts";
import { rulesText } from "./rules.ts";
import { dateAt } from "./site.ts";

/** A replay as JSON: all but the curves. */
export function backtestJson({ trace, calendar, mended }: ReadBacktest, done: Backtest): string {
  const { input, site, split, minutes, schoolDays, peakRps, strategies, verdicts } = done;
  const { overlays } = input;
  return JSON.stringify(
    {
      ...{ trace, calendar, mended, zone: site.zone },
      learnedFrom: dateAt(site, 0),
      replayedFrom: input.trainUntil,
      replayedUntil: dateAt(site, split + minutes - 1).add({ days: 1 }),
      ...{ minutes, schoolDays, peakRps },
      minutesFrom: minutesFrom(input.history),
      rpsPerClone: input.rpsPerClone,
      bootMinutes: input.bootMinutes,
      minimum: input.minimum,
      overlays: overlaysJson(overlays),
      grid: GRID.map(rulesText),
      strategies: strategies.map(({ curve: _, ...strategy }) => strategy),
      verdicts: verdicts.map((verdict) => ({
        ...verdict,
        value: Number.isNaN(verdict.value) ? null : verdict.value,
      })),
    },
    null,
    2,
  );
}

function overlaysJson({ movedHoliday, ...rest }: Overlays): object {
  if (movedHoliday === undefined) return rest;
  return { ...rest, movedHoliday: dateOf(movedHoliday.start) };
}
