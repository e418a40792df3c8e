import { expectValue, unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, type Stack } from "../support/policy.ts";
import { items, numberAt, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { boundOf } from "./alert-bounds.ts";

const CRITERIA = "criteria.allOf";

/** A metric is looked at each quarter of an hour at least, over an hour at most; a query runs each day at least. */
const MOST_MINUTES = { metric: 15, metricWindow: 60, log: 24 * 60 } as const;

/** A step of a query after which no row is left, whatever there was. */
const NOTHING =
  /\|\s*(where\s+(false\b|(\d+)\s*==\s*(?!\3\b)\d+|1\s*!=\s*1\b)|(take|limit)\s+0\b)/i;

/** What is wrong with what an alert on a metric or a query looks at, how often, and from which value it tells. */
export function judgeCriteria(stack: Stack, alert: Resource): readonly Finding[] {
  const must = {
    required: "one criterion: of several all have to hold before anybody is told",
    remedy: "Declare an alert for each criterion.",
  };
  const found = read(alert.inputs, CRITERIA);
  if (found.kind === "unknown" || read(alert.inputs, "criteria").kind === "unknown") {
    return [unknown(alert, CRITERIA, must)];
  }
  const criteria = items(alert.inputs, CRITERIA);
  return [
    ...(criteria.length === 1
      ? []
      : [violation(alert, CRITERIA, `${criteria.length} criteria`, must)]),
    ...criteria.flatMap(({ path, value }) => [
      ...judgeThreshold(stack, alert, path, value),
      ...judgeQuery(alert, path, value),
    ]),
    ...judgeTimes(alert),
  ];
}

/** Whether an alert looks at something of this stack; one on logs, at the stack's workspace. */
export function judgeScope(stack: Stack, alert: Resource): readonly Finding[] {
  const scopes = madeFrom(stack, alert, "scopes");
  const right =
    alert.type === T.logAlert ? scopes.some(({ type }) => type === T.workspace) : scopes.length > 0;
  return right
    ? []
    : [
        violation(alert, "scopes", "nothing of this stack", {
          required: "what the alert is about, in this stack",
          remedy: "Set `scopes` to the id of the resource, as infra/datacenter/watch does.",
        }),
      ];
}

function judgeThreshold(
  stack: Stack,
  alert: Resource,
  path: string,
  criterion: unknown,
): readonly Finding[] {
  const measured = textAt(criterion, "metricName") ?? textAt(criterion, "metricMeasureColumn");
  const operator = textAt(criterion, "operator") ?? "";
  const bound = boundOf(measured ?? "rows", operator, stack);
  const threshold = numberAt(criterion, "threshold");
  const what = measured ?? "rows";
  if (read(criterion, "threshold").kind === "unknown") return [];
  if (bound === undefined) {
    return threshold !== undefined && isOutOfReach(what, operator, threshold)
      ? [
          violation(alert, `${path}.threshold`, `${operator} ${threshold}`, {
            required: "a value that is reached",
            remedy: "Set the threshold where it is too late to wait, and not where nothing comes.",
          }),
        ]
      : [];
  }
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = bound;
  // Of whole rows "1 or more" is as much as "more than 0".
  const at =
    what === "rows" && operator === "GreaterThanOrEqual" ? (threshold ?? 0) - 1 : threshold;
  const right =
    operator.startsWith(bound.operator) && at !== undefined && at >= least && at <= most;
  return right
    ? []
    : [
        violation(alert, `${path}.threshold`, `${what} ${operator} ${shown(threshold)}`, {
          required: `${what} ${bound.operator} ${bound.least === undefined ? `${most} or less` : `${least} or more`}`,
          remedy:
            "Take the threshold that infra/datacenter/watch computes: beyond this, nobody is told in time.",
        }),
      ];
}

/** Counts do not fall below nothing, and shares do not rise above all. */
function isOutOfReach(what: string, operator: string, threshold: number): boolean {
  return operator.startsWith("LessThan")
    ? threshold <= 0
    : /percent/i.test(what) && threshold >= 100;
}

function judgeQuery(alert: Resource, path: string, criterion: unknown): readonly Finding[] {
  const query = textAt(criterion, "query");
  return query === undefined || !NOTHING.test(query)
    ? []
    : [
        violation(alert, `${path}.query`, shown(query), {
          required: "a query that can find something",
          remedy: "Take away the step that leaves no row; an alert that is not wanted is deleted.",
        }),
      ];
}

function judgeTimes(alert: Resource): readonly Finding[] {
  const isMetric = alert.type === T.metricAlert;
  const most = isMetric ? MOST_MINUTES.metric : MOST_MINUTES.log;
  const often = (factor: number) => (value: unknown) => minutes(value) * factor <= most;
  const failing = `${CRITERIA}[0].failingPeriods.minFailingPeriodsToAlert`;
  const remedy = "Take the times that infra/datacenter/watch has.";
  return [
    ...expectValue(alert, "evaluationFrequency", often(1), {
      required: `each ${most} minutes at least`,
      remedy,
    }),
    ...(isMetric
      ? expectValue(alert, "windowSize", (value) => minutes(value) <= MOST_MINUTES.metricWindow, {
          required: `${MOST_MINUTES.metricWindow} minutes at most`,
          remedy,
        })
      : often(numberAt(alert.inputs, failing) ?? 1)(textAt(alert.inputs, "evaluationFrequency"))
        ? []
        : [
            violation(alert, failing, shown(numberAt(alert.inputs, failing)), {
              required: "so few periods that somebody is told within a day",
              remedy,
            }),
          ]),
  ];
}

function minutes(duration: unknown): number {
  try {
    return Temporal.Duration.from(String(duration)).total({ unit: "minutes", relativeTo: EPOCH });
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Days are of 24 hours. */
const EPOCH = Temporal.PlainDate.from("1970-01-01");
