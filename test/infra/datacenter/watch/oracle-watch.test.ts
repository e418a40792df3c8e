import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { Datacenter } from "../../../../infra/datacenter/datacenter.ts";
import { databaseAlerts } from "../../../../infra/datacenter/watch/database-alerts.ts";
import { MEASURES, WHOLE, wholeQuery } from "../../../../infra/datacenter/watch/oracle-queries.ts";
import { type MockedStack, mockedStack } from "../../../support/mocked-stack.ts";
import { ORACLE_SETTINGS, PLAN } from "../fixture.ts";

const EXPECTED = new URL("../database/oracle-double/expected/", import.meta.url);
const SCRIPT = new URL(
  "../../../../infra/datacenter/database/oracle/install/measure.sh",
  import.meta.url,
);

/** What each machine's log was given, by the transcripts of the installation's own tests. */
function linesOf(role: "primary" | "standby"): readonly string[] {
  const text = readFileSync(new URL(`measure-${role}.txt`, EXPECTED), "utf8");
  return text
    .split("---\n")
    .map((block) => block.trim().split("\n"))
    .flatMap((block) =>
      block.slice(block.indexOf("logger") + 1, block.includes("logger") ? undefined : 0),
    );
}

const logAlerts = databaseAlerts({
  engine: "oracle",
  machines: [
    { name: "primary", id: "/p" },
    { name: "standby", id: "/s" },
  ],
  identityId: "/id",
}).filter((spec) => spec.kind === "log");

describe("what Oracle's machines say", () => {
  test.each(["primary", "standby"] as const)("is read line by line: of the %s", (role) => {
    const lines = linesOf(role);
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      expect(line).toMatch(/^(space|connections|lag|failover|serves) \d+ [\w:/-]+$/);
    }
  });

  test("is what the alerts ask for: under its name, and each measure of a machine that says it", () => {
    const script = readFileSync(SCRIPT, "utf8");
    expect(script).toContain(`--tag ${MEASURES.process} --priority ${MEASURES.facility}.info`);
    const said = new Set(
      [...linesOf("primary"), ...linesOf("standby")].map((line) => line.split(" ")[0]),
    );
    const asked = logAlerts.flatMap(({ query }) =>
      [...String(query).matchAll(/What == "(\w+)" and|where What == "(\w+)"/g)].map(
        ([, one, other]) => one ?? other,
      ),
    );
    expect([...new Set(asked)].sort()).toEqual([...said].sort());
    for (const { query } of logAlerts) {
      expect(query).toContain(
        'Syslog\n| where Facility == "local3" and ProcessName == "gradetide-oracle"',
      );
    }
  });

  test.each([
    ["database-down", 'What == "serves" and Number == 1 and Of == "primary"', "LessThan", 1],
    ["database-space", 'What == "space" and Number > 80', "GreaterThan", 0],
    ["database-connections", 'What == "connections" and Number > 85', "GreaterThan", 0],
    ["database-lag", 'What == "lag" and Number > 300', "GreaterThan", 0],
    ["database-failover", "Ready == 0", "GreaterThan", 0],
  ])("fires %s by rows where %s", (alert, rows, comparison, threshold) => {
    const spec = logAlerts.find(({ name }) => name === alert);
    expect(spec).toMatchObject({ comparison, threshold });
    expect(spec?.query).toContain(`| where ${rows}`);
  });

  test("may come minutes late: each alert looks back over three looks at least, and is over by itself", () => {
    expect(logAlerts.map(({ name, every, window }) => [name, every, window])).toEqual([
      ["database-down", "PT5M", "PT15M"],
      ["database-space", "PT5M", "PT15M"],
      ["database-connections", "PT5M", "PT15M"],
      ["database-lag", "PT5M", "PT15M"],
      ["database-failover", "PT5M", "PT15M"],
      ["database-silent", "PT5M", "PT30M"],
    ]);
  });

  test("is missed where a machine is silent, or none is a standby", () => {
    expect(wholeQuery(2)).toContain('| where Machines >= iff(What == "lag", 1, 2)');
    const silent = logAlerts.find(({ name }) => name === "database-silent");
    expect(silent).toMatchObject({ comparison: "LessThan", threshold: WHOLE });
    expect([...String(wholeQuery(2)).matchAll(/"(space|connections|lag)"[,)]/g)]).toHaveLength(
      WHOLE + 1,
    );
  });
});

describe("a datacenter on Oracle", () => {
  let stack: MockedStack;
  beforeAll(async () => {
    stack = await mockedStack(() => {
      new Datacenter("prod-se", ORACLE_SETTINGS, PLAN);
    });
  });

  test("takes the measures into the workspace, and nothing else of the machines' log", () => {
    expect(stack.named("prod-se-watch-database-rule").inputs).toMatchObject({
      dataCollectionRuleName: "dcr-prod-se-database",
      kind: "Linux",
      dataSources: { syslog: [{ facilityNames: [MEASURES.facility], logLevels: ["Info"] }] },
      destinations: { logAnalytics: [{ workspaceResourceId: "/mock/prod-se-watch-workspace" }] },
    });
  });

  test.each(["primary", "standby"])(
    "has the %s go by that rule, by an agent of its own",
    (role) => {
      const machine = `/mock/prod-se-database-oracle-${role}-machine`;
      expect(stack.named(`prod-se-watch-database-${role}`).inputs).toMatchObject({
        resourceUri: machine,
        dataCollectionRuleId: "/mock/prod-se-watch-database-rule",
      });
      const agent = stack.named(`prod-se-watch-database-${role}-agent`);
      expect(agent.inputs).toMatchObject({
        type: "AzureMonitorLinuxAgent",
        enableAutomaticUpgrade: true,
        settings: {
          authentication: {
            managedIdentity: {
              "identifier-name": "mi_res_id",
              "identifier-value": "/mock/prod-se-database-oracle-database-identity",
            },
          },
        },
      });
      expect(agent.options.dependsOn).toBeUndefined();
    },
  );

  test("measures neither the observer nor staging's machine", () => {
    const types = ["DataCollectionRuleAssociation", "DataCollectionRule"];
    const found = stack.resources.filter(({ type }) =>
      types.some((one) => type.endsWith(`:${one}`)),
    );
    expect(found).toHaveLength(3);
  });
});
