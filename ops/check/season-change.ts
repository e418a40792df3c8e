import { join } from "node:path";
import type { Calendar } from "../../infra/season/calendar.ts";
import { DATABASE_SIZES } from "../../infra/season/capacity/database-sizes.ts";
import type { SeasonPlan, SeasonPlanInput } from "../../infra/season/plan.ts";
import type { Settings } from "../../infra/settings/index.ts";

/** What is paid by the hour, over the plan's first 30 days. */
const COST_DAYS = 30;
const QUARTERS_PER_DAY = 96;

/** Primary and standby: both are paid. */
const DATABASE_MACHINES = 2;

/** A season's plan with the calendars of its markets, and the size of its clones. */
export interface PlannedTree {
  readonly plan: SeasonPlan;
  readonly calendars: readonly Calendar[];
  readonly vmSize: string;
}

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
export async function planTree(tree: string, stack: string): Promise<PlannedTree> {
  const [reading, input, planning] = await Promise.all([
    import(join(tree, "infra/settings/index.ts")),
    import(join(tree, "infra/settings/plan-input.ts")),
    import(join(tree, "infra/season/plan.ts")),
  ]);
  const settings: Settings = reading.readSettings(tree, stack);
  const from: SeasonPlanInput = await input.readPlanInput({ root: tree, stack, settings });
  const plan: SeasonPlan = planning.seasonPlan(from);
  return { plan, calendars: [...from.calendars.values()], vmSize: settings.web.vmSize };
}

/** What differs between two plans, a line each; empty where nothing does. */
export function seasonChange(before: PlannedTree, after: PlannedTree): readonly string[] {
  return lines(figures(before.plan), figures(after.plan));
}

/**
 * What differs in what is paid by the hour, size by size, over 30 days from the plan's day. A reserved machine costs
 * what a running one does, and one that runs is not paid twice, so reserved machine-hours are machine-hours paid.
 * There is no price list in data/, so nothing is said in money.
 */
export function costChange(before: PlannedTree, after: PlannedTree): readonly string[] {
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

function hours({ plan, vmSize }: PlannedTree): Readonly<Record<string, number>> {
  const until = COST_DAYS * QUARTERS_PER_DAY;
  return {
    [`reserved machine-hours of ${vmSize}`]: hoursOf(plan.reserve, until),
    "gateway instance-hours": hoursOf(plan.gateway, until),
    ...databaseHours(plan.database.subarray(0, until)),
  };
}

function databaseHours(places: Uint8Array): Readonly<Record<string, number>> {
  const quarters = new Map<string, number>();
  for (const place of places) {
    const what = `database machine-hours of ${DATABASE_SIZES[place]?.name}`;
    quarters.set(what, (quarters.get(what) ?? 0) + DATABASE_MACHINES);
  }
  return Object.fromEntries([...quarters].map(([what, count]) => [what, count / 4]));
}

/** What stands in one of them only is 0 in the other. */
function lines(before: object, after: object): readonly string[] {
  const [old, now] = [before, after] as Readonly<Record<string, number>>[];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => [name, old?.[name] ?? 0, now?.[name] ?? 0] as const)
    .filter(([, was, is]) => was !== is)
    .map(([name, was, is]) => `${name}: ${number(was)} → ${number(is)}${part(was, is)}`);
}

function part(before: number, after: number): string {
  if (before === 0 || after === 0) return "";
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
