import type { SiteCalendar } from "../../../infra/season/fit/site-calendar.ts";
import type { History } from "../../../infra/season/history/history.ts";
import {
  addGrades,
  type Holiday,
  moveHoliday,
  withGrades,
  withMovedHoliday,
} from "./calendar-overlays.ts";
import { inOffice, officeHours, replayCounts, staticPeak } from "./fixed-counts.ts";
import { Forecaster } from "./forecast.ts";
import { type Game, partOf, startClones } from "./game.ts";
import { finerGrid, GRID } from "./grid.ts";
import { keepsLimits } from "./limits.ts";
import { minuteLoad } from "./minute-load.ts";
import { optimumClones } from "./optimum.ts";
import { addBell, addCustomer, addNoise } from "./overlays.ts";
import { type Picked, pickRules, reactiveSetting } from "./pick.ts";
import { type PlannedUp, plannedUps, withFreeSchedule, withProfiles } from "./plan-strategy.ts";
import { predictive } from "./predictive.ts";
import { replayRules } from "./replay-rules.ts";
import { DOCUMENTED_RULES, type RuleSet, rulesText } from "./rules.ts";
import { type Figures, Score } from "./score.ts";
import { bellsOf, placeSite, type Site } from "./site.ts";
import { type Verdict, verdictsOf } from "./verdicts.ts";

/** What is laid over a measured load, by code and seed. */
export interface Overlays {
  /** Standard deviation of the logarithm of a minute's load around its mean; 0 is none. */
  readonly noise: number;
  readonly seed: number;
  /** What the load of a school day's first bell is multiplied by. */
  readonly bell?: number;
  /** A customer who is announced, and what the load is multiplied by from the date on. */
  readonly customer?: { readonly times: number; readonly from: Temporal.PlainDate };
  /** A holiday that comes a week later, in the load and in the calendar. */
  readonly movedHoliday?: Holiday;
  /** The day on which a grade period ends that is laid over, and over the year before. */
  readonly grades?: Temporal.PlainDate;
}

/** What is replayed, and by which rules. */
export interface BacktestInput {
  readonly history: History;
  readonly calendar: SiteCalendar;
  /** The first day of the part that is replayed; what is before it is learned from. */
  readonly trainUntil: Temporal.PlainDate;
  readonly rpsPerClone: number;
  readonly bootMinutes: number;
  readonly minimum: number;
  readonly overlays: Overlays;
  /** The rule sets that are picked from. @default GRID */
  readonly grid?: readonly RuleSet[];
}

/** A strategy and what it came to. */
export interface Strategy {
  readonly name:
    | "plan"
    | "plan-free"
    | "picked"
    | "documented"
    | "predictive"
    | "office-hours"
    | "static"
    | "optimum";
  /** For people. */
  readonly title: string;
  /** What it did, for people. */
  readonly how: string;
  /** Whether the plan is measured against it. */
  readonly alternative: boolean;
  readonly figures: Figures;
  readonly timesOptimum: number;
  readonly keepsLimits: boolean;
  /** Clones that stood at most in each hour of the part. */
  readonly curve: Int32Array;
}

/** A replay's outcome. */
export interface Backtest {
  readonly input: BacktestInput;
  readonly site: Site;
  /** The minute of the site with which the replayed part begins, and how many there are. */
  readonly split: number;
  readonly minutes: number;
  /** Of the replayed part. */
  readonly schoolDays: number;
  readonly peakRps: number;
  readonly strategies: readonly Strategy[];
  readonly verdicts: readonly Verdict[];
  /** Clones that each hour needed at most. */
  readonly need: Int32Array;
}

/** Days before the replayed part on which rules are picked and counts are sized, at most: a year. */
const PICKED_DAYS = 365;

/**
 * Part of the limits that the plan's rules may use on the training part. A year to come is not like the one
 * before; assumed, and fixed before any replay.
 */
const PLAN_PART = 0.6;

/**
 * Learns from a load before a date and replays it from there on, minute by minute, by every strategy.
 * The same input gives the same outcome.
 *
 * @param progress told what is being done
 */
export function backtest(
  input: BacktestInput,
  progress: (what: string) => void = () => {},
): Backtest {
  const { history, rpsPerClone, bootMinutes, minimum, overlays, grid = GRID } = input;
  const minutes = history.values.length * history.stepMinutes;
  const { site, load } = laidOver(input);
  const whole: Game = {
    startMs: history.startMs,
    ...{ rps: load, rpsPerClone, bootMinutes, minimum },
    bells: bellsOf(site),
  };
  const split = site.minuteOf(input.trainUntil);
  const trainingFrom = Math.max(0, split - PICKED_DAYS * 1440);
  const training = partOf(whole, trainingFrom, split);
  const test = partOf(whole, split, minutes);

  progress("optimum");
  const optimum = optimumClones(test);
  const best = optimum.reduce((sum, clones) => sum + clones, 0) / 60;
  const strategies: Strategy[] = [];
  const add = (
    words: Pick<Strategy, "name" | "title" | "how" | "alternative">,
    replay: (score: Score) => void,
  ): void => {
    progress(words.title);
    const curve = new Int32Array(Math.ceil(test.rps.length / 60));
    const score = new Score(test, startClones(test), true, curve);
    replay(score);
    const figures = score.figures();
    const timesOptimum = figures.cloneHours / best;
    strategies.push({
      ...{ ...words, figures, timesOptimum, curve },
      keepsLimits: keepsLimits(figures),
    });
  };

  const plan = planOf({ load, site, whole, training, split, trainingFrom }, input, progress);
  const planRules = rulesText(plan.picked.rules);
  add(
    { name: "plan", title: "plan", how: `floors at surges, else ${planRules}`, alternative: false },
    (score) => replayRules(test, withProfiles(plan.ups, site, minimum)(plan.picked.rules), score),
  );
  add(
    {
      ...{ name: "plan-free", title: "plan, free schedule" },
      how: "the same floors to the minute, with any number of profiles: what Azure's 20 cost",
      alternative: false,
    },
    (score) => replayRules(test, withFreeSchedule(plan.ups)(plan.picked.rules), score),
  );
  progress(`picking rules among ${grid.length}`);
  const picked = pickRules(training, grid, (rules) => [
    { from: 0, setting: reactiveSetting(rules, minimum) },
  ]);
  add(
    {
      ...{ name: "picked", title: "reactive, picked" },
      how: `${rulesText(picked.rules)}${picked.keeps ? "" : " (none of the grid kept the limits on the training part)"}`,
      alternative: true,
    },
    (score) =>
      replayRules(test, [{ from: 0, setting: reactiveSetting(picked.rules, minimum) }], score),
  );
  const documented = [{ from: 0, setting: reactiveSetting(DOCUMENTED_RULES, minimum) }];
  add(
    {
      ...{ name: "documented", title: "reactive, documented" },
      how: rulesText(DOCUMENTED_RULES),
      alternative: true,
    },
    (score) => replayRules(test, documented, score),
  );
  add(
    {
      ...{ name: "predictive", title: "predictive" },
      how: "the documented rules, and out by what 15 days foretell",
      alternative: true,
    },
    (score) =>
      replayRules(test, documented, score, predictive(test, load, split, DOCUMENTED_RULES)),
  );
  const office = officeHours(training, (minute) => inOffice(site, trainingFrom + minute));
  add(
    {
      ...{ name: "office-hours", title: "office hours" },
      how: `${office.office} clones from Monday to Friday, 07:00 to 18:00, else ${office.else}`,
      alternative: true,
    },
    (score) =>
      replayCounts(
        test,
        (minute) => (inOffice(site, split + minute) ? office.office : office.else),
        score,
      ),
  );
  const peak = staticPeak(training);
  add({ name: "static", title: "static peak", how: `${peak} clones`, alternative: true }, (score) =>
    replayCounts(test, () => peak, score),
  );
  add(
    {
      ...{ name: "optimum", title: "optimum" },
      how: "the fewest for which nobody is refused, with the load known beforehand",
      alternative: false,
    },
    (score) => {
      optimum.forEach((clones, minute) => {
        score.add(minute, clones, clones);
      });
    },
  );
  return {
    ...{ input, site, split, strategies },
    minutes: test.rps.length,
    schoolDays: test.bells.length,
    peakRps: test.rps.reduce((most, rps) => Math.max(most, rps), 0),
    verdicts: verdictsOf(strategies, overlays.bell !== undefined),
    need: (strategies.at(-1) as Strategy).curve,
  };
}

/** The load with its overlays, and the calendar as they change it, which everyone knows. */
function laidOver({ history, calendar, overlays }: BacktestInput): {
  readonly site: Site;
  readonly load: Float64Array;
} {
  const { noise, seed, bell, customer, movedHoliday, grades } = overlays;
  const minutes = history.values.length * history.stepMinutes;
  const measured = placeSite(calendar, history.startMs, minutes);
  const load = minuteLoad(history, measured).slice();
  let changed = calendar;
  if (movedHoliday !== undefined) {
    moveHoliday(load, measured, movedHoliday);
    changed = withMovedHoliday(changed, movedHoliday);
  }
  if (grades !== undefined) {
    addGrades(load, measured, grades);
    changed = withGrades(changed, grades);
  }
  const site = placeSite(changed, history.startMs, minutes);
  if (bell !== undefined) addBell(load, site, bell);
  if (customer !== undefined) addCustomer(load, site, customer.times, customer.from);
  addNoise(load, noise, seed);
  return { site, load };
}

/** What the plan knows before the replay, and its ups in it. */
function planOf(
  known: {
    readonly load: Float64Array;
    readonly site: Site;
    readonly whole: Game;
    readonly training: Game;
    readonly split: number;
    readonly trainingFrom: number;
  },
  { overlays: { customer }, grid = GRID }: BacktestInput,
  progress: (what: string) => void,
): { readonly picked: Picked; readonly ups: readonly PlannedUp[] } {
  const { load, site, whole, training, split, trainingFrom } = known;
  const from = customer === undefined ? load.length : site.minuteOf(customer.from);
  const forecaster = new Forecaster(load, site, (minute) =>
    minute < from ? 1 : (customer?.times ?? 1),
  );
  progress("learning from the training part");
  const model = forecaster.model(split);
  const input = { forecaster, site, game: whole };
  const rehearsed = [
    ...plannedUps(input, { from: trainingFrom, until: split, relearns: false }, model),
  ];
  progress(`picking the plan's rules among ${grid.length}`);
  const settingsOf = withFreeSchedule(rehearsed);
  const coarse = pickRules(training, grid, settingsOf, PLAN_PART);
  const finer = [coarse.rules, ...(grid === GRID ? finerGrid(coarse.rules) : [])];
  const picked = pickRules(training, finer, settingsOf, PLAN_PART);
  progress("planning, week by week");
  const ups = [...plannedUps(input, { from: split, until: load.length, relearns: true }, model)];
  return { picked, ups };
}
