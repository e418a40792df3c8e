import { beforeAll, describe, expect, test } from "@jest/globals";
import { RULES } from "../../../infra/season/profiles/rules.ts";
import type { ScalingProfile } from "../../../infra/season/profiles/scaling-profile.ts";
import { SeasonalScaling } from "../../../infra/season/seasonal-scaling.ts";
import { type MockedStack, mockedStack } from "../../support/mocked-stack.ts";

const SET = "/subscriptions/s/…/virtualMachineScaleSets/vmss-prod-se-web";

function declare(...profiles: ScalingProfile[]): Promise<MockedStack> {
  return declareUntil(undefined, profiles);
}

function declareUntil(
  coveredUntil: Temporal.PlainDate | undefined,
  profiles: readonly ScalingProfile[],
): Promise<MockedStack> {
  return mockedStack(() => {
    new SeasonalScaling("prod-se-season", {
      settingName: "autoscale-prod-se-web",
      resourceGroupName: "rg-prod-se-web",
      region: "swedencentral",
      tags: { costCentre: "hosting" },
      scaleSetId: SET,
      profiles,
      coveredUntil,
    });
  });
}

const fixedDate = {
  kind: "fixed-date",
  start: "2026-12-01T07:30",
  end: "2026-12-23T00:00",
  timeZone: "W. Europe Standard Time",
} as const;

describe("SeasonalScaling", () => {
  let stack: MockedStack;
  beforeAll(async () => {
    stack = await declare({ name: "always", floor: 4, ceiling: 24 });
  });
  const setting = (): Record<string, unknown> => stack.named("prod-se-season-autoscale").inputs;
  const capacityOf = (profiles: unknown): unknown =>
    (profiles as { capacity: unknown }[]).map(({ capacity }) => capacity);

  test("declares one setting, switched on, of the clones' scale set", () => {
    expect(stack.resources.filter(({ custom }) => custom).map(({ type }) => type)).toEqual([
      "azure-native:monitor:AutoscaleSetting",
    ]);
    expect(setting()).toMatchObject({
      autoscaleSettingName: "autoscale-prod-se-web",
      resourceGroupName: "rg-prod-se-web",
      location: "swedencentral",
      enabled: true,
      targetResourceUri: SET,
      tags: { costCentre: "hosting", tier: "season", coveredUntil: "9999-12-31" },
    });
    expect(stack.named("prod-se-season-autoscale").urn).toContain(
      "::gradetide:season:SeasonalScaling$",
    );
  });

  test("keeps between floor and ceiling, and at the floor where metrics can't be read", () => {
    expect(capacityOf(setting().profiles)).toEqual([{ minimum: "4", maximum: "24", default: "4" }]);
  });

  test("writes to nobody, leaves nothing to a forecast, and gives the default profile no schedule", () => {
    expect(setting()).not.toHaveProperty("notifications");
    expect(setting()).not.toHaveProperty("predictiveAutoscalePolicy");
    expect(setting()).not.toHaveProperty("profiles.0.fixedDate");
    expect(setting()).not.toHaveProperty("profiles.0.recurrence");
  });

  test("adds clones by CPU above one threshold and takes them away below another", () => {
    const trigger = {
      metricName: "Percentage CPU",
      metricResourceUri: SET,
      timeGrain: "PT1M",
      statistic: "Average",
      timeWindow: "PT10M",
      timeAggregation: "Average",
    };
    expect(setting()).toHaveProperty("profiles.0.rules", [
      {
        metricTrigger: { ...trigger, operator: "GreaterThan", threshold: 65 },
        scaleAction: { direction: "Increase", type: "ChangeCount", value: "2", cooldown: "PT5M" },
      },
      {
        metricTrigger: { ...trigger, operator: "LessThan", threshold: 35 },
        scaleAction: { direction: "Decrease", type: "ChangeCount", value: "1", cooldown: "PT10M" },
      },
    ]);
  });

  test("says on the setting until when it was planned", async () => {
    const until = Temporal.PlainDate.from("2027-01-06");
    const other = await declareUntil(until, [{ name: "always", floor: 4, ceiling: 24 }]);
    expect(other.named("prod-se-season-autoscale").inputs).toHaveProperty("tags", {
      costCentre: "hosting",
      tier: "season",
      coveredUntil: "2027-01-06",
    });
  });

  test("never flaps: one clone fewer, down to two, stays below the threshold that adds one", () => {
    for (let clones = 3; clones <= 1000; clones += 1) {
      const afterwards = (RULES.inBelow * clones) / (clones - RULES.stepIn);
      expect(afterwards).toBeLessThan(RULES.outAbove);
    }
  });

  test("declares as many profiles as it is given, in their order", async () => {
    const other = await declare(
      { name: "quiet", floor: 3, ceiling: 9 },
      { name: "grades", floor: 12, ceiling: 30, schedule: fixedDate },
    );
    const { profiles } = other.named("prod-se-season-autoscale").inputs;
    expect((profiles as { name: string }[]).map(({ name }) => name)).toEqual(["quiet", "grades"]);
    expect(capacityOf(profiles)).toMatchObject([{ minimum: "3" }, { minimum: "12" }]);
  });

  test("says a schedule in Azure's words, by the zone's own clock", async () => {
    const timeZone = "W. Europe Standard Time";
    const counts = { floor: 4, ceiling: 9 };
    const other = await declare(
      { name: "always", ...counts },
      {
        name: "mo-fr-0730",
        ...counts,
        schedule: { kind: "recurrence", days: ["Monday", "Friday"], time: "07:30", timeZone },
      },
      {
        name: "2026-12-22-0730",
        ...counts,
        schedule: {
          kind: "fixed-date",
          start: "2026-12-22T07:30",
          end: "2026-12-23T00:00",
          timeZone,
        },
      },
    );
    const { inputs } = other.named("prod-se-season-autoscale");
    expect(inputs).not.toHaveProperty("profiles.0.fixedDate");
    expect(inputs).toHaveProperty("profiles.1.recurrence", {
      frequency: "Week",
      schedule: { timeZone, days: ["Monday", "Friday"], hours: [7], minutes: [30] },
    });
    expect(inputs).not.toHaveProperty("profiles.1.fixedDate");
    expect(inputs).toHaveProperty("profiles.2.fixedDate", {
      timeZone,
      start: "2026-12-22T07:30:00",
      end: "2026-12-23T00:00:00",
    });
    expect(inputs).not.toHaveProperty("profiles.2.recurrence");
  });

  test.each<[number, number, string[]]>([
    [4, 4, []],
    [4, 5, ["1", "1"]],
    [4, 6, ["2", "1"]],
  ])("steps no wider than from %d to %d, as Azure refuses it", async (floor, ceiling, values) => {
    const other = await declare({ name: "always", floor, ceiling });
    const { profiles } = other.named("prod-se-season-autoscale").inputs;
    const [{ rules }] = profiles as [{ rules: { scaleAction: { value: string } }[] }];
    expect(rules.map(({ scaleAction }) => scaleAction.value)).toEqual(values);
  });

  test.each<[what: string, profiles: ScalingProfile[], problems: string[]]>([
    [
      "a floor above its ceiling",
      [{ name: "grades", floor: 9, ceiling: 8 }],
      ['profile "grades" has the floor 9 above its ceiling 8.'],
    ],
    ["no profile", [], ["0 profiles; an autoscale setting has 1 to 20."]],
    [
      "more than 20 profiles",
      Array.from({ length: 21 }, (_, index) => ({
        ...{ name: `p${index}`, floor: 3, ceiling: 9, schedule: fixedDate },
      })),
      ["21 profiles; an autoscale setting has 1 to 20."],
    ],
    [
      "all that is wrong together",
      [
        { name: "quiet", floor: 3, ceiling: 2 },
        { name: "grades", floor: 9, ceiling: 8 },
      ],
      [
        '"quiet", "grades" have no schedule; one profile at most may have none.',
        'profile "quiet" has the floor 3 above its ceiling 2.',
        'profile "grades" has the floor 9 above its ceiling 8.',
      ],
    ],
  ])("refuses %s", (_what, profiles, problems) => {
    const args = {
      settingName: "a",
      resourceGroupName: "g",
      region: "r",
      tags: {},
      scaleSetId: SET,
      coveredUntil: undefined,
    };
    expect(() => new SeasonalScaling("lone", { ...args, profiles })).toThrow(
      new Error(problems.map((problem) => `lone: ${problem}`).join("\n")),
    );
  });
});
