import { Budget as AzureBudget } from "@pulumi/azure-native/consumption/budget.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "./names.ts";

/** What one month may cost. */
export interface BudgetMonth {
  readonly month: Temporal.PlainYearMonth;
  /** In the currency in which Azure bills the subscription. */
  readonly amount: number;
}

export interface BudgetArgs {
  /** The datacenter's name: Azure names are made from it. */
  readonly datacenter: string;
  /** The months that are watched, this one and some to come. */
  readonly months: readonly BudgetMonth[];
  /** ARM id of the subscription. */
  readonly subscriptionId: pulumi.Input<string>;
  /** Names of all the datacenter's resource groups: what is in them is what it costs. */
  readonly resourceGroupNames: readonly string[];
  /** ARM id of the action group that is told. */
  readonly onDutyId: pulumi.Input<string>;
}

/** Shares of a month's amount, in percent, at which whoever is on duty is told: spent, or forecast by Azure. */
const SHARES = {
  "spent-80": { threshold: 80, thresholdType: "Actual" },
  "spent-100": { threshold: 100, thresholdType: "Actual" },
  "forecast-100": { threshold: 100, thresholdType: "Forecasted" },
} as const;

/** Months that are watched: this one, and two to come, where nobody deploys for a while. */
const MONTHS = 3;

/**
 * What the datacenter costs, month by month: one budget each. A budget has one amount, and its start can't be
 * changed; so each month has its own, by its name, and none is ever changed into another. One whose month has passed
 * is no longer declared, and the next `up` deletes it: what was spent stays in Cost Management.
 *
 * It counts by resource group and not by tag, as clones and their disks carry no tags of ours on the bill. Azure looks
 * every day; nothing is switched off.
 *
 * Costs a month: nothing.
 *
 * @example
 * new Budget("prod-se-budget", {
 *   datacenter: "prod-se", months: [{ month: Temporal.PlainYearMonth.from("2026-11"), amount: 9000 }],
 *   subscriptionId: "/subscriptions/…", resourceGroupNames: ["rg-prod-se-web"], onDutyId: watch.onDutyId,
 * });
 */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Budget", name, {}, opts);
    for (const month of args.months) this.budget(name, args, month);
    this.registerOutputs({});
  }

  private budget(name: string, args: BudgetArgs, { month, amount }: BudgetMonth): AzureBudget {
    return new AzureBudget(
      `${name}-${month}`,
      {
        budgetName: azureName("budget", `budget-${args.datacenter}-${month}`),
        scope: args.subscriptionId,
        category: "Cost",
        amount,
        timeGrain: "Monthly",
        timePeriod: { startDate: midnight(month, 1), endDate: midnight(month, month.daysInMonth) },
        filter: {
          dimensions: {
            name: "ResourceGroupName",
            operator: "In",
            values: [...args.resourceGroupNames],
          },
        },
        notifications: Object.fromEntries(
          Object.entries(SHARES).map(([share, threshold]) => [
            share,
            {
              ...threshold,
              enabled: true,
              operator: "GreaterThan",
              contactEmails: [],
              contactGroups: [args.onDutyId],
            },
          ]),
        ),
      },
      { parent: this },
    );
  }
}

/**
 * The months to watch on a day, with their amounts.
 *
 * @param amounts of the months of any year, January first.
 * @param until the last month for which they were granted. @default without an end
 */
export function budgetMonths(
  {
    amounts,
    until,
  }: { readonly amounts: readonly number[]; readonly until?: Temporal.PlainYearMonth },
  today: Temporal.PlainDate,
): readonly BudgetMonth[] {
  const first = today.toPlainYearMonth();
  return Array.from({ length: MONTHS }, (_, index) => first.add({ months: index }))
    .filter((month) => until === undefined || Temporal.PlainYearMonth.compare(month, until) <= 0)
    .map((month) => ({ month, amount: amounts[month.month - 1] as number }));
}

function midnight(month: Temporal.PlainYearMonth, day: number): string {
  return `${month.toPlainDate({ day })}T00:00:00Z`;
}
