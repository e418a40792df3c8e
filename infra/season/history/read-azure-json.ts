import type { HistoryFinding } from "./history.ts";
import { RowCollector, type Rows } from "./rows.ts";

/** A point of Azure Monitor's answer: only aggregations that were asked for are there, null is none. */
interface AzurePoint {
  readonly timeStamp?: unknown;
  readonly total?: unknown;
  readonly count?: unknown;
}

interface AzureMetric {
  readonly name?: { readonly value?: unknown; readonly localizedValue?: unknown };
  readonly timeseries?: readonly { readonly data?: readonly AzurePoint[] }[];
}

/**
 * Reads what `az monitor metrics list --aggregation Total --output json` and the REST API (Metrics - List,
 * 2023-10-01) answer: `value[].timeseries[].data[]` with `timeStamp` and `total` (or `count`). Series apart by
 * dimensions are added up.
 *
 * @param column The metric's name, where there are several.
 */
export function readAzureJson(text: string, column: string | undefined): Rows {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    return refuse(
      "header",
      `it begins as JSON and is none: ${(error as Error).message}`,
      "Export it anew with `az monitor metrics list --output json`",
    );
  }
  const metrics = (Array.isArray(root) ? root : (Object(root) as { value?: unknown }).value) as
    | readonly AzureMetric[]
    | undefined;
  if (!Array.isArray(metrics) || metrics.length === 0) {
    return refuse(
      "header",
      "this JSON has no `value` with metrics",
      "Export it with `az monitor metrics list --aggregation Total --output json`, or write CSV",
    );
  }
  const named = metrics.filter(
    ({ name }) =>
      column === undefined ||
      [name?.value, name?.localizedValue].some(
        (one) => String(one).toLowerCase() === column.toLowerCase(),
      ),
  );
  const [metric] = named;
  if (metric === undefined || named.length > 1) {
    const names = metrics.map(({ name }) => `"${name?.value}"`).join(", ");
    return refuse(
      "column",
      metric === undefined
        ? `there is no metric "${column}"`
        : `it is not clear which metric counts the requests: ${names}`,
      `Name one with --column: ${names}`,
    );
  }
  return ofMetric(metric, text);
}

function ofMetric(metric: AzureMetric, text: string): Rows {
  const lineOf = stampLines(text);
  const series = (metric.timeseries ?? []).map(({ data }) => data ?? []);
  const points = series.flat();
  const values = points.map(({ total, count }) => total ?? count);
  if (points.length > 0 && values.every((value) => value === undefined || value === null)) {
    return refuse(
      "column",
      "its points have neither `total` nor `count`",
      "Export it anew with --aggregation Total: an average of requests is no number of them",
    );
  }
  const collector = new RowCollector(false);
  if (series.length <= 1) {
    points.forEach((point, index) => {
      const stamp = String(point.timeStamp);
      collector.add(lineOf(stamp), stamp, written(values[index]));
    });
  } else {
    const sums = new Map<string, number>();
    points.forEach((point, index) => {
      const stamp = String(point.timeStamp);
      sums.set(stamp, (sums.get(stamp) ?? 0) + Number(values[index] ?? 0));
    });
    for (const stamp of [...sums.keys()].sort()) {
      collector.add(lineOf(stamp), stamp, String(sums.get(stamp)));
    }
  }
  return { rows: collector.rows, findings: collector.findings, perSecond: false };
}

function written(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}

/** The line in which a time stamp stands first. */
function stampLines(text: string): (stamp: string) => number {
  const lines = new Map<string, number>();
  text.split("\n").forEach((line, index) => {
    for (const [, stamp] of line.matchAll(/"timeStamp"\s*:\s*"([^"]*)"/g)) {
      if (!lines.has(stamp as string)) lines.set(stamp as string, index + 1);
    }
  });
  return (stamp) => lines.get(stamp) ?? 1;
}

function refuse(code: HistoryFinding["code"], message: string, mend: string): Rows {
  return { rows: [], findings: [{ code, level: "refused", message, mend }], perSecond: false };
}
