import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import {
  type Config,
  madeFrom,
  ofType,
  type Stack,
  type StackPolicy,
  setting,
} from "../support/policy.ts";
import { items, numberAt, read, textAt, toNumber, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { profilesOf } from "./running-bounds.ts";

const METRIC = "metricTrigger.metricResourceUri";

/** The measures that Azure takes of scale sets, which are the default. */
const CLONES = /^microsoft\.compute\/virtualmachinescalesets$/i;

/** Minutes after a step in before the load of those that are left tells anything. Source: Learn, "Flapping in autoscale". */
const SETTLED = 5;

export const seasonScalingRules: StackPolicy = {
  id: "season-scaling-rules",
  title:
    "Where a profile leaves room, the clones' own load adds clones and its absence takes them away, without flapping.",
  why: "Without a rule out, more load than planned is an outage; without one in, clones are paid for ever; rules too near each other add and take away in turn.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "only a rule Decrease, or both thresholds at 50",
    remedy: "Increase above 60 percent, Decrease below 30",
  },
  config: {
    outAbove: {
      type: "integer",
      description: "Highest load at which clones are added, in percent of CPU.",
      default: 75,
      minimum: 40,
      maximum: 90,
    },
    inBelow: {
      type: "integer",
      description:
        "Lowest load below which clones are taken away, in percent of CPU: an idle clone has some.",
      default: 10,
      minimum: 1,
      maximum: 60,
    },
    apart: {
      type: "integer",
      description: "Least distance between the thresholds out and in, in percent of CPU.",
      default: 15,
      minimum: 5,
      maximum: 60,
    },
  },
  checkStack: (stack, config) =>
    ofType(stack, T.autoscale).flatMap((resource) => [
      ...judgeRules(resource, config),
      ...judgeWhose(stack, resource),
    ]),
};

function judgeRules(resource: Resource, config: Config): readonly Finding[] {
  const most = setting<number>(seasonScalingRules, config, "outAbove");
  const apart = setting<number>(seasonScalingRules, config, "apart");
  const least = setting<number>(seasonScalingRules, config, "inBelow");
  const must = {
    required: `a rule out at ${most} % at most and one in, ${apart} % below it and at ${least} % at least, that look at all clones' CPU for 5 minutes to an hour, and ${SETTLED} minutes between steps in`,
    remedy: "Let the season's plan set the rules: it has one out and one in.",
  };
  return profilesOf(resource)
    .filter(({ floor, ceiling }) => floor < ceiling)
    .flatMap(({ path, value }) => {
      const rules = items(value, "rules").map((rule) => rule.value);
      const out = rules.filter((rule) => textAt(rule, "scaleAction.direction") === "Increase");
      const inwards = rules.filter((rule) => textAt(rule, "scaleAction.direction") === "Decrease");
      const highest = Math.max(...out.map(threshold));
      const lowest = Math.max(...inwards.map(threshold));
      const right =
        out.length > 0 &&
        inwards.length > 0 &&
        highest <= most &&
        lowest <= highest - apart &&
        lowest >= least &&
        rules.every(isSound);
      return right ? [] : [violation(resource, `${path}.rules`, shown(rules.map(inShort)), must)];
    });
}

/**
 * Each rule goes by the load of the set that it scales: by its id, and where that is not known yet, by the graph. Of
 * a setting that shares its set, or has none, it is not asked: `season-autoscale-present` tells that it is astray whole.
 */
function judgeWhose(stack: Stack, resource: Resource): readonly Finding[] {
  const must = {
    required: "the load of the scale set that the setting scales",
    remedy: "Set `metricResourceUri` of each rule to the setting's own `targetResourceUri`.",
  };
  const own = madeFrom(stack, resource, "targetResourceUri");
  const sharing = ofType(stack, T.autoscale).filter((one) =>
    madeFrom(stack, one, "targetResourceUri").some((set) => own.includes(set)),
  );
  if (sharing.length !== 1) return [];
  const strange = madeFrom(stack, resource, "profiles").filter(
    (one) => one.type === T.scaleSet && !own.includes(one),
  );
  const target = read(resource.inputs, "targetResourceUri");
  const others = items(resource.inputs, "profiles").flatMap(({ path, value }) =>
    items(value, "rules", `${path}.rules`).filter((rule) => {
      const isKnown = target.kind !== "unknown" && read(rule.value, METRIC).kind !== "unknown";
      return isKnown && !isSameId(valueAt(rule.value, METRIC), valueAt(target, "value"));
    }),
  );
  if (others.length > 0) {
    return others.map(({ path, value }) =>
      violation(resource, `${path}.${METRIC}`, shown(textAt(value, METRIC)), must),
    );
  }
  return strange.map(({ name }) =>
    violation(resource, "profiles", `going by the load of ${name}`, must),
  );
}

/** Azure tells no capitals apart in ids. */
function isSameId(one: unknown, other: unknown): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}

function threshold(rule: unknown): number {
  return numberAt(rule, "metricTrigger.threshold") ?? Number.POSITIVE_INFINITY;
}

/** Compares on the right side, steps by a count, waits, and looks at CPU over a window that Azure takes. */
function isSound(rule: unknown): boolean {
  const grows = textAt(rule, "scaleAction.direction") === "Increase";
  const operator = textAt(rule, "metricTrigger.operator") ?? "";
  const window = minutes(textAt(rule, "metricTrigger.timeWindow"));
  const cooldown = minutes(textAt(rule, "scaleAction.cooldown"));
  return (
    operator.startsWith(grows ? "GreaterThan" : "LessThan") &&
    textAt(rule, "scaleAction.type") === "ChangeCount" &&
    (toNumber(textAt(rule, "scaleAction.value")) ?? 0) >= 1 &&
    textAt(rule, "metricTrigger.metricName") === "Percentage CPU" &&
    textAt(rule, "metricTrigger.statistic") === "Average" &&
    textAt(rule, "metricTrigger.timeAggregation") === "Average" &&
    window >= 5 &&
    window <= 60 &&
    cooldown >= (grows ? 1 : SETTLED) &&
    cooldown <= 60 &&
    isOfAllClones(rule)
  );
}

/** Whether a rule goes by what the host measures of all clones together, and not by a share of it. */
function isOfAllClones(rule: unknown): boolean {
  const namespace = textAt(rule, "metricTrigger.metricNamespace");
  return (
    valueAt(rule, "metricTrigger.dividePerInstance") !== true &&
    items(rule, "metricTrigger.dimensions").length === 0 &&
    (namespace === undefined || namespace === "" || CLONES.test(namespace))
  );
}

function minutes(duration: string | undefined): number {
  try {
    return Temporal.Duration.from(duration ?? "").total("minutes");
  } catch {
    return 0;
  }
}

function inShort(rule: unknown): string {
  return ["scaleAction.direction", "metricTrigger.operator"]
    .map((path) => textAt(rule, path) ?? "absent")
    .concat(String(threshold(rule)))
    .join(" ");
}
