import { quarterAt } from "../../infra/season/demand/horizon.ts";
import { profilesOf, runningBounds } from "../season/running-bounds.ts";
import { shortfall, whenInWords } from "../season/words.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { read, toNumber, valueAt } from "../support/read.ts";
import { T } from "../support/types.ts";
import { type Step, type StepPolicy, type StepsOfStack, takesAway } from "./step-policy.ts";

/** How large a resource is: by a property, and the amount for which its value stands. */
interface Measure {
  readonly path: string;
  readonly amount: (value: unknown) => number | undefined;
  /** What Azure gives where nothing is asked for. @default nothing */
  readonly whenAbsent?: number;
}

/** What a disk of Premium SSD v2 has at least, for its price. Source: Learn, "Azure managed disk types". */
const DISK_IOPS = 3000;
const DISK_MB_PER_SECOND = 125;

const count = (path: string, whenAbsent = 0): Measure => ({ path, amount: toNumber, whenAbsent });
const listed = (path: string): Measure => ({
  path,
  amount: (value) => (Array.isArray(value) ? value.length : undefined),
});
const size = (path: string): Measure => ({ path, amount: vcpusOf });

/** What stands from the deployment on, by type. */
const MEASURES: Readonly<Record<string, readonly Measure[]>> = {
  [T.reservation]: [count("sku.capacity"), size("sku.name")],
  [T.gateway]: [
    count("autoscaleConfiguration.minCapacity"),
    count("autoscaleConfiguration.maxCapacity"),
  ],
  [T.scaleSet]: [size("sku.name")],
  [T.machine]: [size("hardwareProfile.vmSize")],
  [T.postgres]: [
    size("sku.name"),
    count("storage.storageSizeGB"),
    count("storage.iops"),
    count("storage.throughput"),
  ],
  [T.disk]: [count("diskIOPSReadWrite", DISK_IOPS), count("diskMBpsReadWrite", DISK_MB_PER_SECOND)],
  // Each address has some 64 000 ports outwards. Source: Learn, "SNAT with Azure NAT Gateway".
  [T.nat]: [listed("publicIpAddresses"), listed("publicIpPrefixes")],
};

/**
 * What makes a step's resource smaller, that is, what takes capacity away. It is told here and not by the change freeze
 * besides, which tells what else a step interrupts: a danger is said once.
 */
export const stepsNoShrink: StepPolicy = {
  id: "steps-no-shrink",
  title: "Inside a grade period, and in the days before it, nothing gets smaller.",
  why: "What is taken back then can't be had again: everybody grows in the same week.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "fewer pupils in data/customers.yaml, and a lower floor in the grade week",
    remedy: "lower it after the grade period",
  },
  checkSteps: (stack) => {
    const found = stack.steps.flatMap((step) => shrinks(stack, step));
    const told = new Set(found.map(({ urn }) => urn));
    return [...found, ...ceilingsShrink(stack).filter(({ urn }) => !told.has(urn))];
  },
};

/** What a step makes smaller: a finding a property. */
export function shrinks(stack: StepsOfStack, step: Step): readonly Finding[] {
  if (step.op === "same") return [];
  if (step.type === T.autoscale) return floorsShrink(stack, step);
  return takesAway(step) || step.op === "update" ? countsShrink(stack, step) : [];
}

/** The floor of a setting that is deleted is nobody's: it counts as none. */
function floorsShrink({ plan, horizon, withLead }: StepsOfStack, step: Step): readonly Finding[] {
  const { before, op } = step;
  const after = op === "delete" ? {} : step.after;
  if (before === undefined || after === undefined) return [];
  const old = runningBounds(profilesOf({ inputs: before }), horizon);
  const next = runningBounds(profilesOf({ inputs: after }), horizon);
  const planned = plan.profiles.plannedQuarters;
  const now = quarterAt(horizon, plan.now);
  return withLead.flatMap(({ first, end }) => {
    const from = Math.max(now, first);
    const lack = shortfall(next.floors, old.floors, from, Math.min(end, planned));
    if (lack === undefined) return [];
    const [had, has] = [old.floors[lack.worst], next.floors[lack.worst]];
    return [
      violation(
        step,
        "profiles",
        `${has} clones at ${whenInWords(plan, lack.worst)}, ${had} before`,
        {
          required: "a floor that does not sink in a grade period or right before it",
          remedy:
            "Change it after the grade period; where the old floor was a mistake, write an exception.",
        },
      ),
    ];
  });
}

/**
 * What all settings together may grow to: between them it moves, as production takes back what staging was lent. It is told
 * of the setting whose own ceiling sinks most.
 */
function ceilingsShrink({ steps, plan, horizon, withLead }: StepsOfStack): readonly Finding[] {
  const judged = steps.filter(({ type, op }) => type === T.autoscale && !HALVES.includes(op));
  if (judged.every(({ op }) => op === "same")) return [];
  const settings = judged.map((step) => ({
    step,
    old: ceilings(step.before, horizon),
    next: ceilings(step.op === "delete" ? undefined : step.after, horizon),
  }));
  const total = (of: "old" | "next"): Int32Array =>
    Int32Array.from({ length: horizon.quarters }, (_, quarter) =>
      settings.reduce((sum, one) => sum + (one[of][quarter] ?? 0), 0),
    );
  const [old, next] = [total("old"), total("next")];
  const now = quarterAt(horizon, plan.now);
  return withLead.flatMap(({ first, end }) => {
    const until = Math.min(end, plan.profiles.plannedQuarters);
    const worst = shortfall(next, old, Math.max(now, first), until)?.worst;
    if (worst === undefined) return [];
    const sinks = (one: (typeof settings)[number]): number =>
      (one.old[worst] ?? 0) - (one.next[worst] ?? 0);
    const [most] = settings.toSorted((one, other) => sinks(other) - sinks(one));
    if (most === undefined) return [];
    const value = `up to ${next[worst]} clones in all at ${whenInWords(plan, worst)}, ${old[worst]} before`;
    return [
      violation(most.step, "profiles", value, {
        required: "ceilings that together do not sink in a grade period or right before it",
        remedy: "Change it after the grade period, or write an exception with who decided.",
      }),
    ];
  });
}

/** Of a replacement's three steps one has both sides. */
const HALVES: readonly string[] = ["create-replacement", "delete-replaced"];

function ceilings(inputs: Step["before"], horizon: StepsOfStack["horizon"]): Int32Array {
  return runningBounds(profilesOf({ inputs: inputs ?? {} }), horizon).ceilings;
}

function countsShrink({ plan, horizon, withLead }: StepsOfStack, step: Step): readonly Finding[] {
  const now = quarterAt(horizon, plan.now);
  if (!withLead.some(({ first, end }) => first <= now && now < end)) return [];
  const must = {
    required: "no less than before, in a grade period or right before it",
    remedy: "Change it after the grade period, or write an exception with who decided.",
  };
  const measures = MEASURES[step.type] ?? [];
  if (step.op === "delete") {
    return measures.some(({ path, amount }) => (amount(valueAt(step.before, path)) ?? 0) > 0)
      ? [violation(step, "", "would be deleted", must)]
      : [];
  }
  // Of a replacement's steps one has both: what there was, and what is to come.
  if (step.after === undefined) return [];
  return measures
    .filter((measure) => {
      const had = measure.amount(valueAt(step.before, measure.path)) ?? measure.whenAbsent ?? 0;
      return amountAt(step.after, measure) < had;
    })
    .map(({ path }) => {
      const [is, was] = [step.after, step.before].map((inputs) => shown(valueAt(inputs, path)));
      return violation(step, path, `${is}, ${was} before`, must);
    });
}

/** What is not known yet, or can't be read, is no less; what is left out is Azure's own. */
function amountAt(inputs: Step["after"], { path, amount, whenAbsent = 0 }: Measure): number {
  const found = read(inputs, path);
  if (found.kind === "absent") return whenAbsent;
  const known = found.kind === "value" ? amount(found.value) : undefined;
  return known ?? Number.POSITIVE_INFINITY;
}

/**
 * vCPUs of a machine by its size's name: `Standard_D8s_v5` has 8, `Standard_E16-4ds_v5` is held to 4.
 * Source: Learn, "Azure virtual machine sizes naming conventions".
 */
function vcpusOf(size: unknown): number | undefined {
  const [, vcpus, held] = /^(?:Standard|Basic)_[A-Z]+(\d+)(?:-(\d+))?/i.exec(String(size)) ?? [];
  return toNumber(held ?? vcpus);
}
