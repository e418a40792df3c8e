import { beforeAll, describe, expect, test } from "@jest/globals";
import { coverQuery } from "../../../infra/datacenter/cover-query.ts";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { type MockedStack, mockedStack } from "../../support/mocked-stack.ts";
import { PLAN, SETTINGS } from "./fixture.ts";

const READER =
  "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7";

describe("Watch", () => {
  let stack: MockedStack;
  beforeAll(async () => {
    stack = await mockedStack(() => {
      new Datacenter("prod-se", SETTINGS, PLAN);
    });
  });
  const inputsOf = (name: string): Record<string, unknown> => stack.named(name).inputs;
  const rule = (): Record<string, unknown> => inputsOf("prod-se-watch-season-cover");

  test("keeps a workspace for logs that takes no keys", () => {
    expect(inputsOf("prod-se-watch-workspace")).toMatchObject({
      workspaceName: "log-prod-se",
      resourceGroupName: "rg-prod-se-watch",
      location: "swedencentral",
      sku: { name: "PerGB2018" },
      retentionInDays: 30,
      features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
    });
  });

  test("writes to everybody on duty, and names the group in at most 12 characters", () => {
    const { groupShortName, ...group } = inputsOf("prod-se-watch-on-duty");
    expect(group).toMatchObject({
      actionGroupName: "ag-prod-se-on-duty",
      location: "global",
      enabled: true,
      emailReceivers: [
        {
          name: "duty@platform.example",
          emailAddress: "duty@platform.example",
          useCommonAlertSchema: true,
        },
        {
          name: "night@platform.example",
          emailAddress: "night@platform.example",
          useCommonAlertSchema: true,
        },
      ],
    });
    expect(String(groupShortName).length).toBeLessThanOrEqual(12);
  });

  test("lets its identity read the workspace and the web tier's group, and nothing else", () => {
    const grants = stack.resources
      .filter(({ type, name }) => type.endsWith(":RoleAssignment") && name.includes("-watch-"))
      .map(({ inputs }) => inputs);
    expect(grants.map(({ scope }) => scope)).toEqual([
      "/mock/prod-se-watch-workspace",
      "/mock/prod-se-web-rg",
    ]);
    for (const grant of grants) {
      expect(grant).toMatchObject({
        principalId: "principal-of-prod-se-watch-identity",
        principalType: "ServicePrincipal",
        roleDefinitionId: READER,
      });
    }
    expect(new Set(grants.map(({ roleAssignmentName }) => roleAssignmentName)).size).toBe(2);
  });

  test("fires each day on which not one setting is found that covers enough", () => {
    expect(rule()).toMatchObject({
      kind: "LogAlert",
      enabled: true,
      scopes: ["/mock/prod-se-watch-workspace"],
      evaluationFrequency: "P1D",
      windowSize: "P1D",
      autoMitigate: false,
      actions: { actionGroups: ["/mock/prod-se-watch-on-duty"] },
    });
    expect(rule()).toHaveProperty("criteria.allOf", [
      {
        query: coverQuery("/mock/prod-se-season-autoscale"),
        timeAggregation: "Count",
        operator: "LessThan",
        threshold: 1,
        failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
      },
    ]);
    expect(rule()).not.toHaveProperty("muteActionsDuration");
  });

  test("asks as its own identity, as Azure wants it for Resource Graph, once that may read", () => {
    expect(rule()).toHaveProperty("identity", {
      type: "UserAssigned",
      userAssignedIdentities: ["/mock/prod-se-watch-identity"],
    });
    expect(stack.named("prod-se-watch-season-cover").options.dependsOn).toHaveLength(2);
    expect(rule().skipQueryValidation).toBe(true);
  });

  test("says in the message what is wrong and which runbook helps", () => {
    expect(rule().description).toMatch(/prod-se.*14 days.*docs\/runbooks\/season-cover\.md\.$/);
  });
});

describe("coverQuery", () => {
  test("asks for one setting that is switched on and covers two weeks from now", () => {
    expect(coverQuery("/subscriptions/s/autoscale-web").split("\n")).toEqual([
      'arg("").Resources',
      '| where type =~ "microsoft.insights/autoscalesettings"',
      '| where id =~ "/subscriptions/s/autoscale-web"',
      "| where tobool(properties.enabled)",
      "| where todatetime(tostring(tags.coveredUntil)) >= now() + 14d",
      "| project id",
    ]);
  });

  test("reads the tag that SeasonalScaling writes, on the setting that it makes", async () => {
    const { resources, named } = await mockedStack(() => {
      new Datacenter("prod-se", SETTINGS, PLAN);
    });
    const { inputs } = named("prod-se-season-autoscale");
    const [, tag = ""] = /tags\.(\w+)/.exec(coverQuery("x")) ?? [];
    expect(inputs.tags).toHaveProperty(tag);
    expect(
      Temporal.PlainDate.from(String((inputs.tags as Record<string, string>)[tag])),
    ).toBeDefined();
    expect(resources.filter(({ type }) => type.endsWith(":AutoscaleSetting"))).toHaveLength(1);
  });
});
