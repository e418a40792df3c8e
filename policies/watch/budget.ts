import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { numberAt, textAt, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

export const watchBudget: StackPolicy = {
  id: "watch-budget",
  title: "This month has a budget, which tells those on duty before it is spent.",
  why: "A ceiling that was raised by mistake, or an attack that clones answer, is seen on the bill a month later.",
  severity: "mandatory",
  control: control("A.5.23"),
  example: {
    violation: "no Budget, or notifications that are switched off",
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

function judgeBudget(
  stack: Stack,
  budget: Resource,
  most: number,
): readonly ReturnType<typeof violation>[] {
  const must = {
    required: `an amount, and those on duty told at ${most} % of it or earlier`,
    remedy: "Set `budget` in the datacenter's settings; the program makes the notifications.",
  };
  const told = Object.values((valueAt(budget.inputs, "notifications") ?? {}) as object).some(
    (one) => valueAt(one, "enabled") === true && (numberAt(one, "threshold") ?? 1000) <= most,
  );
  const reaches = madeFrom(stack, budget, "notifications").some(
    ({ type }) => type === T.actionGroup,
  );
  const amount = numberAt(budget.inputs, "amount") ?? 0;
  return [
    ...(told && reaches ? [] : [violation(budget, "notifications", "nobody told in time", must)]),
    ...(amount > 0 ? [] : [violation(budget, "amount", shown(amount), must)]),
  ];
}
