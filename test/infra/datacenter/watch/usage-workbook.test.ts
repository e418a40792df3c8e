import { expect, test } from "@jest/globals";
import {
  type UsageShown,
  usageWorkbook,
} from "../../../../infra/datacenter/watch/usage-workbook.ts";
import { metricDefinitions } from "../../../../local/behaviours/facts/metric-definitions.ts";

const shown: UsageShown = {
  workspaceId: "/workspace",
  scaleSetId: "/set",
  autoscaleSettingId: "/autoscale",
  gatewayId: "/gateway",
  reservationGroupId: "/reserve",
  databases: [{ type: "Microsoft.DBforPostgreSQL/flexibleServers", id: "/server" }],
};

interface Item {
  readonly type: number;
  readonly name: string;
  readonly content: {
    readonly title?: string;
    readonly query?: string;
    readonly queryType?: number;
    readonly resourceIds?: readonly string[];
    readonly crossComponentResources?: readonly string[];
    readonly metrics?: readonly { readonly metric: string; readonly aggregation: number }[];
  };
}

function itemsOf(usage: UsageShown): readonly Item[] {
  const page = JSON.parse(usageWorkbook(usage));
  expect(page).toMatchObject({ version: "Notebook/1.0", fallbackResourceIds: ["/workspace"] });
  return page.items;
}

test("shows clones, gateway, database, reserve and backups, each piece with a name of its own", () => {
  const items = itemsOf(shown);
  const headings = items.filter(({ type }) => type === 1).map(({ name }) => name);
  expect(headings).toEqual([
    "heading Clones",
    "heading Gateway",
    "heading Database",
    "heading Reserve",
    "heading Backups",
  ]);
  expect(new Set(items.map(({ name }) => name)).size).toBe(items.length);
});

test("draws metrics that their types have, as they can be put together", () => {
  const names = { 1: "Total", 2: "Minimum", 3: "Maximum", 4: "Average" } as Record<number, string>;
  const charts = itemsOf(shown).flatMap(({ content }) => content.metrics ?? []);
  expect(charts.length).toBeGreaterThanOrEqual(13);
  for (const { aggregation, metric } of charts) {
    const [type = "", name = ""] = metric.split("--");
    // What autoscale tells of itself is in no table here.
    if (type === "microsoft.insights/autoscalesettings") continue;
    const known = metricDefinitions(type)?.[name]?.aggregations as readonly string[] | undefined;
    expect({ metric, known: known?.includes(names[aggregation] ?? "") }).toEqual({
      metric,
      known: true,
    });
  }
});

test("asks the workspace for backups, and Resource Graph for profiles and the reserve", () => {
  const queries = itemsOf(shown).filter(({ type }) => type === 3);
  expect(
    queries.map(({ content }) => [
      content.title,
      content.queryType,
      content.crossComponentResources,
    ]),
  ).toEqual([
    ["Floor and ceiling, by profile", 1, undefined],
    ["Reserved, used, lent to staging", 1, undefined],
    ["Backup jobs", 0, ["/workspace"]],
  ]);
  expect(queries[0]?.content.query).toContain('id =~ "/autoscale"');
  expect(queries[1]?.content.query).toContain('id startswith "/reserve/"');
});

test("shows each machine of a database that has two", () => {
  const machines = ["/one", "/two"].map(
    (id) => ({ type: "Microsoft.Compute/virtualMachines", id }) as const,
  );
  const items = itemsOf({ ...shown, databases: machines });
  const ids = items.flatMap(({ content }) => content.resourceIds ?? []);
  expect(ids).toEqual(expect.arrayContaining(["/one", "/two"]));
  expect(new Set(items.map(({ name }) => name)).size).toBe(items.length);
});
