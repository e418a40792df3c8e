import { join } from "node:path";
import type { SeasonPlan } from "../../infra/season/plan.ts";

/** What is paid by the hour, over the plan's first 30 days. */
const COST_DAYS = 30;
const QUARTERS_PER_DAY = 96;

/** What a plan comes to. */
interface Figures {
  readonly "highest floor, clones": number;
  readonly "highest ceiling, clones": number;
  readonly "most reserved, machines": number;
  readonly "floors, clone-hours a year": number;
  readonly "highest gateway minimum, instances": number;
  readonly "request limit today, a minute": number;
  readonly profiles: number;
}

/** A season's plan as a tree's own code makes it from its own files. */
export async function planOf(tree: string, stack: string): Promise<SeasonPlan> {
  const [settings, input, plan] = await Promise.all([
    import(join(tree, "infra/settings/index.ts")),
    import(join(tree, "infra/settings/plan-input.ts")),
    import(join(tree, "infra/season/plan.ts")),
  ]);
  return plan.seasonPlan(
    await input.readPlanInput({
      root: tree,
      stack,
      settings: settings.readSettings(tree, stack),
    }),
  );
}

/** What differs between two plans, a line each; empty where nothing does. */
export function seasonChange(before: SeasonPlan, after: SeasonPlan): readonly string[] {
  return lines(figures(before), figures(after));
}

/**
 * What differs in what is paid by the hour, over 30 days from the plan's day. A reserved machine costs what
 * a running one does, and one that runs is not paid twice, so reserved machine-hours are machine-hours paid.
 * There is no price list in data/, so nothing is said in money.
 */
export function costChange(before: SeasonPlan, after: SeasonPlan): readonly string[] {
  return lines(hours(before), hours(after));
}

function figures(plan: SeasonPlan): Figures {
  return {
    "highest floor, clones": most(plan.floors),
    "highest ceiling, clones": most(plan.ceilings),
    "most reserved, machines": most(plan.reserve),
    "floors, clone-hours a year": Math.round(plan.cloneHours.floors),
    "highest gateway minimum, instances": most(plan.gateway),
    "request limit today, a minute": plan.declared.rateLimitPerMinute,
    profiles: plan.profiles.profiles.length,
  };
}

function hours(plan: SeasonPlan): Readonly<Record<string, number>> {
  const until = COST_DAYS * QUARTERS_PER_DAY;
  return {
    "reserved machine-hours": hoursOf(plan.reserve, until),
    "gateway instance-hours": hoursOf(plan.gateway, until),
  };
}

function lines(before: object, after: object): readonly string[] {
  const old = before as Readonly<Record<string, number>>;
  return Object.entries(after as Readonly<Record<string, number>>)
    .filter(([name, value]) => value !== old[name])
    .map(
      ([name, value]) =>
        `${name}: ${number(old[name] ?? 0)} → ${number(value)}${part(old[name], value)}`,
    );
}

function part(before: number | undefined, after: number): string {
  if (before === undefined || before === 0) return "";
  const percent = Math.round((100 * (after - before)) / before);
  return percent === 0 ? "" : ` (${percent > 0 ? "+" : "−"}${Math.abs(percent)} %)`;
}

function number(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 0 });
}

function most(values: Int32Array): number {
  return values.reduce((one, other) => Math.max(one, other), 0);
}

function hoursOf(values: Int32Array, until: number): number {
  return values.subarray(0, until).reduce((sum, value) => sum + value, 0) / 4;
}
