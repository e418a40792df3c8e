import { describe, expect, test } from "@jest/globals";
import { Budget, budgetMonths } from "../../../infra/datacenter/budget.ts";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { type MockedStack, mockedStack } from "../../support/mocked-stack.ts";
import { PLAN, SETTINGS } from "./fixture.ts";

const AMOUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const day = Temporal.PlainDate.from;
const texts = (months: ReturnType<typeof budgetMonths>): string[] =>
  months.map(({ amount, month }) => `${month} ${amount}`);

describe("budgetMonths", () => {
  test.each([
    ["2026-11-01", ["2026-11 11", "2026-12 12", "2027-01 1"]],
    ["2026-11-30", ["2026-11 11", "2026-12 12", "2027-01 1"]],
    ["2026-12-01", ["2026-12 12", "2027-01 1", "2027-02 2"]],
    ["2028-02-29", ["2028-02 2", "2028-03 3", "2028-04 4"]],
  ])("watches the month of %s and the next two, each with its own amount", (today, months) => {
    expect(texts(budgetMonths({ amounts: AMOUNTS }, day(today)))).toEqual(months);
  });

  test("ends with the last month for which amounts were granted", () => {
    const until = Temporal.PlainYearMonth.from("2026-12");
    expect(texts(budgetMonths({ amounts: AMOUNTS, until }, day("2026-11-25")))).toEqual([
      "2026-11 11",
      "2026-12 12",
    ]);
  });
});

/** What Azure is told of each budget, by the resource's name. */
function budgetsOf({ resources }: MockedStack): ReadonlyMap<string, Record<string, unknown>> {
  const all = resources.filter(({ type }) => type === "azure-native:consumption:Budget");
  return new Map(all.map(({ inputs, name }) => [name, inputs]));
}

describe("Budget", () => {
  const on = async (today: string): Promise<ReadonlyMap<string, Record<string, unknown>>> =>
    budgetsOf(
      await mockedStack(() => {
        new Budget("prod-se-budget", {
          datacenter: "prod-se",
          months: budgetMonths({ amounts: AMOUNTS }, day(today)),
          subscriptionId: "/subscriptions/s",
          resourceGroupNames: ["rg-prod-se-web"],
          onDutyId: "/on-duty",
        });
      }),
    );

  test("is one a month, from its first day to its last, and tells whoever is on duty", async () => {
    const all = await on("2026-12-01");
    expect([...all.keys()]).toEqual([
      "prod-se-budget-2026-12",
      "prod-se-budget-2027-01",
      "prod-se-budget-2027-02",
    ]);
    expect(all.get("prod-se-budget-2026-12")).toMatchObject({
      budgetName: "budget-prod-se-2026-12",
      scope: "/subscriptions/s",
      category: "Cost",
      amount: 12,
      timeGrain: "Monthly",
      timePeriod: { startDate: "2026-12-01T00:00:00Z", endDate: "2026-12-31T00:00:00Z" },
      filter: {
        dimensions: { name: "ResourceGroupName", operator: "In", values: ["rg-prod-se-web"] },
      },
      notifications: {
        "spent-80": { threshold: 80, thresholdType: "Actual", enabled: true },
        "spent-100": { threshold: 100, thresholdType: "Actual" },
        "forecast-100": {
          threshold: 100,
          thresholdType: "Forecasted",
          operator: "GreaterThan",
          contactGroups: ["/on-duty"],
        },
      },
    });
  });

  test("stays the same for a month, and then only its names come and go", async () => {
    const first = await on("2026-12-01");
    expect(await on("2026-12-31")).toEqual(first);
    const next = await on("2027-01-01");
    expect([...next.keys()]).toEqual([
      "prod-se-budget-2027-01",
      "prod-se-budget-2027-02",
      "prod-se-budget-2027-03",
    ]);
    for (const [name, inputs] of next) if (first.has(name)) expect(inputs).toEqual(first.get(name));
  });
});

describe("a datacenter's budget", () => {
  test("is of the month of its plan's day, by its own clock, and counts all of its resource groups", async () => {
    const stack = await mockedStack(() => {
      new Datacenter("prod-se", SETTINGS, PLAN);
    });
    const groups = stack.resources
      .filter(({ type }) => type.endsWith(":ResourceGroup"))
      .map(({ inputs }) => inputs.resourceGroupName);
    expect([...budgetsOf(stack).keys()][0]).toBe("prod-se-budget-2026-12");
    const { amount, filter } = stack.named("prod-se-budget-2026-12").inputs;
    expect(amount).toBe(14_000);
    const { values } = (filter as { dimensions: { values: string[] } }).dimensions;
    expect([...values].sort()).toEqual([...groups].sort());
  });

  test("is not there where none is set", async () => {
    const { budget: _, ...without } = SETTINGS;
    const stack = await mockedStack(() => {
      new Datacenter("prod-se", without, PLAN);
    });
    expect(budgetsOf(stack).size).toBe(0);
  });
});
