import { ASSUMED_RPS_PER_VCPU } from "../../../infra/season/capacity/assumed-capacity.ts";
import { assumedModel } from "../../../infra/season/demand/assumed-model.ts";
import { QUARTER_MS } from "../../../infra/season/demand/horizon.ts";
import { weekdayOf } from "../../../infra/season/demand/local-days.ts";
import { causeOf, type MarketDemand } from "../../../infra/season/demand/market-demand.ts";
import { localSteps } from "../../../infra/season/fit/local-steps.ts";
import type { SeasonPlan, SeasonPlanInput } from "../../../infra/season/plan.ts";
import { azureSchedule } from "../../../infra/season/profiles/azure-schedule.ts";
import { RULES } from "../../../infra/season/profiles/rules.ts";
import { type CompiledSetting, compile } from "../../../local/autoscale/compile.ts";
import { replayCounts } from "../backtest/fixed-counts.ts";
import { clonesNeeded, type Game, startClones } from "../backtest/game.ts";
import { optimumClones } from "../backtest/optimum.ts";
import { type Deployed, replayRules } from "../backtest/replay-rules.ts";
import { azureProfile, DOCUMENTED_RULES, type RuleSet, rulesText } from "../backtest/rules.ts";
import type { Figures } from "../backtest/score.ts";
import { drawLoad } from "./draw-load.ts";
import { type Episode, RehearsalScore } from "./episodes.ts";
import { servingPart, type ZoneFault } from "./fault.ts";

/** Weeks that are rehearsed: a year, with an `up` at the start of each. */
const WEEKS = 52;
const WEEK_MINUTES = 7 * 1440;

/** Minutes from a clone's order until it takes its full share: 5 to boot and 5 to warm up. Assumed, as in the plan. */
const BOOT_MINUTES = 10;

/** The office's hours, in minutes after midnight, from Monday to Friday. */
const OFFICE = { from: 6 * 60 + 45, until: 18 * 60 };

/** What is rehearsed. */
export interface RehearsalInput {
  /** The stack as it is planned from its first day. */
  readonly input: SeasonPlanInput;
  /** The plan of a week's Monday: what the scheduled `up` of that day would declare. */
  readonly planOn: (monday: Temporal.Instant) => SeasonPlan;
  readonly seeds: readonly number[];
  readonly faults: readonly ZoneFault[];
}

/** A strategy's year under one draw of the load. */
export interface Played {
  readonly seed: number;
  readonly figures: Figures;
  readonly timesOptimum: number;
  /** When people were refused, the most refused first. */
  readonly episodes: readonly Episode[];
  /** Minutes from the worst bell until nobody was refused any more, and the bells at which some were. */
  readonly lateness: { readonly worst: number; readonly bells: number };
  /** Clones that stood at most in each hour. */
  readonly curve: Int32Array;
}

/** A strategy and its years. */
export interface RehearsedStrategy {
  readonly name: "plan" | "rules" | "documented" | "office-hours" | "static" | "optimum";
  readonly title: string;
  /** What it did, for people. */
  readonly how: string;
  /** One for each seed. */
  readonly years: readonly Played[];
}

/** A year that was rehearsed. */
export interface Rehearsal {
  readonly plan: SeasonPlan;
  readonly startMs: number;
  readonly minutes: number;
  readonly rpsPerClone: number;
  readonly bootMinutes: number;
  /** School days' bells in the year, of all markets. */
  readonly bells: number;
  readonly strategies: readonly RehearsedStrategy[];
  /** What staging was lent: clone-hours, and the hours in which it had none. */
  readonly staging: { readonly cloneHours: number; readonly hoursWithout: number };
  /** Clones that each hour needed at most, under the first seed. */
  readonly need: Int32Array;
  /** The plan's floor in each hour, at most, as the weeks' settings had it. */
  readonly floors: Int32Array;
}

/**
 * Plays the coming year of a stack, minute by minute, as Azure would run it: each Monday's `up` declares what that
 * day's plan says, autoscale runs it by its core, and the load is drawn from the first day's plan. The
 * alternatives play the same load. The same input gives the same year.
 *
 * @param progress told what is being done
 */
export function rehearse(
  { input, planOn, seeds, faults }: RehearsalInput,
  progress: (what: string) => void = () => {},
): Rehearsal {
  const plan = planOn(input.now);
  const startMs = plan.horizon.from.epochMilliseconds;
  const minutes = WEEKS * WEEK_MINUTES;
  const weeks = mondaysFrom(plan).map((monday, week) => {
    progress(`planning week ${week + 1} of ${WEEKS}`);
    return week === 0 ? plan : planOn(monday);
  });
  const { web } = input.settings;
  const zones = input.settings.zones.length;
  const world: Omit<Game, "rps"> = {
    startMs,
    rpsPerClone: input.vcpus * ASSUMED_RPS_PER_VCPU,
    bootMinutes: BOOT_MINUTES,
    minimum: web.floor,
    bells: bellsOf(plan, input, minutes),
    ...(faults.length === 0
      ? {}
      : { servingPart: servingPart(faults, { startMs, minutes, zones }) }),
  };
  const counted = fixedCounts(plan, { ...world, rps: new Float64Array(0) }, web.ceiling);
  const settings = weeks.map((week, index) => ({
    from: index === 0 ? 0 : minuteOf(week, startMs),
    setting: settingOf(week),
  }));
  const strategies: Contender[] = [
    {
      ...{ name: "plan", title: "plan" },
      how: `each Monday's plan: floors where rules come too late, else ${rulesText(PLAN_RULES)}`,
      play: (game, score) => replayRules(game, settings, score),
    },
    ruled("rules", "its rules alone", PLAN_RULES, web),
    ruled("documented", "documented rules", DOCUMENTED_RULES, web),
    {
      ...{ name: "office-hours", title: "office hours" },
      how: `${counted.office} clones from Monday to Friday, 07:00 to 18:00, else ${counted.else}: what the plan's load needs`,
      play: (game, score) => {
        const { office } = counted;
        const inOffice = officeMinutes(plan, minutes);
        replayCounts(game, (minute) => (inOffice[minute] === 1 ? office : counted.else), score);
      },
    },
    {
      ...{ name: "static", title: "static peak" },
      how: `${counted.peak} clones at all times: what the plan's load needs at most, as far as the ceiling lets`,
      play: (game, score) => replayCounts(game, () => counted.peak, score),
    },
    {
      ...{ name: "optimum", title: "optimum" },
      how: "the fewest clone-hours that anyone could pay for who knows the load beforehand, and no ceiling",
      play: (game, score) => {
        const clones = optimumClones(game);
        replayCounts(game, (minute) => clones[minute] as number, score);
      },
    },
  ];
  const years = strategies.map((): Played[] => []);
  let need: Int32Array = new Int32Array(0);
  for (const seed of seeds) {
    const rps = drawLoad(plan.markets, seed).subarray(0, minutes);
    const game: Game = { ...world, rps };
    if (need.length === 0)
      need = hourly(minutes, (minute) => clonesNeeded(rps[minute] as number, game));
    const best = optimumClones(game).reduce((sum, clones) => sum + clones, 0) / 60;
    strategies.forEach(({ title, play }, index) => {
      progress(`${title}, seed ${seed}`);
      years[index]?.push(played(seed, game, best, play));
    });
  }
  return {
    ...{ plan, startMs, minutes, need },
    rpsPerClone: world.rpsPerClone,
    bootMinutes: BOOT_MINUTES,
    bells: world.bells.length,
    strategies: strategies.map(({ name, title, how }, index) => ({
      ...{ name, title, how },
      years: years[index] ?? [],
    })),
    staging: stagingOf(weeks),
    floors: floorsOf(weeks, startMs, minutes),
  };
}

interface Contender extends Omit<RehearsedStrategy, "years"> {
  readonly play: (game: Game, score: RehearsalScore) => void;
}

function played(seed: number, game: Game, best: number, play: Contender["play"]): Played {
  const curve = new Int32Array(Math.ceil(game.rps.length / 60));
  const score = new RehearsalScore(game, startClones(game), curve);
  play(game, score);
  const figures = score.figures();
  const { episodes, lateness } = score;
  return {
    ...{ seed, figures, episodes, lateness, curve },
    timesOptimum: figures.cloneHours / best,
  };
}

/** The plan's own rules in the words of a replay. */
const PLAN_RULES: RuleSet = {
  outAbove: RULES.outAbove,
  inBelow: RULES.inBelow,
  windowMinutes: RULES.windowMinutes,
  out: { unit: "clones", value: RULES.stepOut, cooldownMinutes: RULES.cooldownOutMinutes },
  in: { unit: "clones", value: RULES.stepIn, cooldownMinutes: RULES.cooldownInMinutes },
};

/** The autoscale setting that a week's `up` declares. */
function settingOf({ profiles }: SeasonPlan): CompiledSetting {
  return compile({
    enabled: true,
    profiles: profiles.profiles.map(({ name, floor, ceiling, schedule }) =>
      azureProfile(name, PLAN_RULES, { minimum: floor, maximum: ceiling }, azureSchedule(schedule)),
    ),
  });
}

function ruled(
  name: "rules" | "documented",
  title: string,
  rules: RuleSet,
  { floor, ceiling }: { readonly floor: number; readonly ceiling: number },
): Contender {
  const profile = azureProfile("always", rules, { minimum: floor, maximum: ceiling });
  const deployed: readonly Deployed[] = [
    { from: 0, setting: compile({ enabled: true, profiles: [profile] }) },
  ];
  return {
    ...{ name, title },
    how: `${floor} to ${ceiling} clones, ${rulesText(rules)}`,
    play: (game, score) => replayRules(game, deployed, score),
  };
}

function mondaysFrom({ horizon, zone }: SeasonPlan): readonly Temporal.Instant[] {
  const first = horizon.from.toZonedDateTimeISO(zone.iana);
  return Array.from({ length: WEEKS }, (_, week) => first.add({ weeks: week }).toInstant());
}

function minuteOf({ now }: SeasonPlan, startMs: number): number {
  return Math.round((now.epochMilliseconds - startMs) / 60_000);
}

/** The minutes of all markets' bells on school days, sorted. */
function bellsOf(plan: SeasonPlan, input: SeasonPlanInput, minutes: number): Int32Array {
  const bells = new Set<number>();
  for (const demand of plan.markets) {
    const model = input.models?.get(demand.market) ?? assumedModel(demand.market);
    const zone = input.calendars.get(demand.market)?.zone ?? plan.zone.iana;
    for (const minute of bellsOfMarket(demand, model.bell.minute, zone)) {
      if (minute < minutes) bells.add(minute);
    }
  }
  return Int32Array.from([...bells].sort((a, b) => a - b));
}

/** The bell rings in the quarter that has its minute, on days on which the plan hears it. */
function bellsOfMarket({ horizon, causes }: MarketDemand, bell: number, zone: string): number[] {
  const { minute } = localSteps(
    { startMs: horizon.from.epochMilliseconds, stepMinutes: 15, steps: causes.length },
    zone,
  );
  const bells: number[] = [];
  causes.forEach((code, quarter) => {
    const offset = bell - (minute[quarter] as number);
    if (offset >= 0 && offset < 15 && causeOf(code).event === "bell")
      bells.push(quarter * 15 + offset);
  });
  return bells;
}

/** What a person would set who knows the plan's load and no season. */
function fixedCounts(
  plan: SeasonPlan,
  world: Game,
  ceiling: number,
): { readonly office: number; readonly else: number; readonly peak: number } {
  const inOffice = officeMinutes(plan, plan.rps.length * 15);
  const most = { office: 0, else: 0 };
  plan.rps.forEach((rps, quarter) => {
    const when = inOffice[quarter * 15] === 1 ? "office" : "else";
    most[when] = Math.max(most[when], rps);
  });
  const clones = (rps: number): number => Math.min(ceiling, clonesNeeded(rps, world));
  const peak = clones(Math.max(most.office, most.else));
  return { office: clones(most.office), else: clones(most.else), peak };
}

function officeMinutes({ horizon, zone }: SeasonPlan, minutes: number): Uint8Array {
  const { day, minute } = localSteps(
    { startMs: horizon.from.epochMilliseconds, stepMinutes: 1, steps: minutes },
    zone.iana,
  );
  const office = new Uint8Array(minutes);
  for (let i = 0; i < minutes; i++) {
    const at = minute[i] as number;
    if (weekdayOf(day[i] as number) < 5 && at >= OFFICE.from && at < OFFICE.until) office[i] = 1;
  }
  return office;
}

/** What each week's setting of staging lent it until the next one. */
function stagingOf(weeks: readonly SeasonPlan[]): Rehearsal["staging"] {
  let quarters = 0;
  let without = 0;
  for (const { lending, horizon, now } of weeks) {
    const first = Math.round((now.epochMilliseconds - horizon.from.epochMilliseconds) / QUARTER_MS);
    for (const clones of lending.staging.ceilings.subarray(first, first + 7 * 96)) {
      quarters += clones;
      if (clones === 0) without += 1;
    }
  }
  return { cloneHours: quarters / 4, hoursWithout: without / 4 };
}

/** The floors that the weeks' settings had, each until the next one's. */
function floorsOf(weeks: readonly SeasonPlan[], startMs: number, minutes: number): Int32Array {
  const floors = new Int32Array(minutes / 15);
  for (const { profiles, horizon } of weeks) {
    const shift = Math.round((horizon.from.epochMilliseconds - startMs) / QUARTER_MS);
    floors.set(profiles.floors.subarray(0, floors.length - shift), shift);
  }
  return hourly(minutes, (minute) => floors[Math.floor(minute / 15)] as number);
}

/** The most of each hour. */
function hourly(minutes: number, of: (minute: number) => number): Int32Array {
  const most = new Int32Array(Math.ceil(minutes / 60));
  for (let minute = 0; minute < minutes; minute += 15) {
    const hour = Math.floor(minute / 60);
    most[hour] = Math.max(most[hour] as number, of(minute));
  }
  return most;
}
