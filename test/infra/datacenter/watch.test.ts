import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { COVER_ALERT_DAYS, coverQuery } from "../../../infra/datacenter/cover-query.ts";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { ALERTS } from "../../../infra/datacenter/watch/alert-names.ts";
import { SENT } from "../../../infra/datacenter/watch/diagnostics.ts";
import { diagnosticCategories } from "../../../local/behaviours/facts/diagnostic-categories.ts";
import { type MockedStack, mockedStack, type Registered } from "../../support/mocked-stack.ts";
import { PLAN, SETTINGS } from "./fixture.ts";

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));

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

  test("keeps a workspace for logs that takes no keys, for as long as is set, without a cap", () => {
    const workspace = inputsOf("prod-se-watch-workspace");
    expect(workspace).toMatchObject({
      workspaceName: "log-prod-se",
      resourceGroupName: "rg-prod-se-watch",
      location: "swedencentral",
      sku: { name: "PerGB2018" },
      retentionInDays: 120,
      features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
    });
    expect(workspace).not.toHaveProperty("workspaceCapping");
  });

  test("writes to everybody on duty, and names the groups in at most 12 characters", () => {
    const { groupShortName, ...group } = inputsOf("prod-se-watch-on-duty");
    const wake = inputsOf("prod-se-watch-wake");
    expect(group).toMatchObject({
      actionGroupName: "ag-prod-se-on-duty",
      location: "global",
      enabled: true,
      emailReceivers: ["duty@platform.example", "night@platform.example"].map((email) => ({
        name: email,
        emailAddress: email,
        useCommonAlertSchema: true,
      })),
    });
    expect(wake.smsReceivers).toEqual([
      { name: "+46 701234567", countryCode: "46", phoneNumber: "701234567" },
    ]);
    for (const name of [groupShortName, wake.groupShortName]) {
      expect(String(name).length).toBeLessThanOrEqual(12);
    }
    expect(wake.groupShortName).not.toBe(groupShortName);
  });

  test("lets its identity read the workspace, the web tier's group and the backup vault, and nothing else", () => {
    const grants = stack.resources
      .filter(({ type, name }) => type.endsWith(":RoleAssignment") && name.includes("-watch-"))
      .map(({ inputs }) => inputs);
    expect(grants.map(({ scope }) => scope)).toEqual([
      "/mock/prod-se-watch-workspace",
      "/mock/prod-se-web-rg",
      "/mock/prod-se-backup-vault",
    ]);
    for (const grant of grants) {
      expect(grant).toMatchObject({
        principalId: "principal-of-prod-se-watch-identity",
        principalType: "ServicePrincipal",
        roleDefinitionId: READER,
      });
    }
    expect(new Set(grants.map(({ roleAssignmentName }) => roleAssignmentName)).size).toBe(3);
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
    expect(inputsOf("prod-se-watch-gateway-errors")).not.toHaveProperty("identity");
  });

  test("says in the message what is wrong and which runbook helps", () => {
    expect(rule().description).toMatch(/prod-se.*14 days.*docs\/runbooks\/season-cover\.md\.$/);
    expect(COVER_ALERT_DAYS).toBe(14);
  });

  const rules = (): readonly Registered[] =>
    stack.resources.filter(({ type }) =>
      /:(MetricAlert|ActivityLogAlert|ScheduledQueryRule)$/.test(type),
    );

  test("names a runbook that exists in every rule's message, and where it is wrong", () => {
    expect(rules().length).toBeGreaterThanOrEqual(9);
    for (const { inputs, name } of rules()) {
      const [, file = ""] = /(docs\/runbooks\/[a-z-]+\.md)\.$/.exec(`${inputs.description}`) ?? [];
      expect({ name, stands: existsSync(join(PROJECT, file)) && file !== "" }).toEqual({
        name,
        stands: true,
      });
      expect(inputs.description).toContain("(prod-se)");
      expect(inputs.enabled).toBe(true);
    }
  });

  test("sends a text by what can't wait for the morning, and by nothing else", () => {
    for (const { inputs, name } of rules()) {
      const alert = Object.entries(ALERTS).find(([key]) => name.startsWith(`prod-se-watch-${key}`));
      const wakes = JSON.stringify(inputs.actions).includes("prod-se-watch-wake");
      expect({ name, wakes }).toEqual({ name, wakes: (alert?.[1].severity ?? 4) <= 1 });
      expect(JSON.stringify(inputs.actions)).toContain("/mock/prod-se-watch-on-duty");
    }
  });

  test("sends no text where no telephone is set", async () => {
    const quiet = await mockedStack(() => {
      new Datacenter("prod-se", { ...SETTINGS, watch: { ...SETTINGS.watch, phones: [] } }, PLAN);
    });
    expect(quiet.resources.some(({ name }) => name === "prod-se-watch-wake")).toBe(false);
    expect(quiet.named("prod-se-watch-too-few-clones").inputs.actions).toEqual([
      { actionGroupId: "/mock/prod-se-watch-on-duty" },
    ]);
  });

  const threshold = (alert: string): unknown =>
    (inputsOf(`prod-se-watch-${alert}`).criteria as { allOf: { threshold: number }[] }).allOf[0]
      ?.threshold;

  test("takes thresholds from the plan and the settings", () => {
    // The profiles' least floor is 6 over three zones, their most 13; the gateway's most is 10.
    expect(threshold("too-few-clones")).toBe(4);
    expect(threshold("unhealthy-clones")).toBe(2);
    expect(threshold("gateway-units")).toBe(75);
  });

  test("watches refused reservations and failed scaling where they happen", () => {
    expect(inputsOf("prod-se-watch-reservation-refused")).toMatchObject({
      location: "global",
      scopes: ["/mock/prod-se-reserve-group"],
      condition: {
        allOf: [
          { field: "category", equals: "Administrative" },
          {
            field: "operationName",
            equals: "Microsoft.Compute/capacityReservationGroups/capacityReservations/write",
          },
          { field: "status", equals: "Failed" },
        ],
      },
    });
    expect(inputsOf("prod-se-watch-autoscale-failed")).toMatchObject({
      scopes: ["/mock/prod-se-season-autoscale"],
    });
  });

  const logged = (): readonly Registered[] =>
    stack.resources.filter(({ type }) => type.endsWith(":DiagnosticSetting"));

  test("keeps the logs of every tier in its workspace, each category one that its type has", () => {
    expect(logged().length).toBeGreaterThanOrEqual(7);
    for (const { inputs, name } of logged()) {
      const part = name.replace("prod-se-watch-logs-", "");
      expect(inputs).toMatchObject({
        name: `diag-prod-se-${part}`,
        workspaceId: "/mock/prod-se-watch-workspace",
        logAnalyticsDestinationType: "Dedicated",
      });
      expect([...(inputs.logs as unknown[]), ...(inputs.metrics as unknown[])]).not.toEqual([]);
    }
    const listening = logged().map(({ inputs }) => inputs.resourceUri);
    expect(listening).toEqual(
      expect.arrayContaining([
        "/mock/prod-se-edge-gateway",
        "/mock/prod-se-edge-ip",
        "/mock/prod-se-secrets-vault",
        "/mock/prod-se-season-autoscale",
        "/mock/prod-se-watch-workspace",
      ]),
    );
    expect(new Set(listening).size).toBe(listening.length);
  });

  test.each(Object.entries(SENT))(
    "sends of %s only what the type has",
    (type, { logs, metrics }) => {
      const known = diagnosticCategories(type);
      expect(known?.logs).toEqual(expect.arrayContaining([...logs]));
      expect(known?.metrics).toEqual(expect.arrayContaining([...metrics]));
    },
  );

  test("shows usage levels on a page that is named by a GUID", () => {
    const page = inputsOf("prod-se-watch-usage");
    expect(page).toMatchObject({ kind: "shared", sourceId: "/mock/prod-se-watch-workspace" });
    expect(page.resourceName).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const text = String(page.serializedData);
    for (const id of ["edge-gateway", "web-clones", "season-autoscale", "reserve-group"]) {
      expect({ id, shown: text.includes(`/mock/prod-se-${id}`) }).toEqual({ id, shown: true });
    }
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
    const settings = resources.filter(({ type }) => type.endsWith(":AutoscaleSetting"));
    expect(settings.map(({ name }) => name)).toContain("prod-se-season-autoscale");
  });
});
