import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, numberAt, read, textAt, toNumber, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** An amount is seldom spent to the cent: of EqualTo nobody is told. */
const OPERATORS: readonly string[] = ["GreaterThan", "GreaterThanOrEqualTo"];

const DIMENSIONS = "filter.dimensions";

export const watchBudget: StackPolicy = {
  id: "watch-budget",
  title:
    "This month has a budget of the settings' amount for all of the datacenter, which tells those on duty before it is spent.",
  why: "A ceiling that was raised by mistake, or an attack that clones answer, is seen on the bill a month later.",
  severity: "mandatory",
  control: control("A.5.23"),
  example: {
    violation: "no Budget, one of ten times the amount, or notifications that are switched off",
    remedy: "budget.monthly in the datacenter's settings",
  },
  config: {
    percent: {
      type: "integer",
      description: "Highest share of the amount at which somebody is told, in percent.",
      default: 100,
      minimum: 1,
      maximum: 100,
    },
  },
  checkStack(stack, config) {
    const most = setting<number>(watchBudget, config, "percent");
    const budgets = ofType(stack, T.budget);
    const month = stack.plan.now
      .toZonedDateTimeISO(stack.plan.zone.iana)
      .toPlainDate()
      .toPlainYearMonth();
    const now = budgets.filter(({ inputs }) =>
      textAt(inputs, "timePeriod.startDate")?.startsWith(month.toString()),
    );
    return [
      ...(now.length > 0
        ? []
        : [
            violation(stack, "", `without a budget of ${month}`, {
              required: "a budget of this month",
              remedy: "Set `budget` in the datacenter's settings.",
            }),
          ]),
      ...budgets.flatMap((budget) => judgeBudget(stack, budget, most)),
    ];
  },
};

function judgeBudget(stack: Stack, budget: Resource, most: number): readonly Finding[] {
  return [
    ...judgeAmount(stack, budget),
    ...judgePeriod(budget),
    ...judgeFilter(stack, budget),
    ...judgeNotes(stack, budget, most),
  ];
}

/** The amount that the settings name for the month. */
function judgeAmount({ settings }: Stack, budget: Resource): readonly Finding[] {
  const start = textAt(budget.inputs, "timePeriod.startDate") ?? "";
  const month = Number(start.slice(5, 7));
  const amount = settings.budget?.amounts[month - 1];
  return expectValue(
    budget,
    "amount",
    (value) =>
      toNumber(value) !== undefined && Number(value) > 0 && toNumber(value) === (amount ?? value),
    {
      required: amount === undefined ? "an amount" : `${amount}, by the settings`,
      remedy:
        "Set `budget.monthly`, or the month in `budget.months`; the program takes it from there.",
    },
  );
}

/** A budget of a month counts all of it. */
function judgePeriod(budget: Resource): readonly Finding[] {
  const start = textAt(budget.inputs, "timePeriod.startDate");
  return [
    ...expectValue(budget, "timeGrain", is("Monthly", "BillingMonth"), {
      required: "Monthly",
      remedy: "Set `timeGrain` to Monthly: over a year, twelve months hide in one amount.",
    }),
    ...expectValue(budget, "timePeriod.endDate", (end) => dateOf(String(end)) >= lastDayOf(start), {
      required: "the last day of its month, or later",
      remedy: "Set `timePeriod.endDate` to the month's last day.",
      // Azure's default is ten years later.
      safeWhenAbsent: true,
    }),
  ];
}

/** What is not in the filter is not counted: no filter, or each of the datacenter's groups. */
function judgeFilter(stack: Stack, budget: Resource): readonly Finding[] {
  if (read(budget.inputs, "filter").kind === "absent") return [];
  const must = {
    required: "all resource groups of the datacenter, and no other filter",
    remedy: "Let the program name the groups: `filter.dimensions` by ResourceGroupName.",
  };
  const groups = ofType(stack, T.resourceGroup).map(({ inputs }) =>
    textAt(inputs, "resourceGroupName")?.toLowerCase(),
  );
  const counted = items(budget.inputs, `${DIMENSIONS}.values`).map(({ value }) =>
    String(value).toLowerCase(),
  );
  const others = ["filter.tags", "filter.and"].filter(
    (path) => read(budget.inputs, path).kind !== "absent",
  );
  return [
    ...others.map((path) => violation(budget, path, "set", must)),
    ...expectValue(budget, `${DIMENSIONS}.name`, is("ResourceGroupName", "ResourceGroup"), must),
    ...expectValue(
      budget,
      `${DIMENSIONS}.values`,
      () => groups.every((group) => group === undefined || counted.includes(group)),
      must,
    ),
  ];
}

/** Each note is on, early enough, and for somebody of this stack; one goes by what was really spent. */
function judgeNotes(stack: Stack, budget: Resource, most: number): readonly Finding[] {
  const must = {
    required: `those on duty told at ${most} % of the amount or earlier`,
    remedy: "Set `budget` in the datacenter's settings; the program makes the notifications.",
  };
  const notes = Object.entries((valueAt(budget.inputs, "notifications") ?? {}) as object);
  const wrong = notes.flatMap(([name, note]) => {
    const path = `notifications.${name}`;
    const threshold = numberAt(note, "threshold") ?? Number.POSITIVE_INFINITY;
    const told = ["contactGroups", "contactEmails", "contactRoles"].some(
      (list) => read(note, list).kind === "unknown" || items(note, list).length > 0,
    );
    return [
      ...(valueAt(note, "enabled") === true ? [] : [[`${path}.enabled`, "not on"] as const]),
      ...(threshold <= most ? [] : [[`${path}.threshold`, shown(threshold)] as const]),
      ...(OPERATORS.includes(textAt(note, "operator") ?? "")
        ? []
        : [[`${path}.operator`, shown(textAt(note, "operator"))] as const]),
      ...(told ? [] : [[path, "for nobody"] as const]),
    ];
  });
  const reaches = madeFrom(stack, budget, "notifications").some(
    ({ type }) => type === T.actionGroup,
  );
  const spent = notes.some(([, note]) => (textAt(note, "thresholdType") ?? "Actual") === "Actual");
  return [
    ...wrong.map(([path, value]) => violation(budget, path, value, must)),
    ...(spent && reaches ? [] : [violation(budget, "notifications", "nobody told in time", must)]),
  ];
}

function dateOf(text: string): string {
  return text.slice(0, "2026-12-31".length);
}

/** Of a date that can't be read, none that could come. */
function lastDayOf(start: string | undefined): string {
  try {
    const month = Temporal.PlainYearMonth.from((start ?? "").slice(0, "2026-12".length));
    return month.toPlainDate({ day: month.daysInMonth }).toString();
  } catch {
    return "unreadable";
  }
}
