/** A piece of an Azure Workbook, as its JSON has it. */
export interface WorkbookItem {
  /** 1 text, 3 a query, 9 parameters, 10 metrics. */
  readonly type: 1 | 3 | 9 | 10;
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Percent of the page's width. @default 100 */
  readonly customWidth?: string;
}

/** How the values of a chart's metric are put together. */
export type ChartAggregation = "total" | "average" | "maximum" | "minimum";

/** Source: microsoft/Application-Insights-Workbooks, metric items of its templates. */
const AGGREGATIONS: Readonly<Record<ChartAggregation, number>> = {
  total: 1,
  minimum: 2,
  maximum: 3,
  average: 4,
};

/** The parameter by which a reader chooses the time of all charts. */
const TIME = "TimeRange";

/** Hours that a reader sees at first. */
const FIRST_HOURS = 24;

const HOUR_MS = 3_600_000;

export function heading(text: string): WorkbookItem {
  return { type: 1, name: `heading ${text}`, content: { json: `## ${text}` } };
}

/** The choice of the time that is shown. */
export function timeChoice(): WorkbookItem {
  return {
    type: 9,
    name: "time",
    content: {
      version: "KqlParameterItem/1.0",
      parameters: [
        {
          id: TIME,
          version: "KqlParameterItem/1.0",
          name: TIME,
          label: "Time",
          type: 4,
          isRequired: true,
          value: { durationMs: FIRST_HOURS * HOUR_MS },
          typeSettings: {
            selectableValues: [1, 4, 24, 72, 168, 720].map((hours) => ({
              durationMs: hours * HOUR_MS,
            })),
            allowCustom: true,
          },
        },
      ],
      style: "pills",
    },
  };
}

/** Lines of a resource's metrics over the chosen time. */
export function metricChart(chart: {
  readonly title: string;
  /** ARM type of the resource. */
  readonly type: string;
  readonly resourceId: string;
  readonly metrics: readonly { readonly metric: string; readonly by: ChartAggregation }[];
}): WorkbookItem {
  const namespace = chart.type.toLowerCase();
  return {
    type: 10,
    name: chart.title,
    customWidth: "50",
    content: {
      version: "MetricsItem/2.0",
      chartId: chart.title,
      title: chart.title,
      size: 0,
      chartType: 2,
      metricScope: 0,
      resourceType: namespace,
      resourceIds: [chart.resourceId],
      timeContextFromParameter: TIME,
      metrics: chart.metrics.map(({ metric, by }) => ({
        namespace,
        metric: `${namespace}--${metric}`,
        aggregation: AGGREGATIONS[by],
      })),
    },
  };
}

/** What a log query finds in the workspace. */
export function logTable(table: {
  readonly title: string;
  readonly query: string;
  readonly workspaceId: string;
}): WorkbookItem {
  return {
    type: 3,
    name: table.title,
    customWidth: "50",
    content: {
      version: "KqlItem/1.0",
      title: table.title,
      query: table.query,
      size: 0,
      queryType: 0,
      resourceType: "microsoft.operationalinsights/workspaces",
      crossComponentResources: [table.workspaceId],
      timeContextFromParameter: TIME,
      visualization: "table",
    },
  };
}

/** What Azure Resource Graph knows now. */
export function graphTable(table: {
  readonly title: string;
  readonly query: string;
}): WorkbookItem {
  return {
    type: 3,
    name: table.title,
    customWidth: "50",
    content: {
      version: "KqlItem/1.0",
      title: table.title,
      query: table.query,
      size: 0,
      queryType: 1,
      resourceType: "microsoft.resourcegraph/resources",
      visualization: "table",
    },
  };
}

/** The text that a workbook resource holds. */
export function workbookData(items: readonly WorkbookItem[], workspaceId: string): string {
  return JSON.stringify({
    version: "Notebook/1.0",
    items,
    fallbackResourceIds: [workspaceId],
    $schema:
      "https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json",
  });
}
