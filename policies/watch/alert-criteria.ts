import { expectValue, is, unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack } from "../support/policy.ts";
import { items, numberAt, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { isStaging } from "../support/stage.ts";
import { T } from "../support/types.ts";
import { type Bound, boundOf, isKnown } from "./alert-bounds.ts";
import { judgeQuery } from "./alert-queries.ts";

const CRITERIA = "criteria.allOf";

/** A metric is looked at each quarter of an hour at least, over an hour at most; a query runs each day at least. */
const MOST_MINUTES = { metric: 15, metricWindow: 60, log: 24 * 60 } as const;

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
      ...judgeQuery(stack, alert, path, value),
      ...judgeMeasure(alert, path, value),
    ]),
    ...judgeTimes(alert),
    // What is a measure tells nobody: it is one more metric. Source: Learn, "Scheduled Query Rules - Create Or Update" (kind).
    ...(alert.type === T.logAlert
      ? expectValue(alert, "kind", is("LogAlert"), {
          required: "LogAlert",
          remedy: "Set `kind` to LogAlert, or leave it out.",
          safeWhenAbsent: true,
        })
      : []),
  ];
}

/** Whether an alert looks at something of this stack; one on logs, at the stack's workspace. */
export function judgeScope(stack: Stack, alert: Resource): readonly Finding[] {
  const scopes = madeFrom(stack, alert, "scopes");
  const right =
    alert.type === T.logAlert ? scopes.some(({ type }) => type === T.workspace) : scopes.length > 0;
  // Where production has none of the type, that is what is wrong, and told of elsewhere.
  const staging = scopes.filter(
    (one) =>
      isStaging(stack, one) && ofType(stack, one.type).some((other) => !isStaging(stack, other)),
  );
  if (staging.length > 0) {
    return [
      violation(alert, "scopes", staging.map(({ name }) => name).join(", "), {
        required: "production's: staging is looked at by whoever tries something on it",
        remedy: "Set `scopes` to production's resource.",
      }),
    ];
  }
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
          required: `${what} ${bound.operator} ${inWords(bound)}`,
          remedy:
            "Take the threshold that infra/datacenter/watch computes: beyond this, nobody is told in time.",
        }),
      ];
}

function inWords({ least, most }: Bound): string {
  if (least === undefined) return `${most} or less`;
  return most === undefined ? `${least} or more` : `${least} to ${most}`;
}

/**
 * How the values of a known measure are put together: those of a level are not added up, and the best of five minutes hides
 * the four others. Nor is one instance, or one pool, looked at alone.
 */
function judgeMeasure(alert: Resource, path: string, criterion: unknown): readonly Finding[] {
  const measured = textAt(criterion, "metricName") ?? textAt(criterion, "metricMeasureColumn");
  const isRows = measured === undefined;
  if (!isRows && !isKnown(measured)) return [];
  const worst = textAt(criterion, "operator")?.startsWith("LessThan") ? "Minimum" : "Maximum";
  // Whether a server answered once in five minutes is asked of the best of them.
  const right = isRows
    ? ["Count"]
    : ["Average", worst, ...(measured === "is_db_alive" ? ["Maximum"] : [])];
  return [
    ...expectValue(alert, `${path}.timeAggregation`, is(...right), {
      required: right.join(" or "),
      remedy: "Take the aggregation that infra/datacenter/watch has.",
    }),
    ...items(criterion, "dimensions", `${path}.dimensions`)
      .filter(({ value }) => !items(value, "values").some((one) => one.value === "*"))
      .map((dimension) =>
        violation(alert, dimension.path, shown(textAt(dimension.value, "name")), {
          required: "all that the resource has, split by nothing",
          remedy: "Leave `dimensions` out: a name in it that is gone is looked at for ever.",
        }),
      ),
  ];
}

/** Counts do not fall below nothing, and shares do not rise above all. */
function isOutOfReach(what: string, operator: string, threshold: number): boolean {
  return operator.startsWith("LessThan")
    ? threshold <= 0
    : /percent/i.test(what) && threshold >= 100;
}

function judgeTimes(alert: Resource): readonly Finding[] {
  const isMetric = alert.type === T.metricAlert;
  const most = isMetric ? MOST_MINUTES.metric : MOST_MINUTES.log;
  const often = (factor: number) => (value: unknown) => minutes(value) * factor <= most;
  const every = minutes(textAt(alert.inputs, "evaluationFrequency"));
  const failing = `${CRITERIA}[0].failingPeriods.minFailingPeriodsToAlert`;
  const remedy = "Take the times that infra/datacenter/watch has.";
  return [
    ...expectValue(alert, "evaluationFrequency", often(1), {
      required: `each ${most} minutes at least`,
      remedy,
    }),
    ...expectValue(alert, "windowSize", (value) => minutes(value) >= every, {
      required: "as long as it is between two looks, at least",
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
