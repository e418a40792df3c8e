import { Refusal } from "../../behaviours/refusal.ts";
import { isoInstant } from "../../behaviours/support/instants.ts";
import type { Json, JsonObject } from "../../json.ts";
import { GATEWAY_UNITS, SCALE_SET_UNITS } from "../../load/azure-metrics.ts";
import type { Sample } from "../../store/metrics.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { Environment } from "../environment.ts";
import { notFound } from "../not-found.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AGGREGATIONS = ["average", "minimum", "maximum", "total", "count"] as const;
type Aggregation = (typeof AGGREGATIONS)[number];

/** The grains that Azure Monitor offers, in minutes. Source: Learn, "Azure Monitor Metrics aggregation". */
const INTERVALS = new Map([
  ["PT1M", 1],
  ["PT5M", 5],
  ["PT15M", 15],
  ["PT30M", 30],
  ["PT1H", 60],
  ["PT6H", 360],
  ["PT12H", 720],
  ["P1D", 1440],
]);

/** What is measured of each type, with its unit. Types in lower case. */
const METRICS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "microsoft.compute/virtualmachinescalesets": SCALE_SET_UNITS,
  "microsoft.network/applicationgateways": GATEWAY_UNITS,
};

/**
 * `GET RESOURCE/providers/Microsoft.Insights/metrics`: the named metrics over a time span, each interval
 * with the aggregations asked for. Without a time span it is the last hour; without names, all that the
 * resource's type has. One that was not measured yet is an empty series.
 *
 * @throws Refusal BadRequest
 */
export function metricValues(
  environment: Environment,
  resource: string,
  query: ReadonlyMap<string, string>,
): JsonObject {
  const { store } = environment;
  const id = parseResourceId(resource);
  const document = store.get(resource);
  if (document === undefined && id !== undefined) throw notFound(environment, id);
  refuseOtherReads(query, document?.type ?? "");
  const [from, until] = timespanOf(query.get("timespan"), Date.parse(environment.now));
  const interval = query.get("interval") ?? "PT1M";
  const grain = INTERVALS.get(interval);
  if (grain === undefined) throw unusable("interval", interval, [...INTERVALS.keys()]);
  const wanted = aggregationsOf(query.get("aggregation"));
  const units = METRICS[document?.type.toLowerCase() ?? ""] ?? {};
  const known = Object.keys(units);
  const names = query.get("metricnames")?.split(",") ?? known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unusable("metricnames", unknown, known);
  return {
    timespan: `${isoInstant(from)}/${isoInstant(until)}`,
    interval,
    namespace: document?.type ?? "",
    resourceregion: document?.location ?? "",
    value: names.map((name) => ({
      id: `${resource}/providers/Microsoft.Insights/metrics/${name}`,
      type: "Microsoft.Insights/metrics",
      name: { value: name, localizedValue: name },
      unit: units[name] ?? "",
      timeseries: [
        {
          metadatavalues: [],
          data: intervals(
            store.metrics.read(
              resource,
              name,
              Math.floor(from / MINUTE),
              Math.ceil(until / MINUTE),
            ),
            grain,
            wanted,
          ),
        },
      ],
      errorCode: "Success",
    })),
  };
}

/** Refuses what Azure can besides: series by dimension, lists of metrics, metrics that guests send. */
function refuseOtherReads(query: ReadonlyMap<string, string>, type: string): void {
  for (const parameter of ["$filter", "top", "orderby"]) {
    const value = query.get(parameter);
    if (value !== undefined)
      throw unusable(parameter, value, ["none, as series have no dimensions"]);
  }
  for (const [parameter, only] of [
    ["resulttype", "Data"],
    ["metricnamespace", type],
  ] as const) {
    const value = query.get(parameter);
    if (value !== undefined && !same(value, only)) throw unusable(parameter, value, [only]);
  }
}

/** The samples put together by interval; one without samples is left out. */
function intervals(
  samples: readonly Sample[],
  grain: number,
  wanted: readonly Aggregation[],
): Json[] {
  return [...Map.groupBy(samples, ({ minute }) => Math.floor(minute / grain) * grain)].map(
    ([minute, group]) => {
      const count = group.reduce((sum, sample) => sum + sample.count, 0);
      const total = group.reduce((sum, sample) => sum + sample.total, 0);
      const values = {
        average: total / count,
        minimum: Math.min(...group.map((sample) => sample.minimum)),
        maximum: Math.max(...group.map((sample) => sample.maximum)),
        total,
        count,
      };
      return {
        timeStamp: isoInstant(minute * MINUTE),
        ...Object.fromEntries(wanted.map((name) => [name, values[name]])),
      };
    },
  );
}

function timespanOf(span: string | undefined, now: number): [from: number, until: number] {
  if (span === undefined) return [now - HOUR, now];
  const [from = Number.NaN, until = Number.NaN, ...rest] = span.split("/").map(Date.parse);
  if (rest.length > 0 || !(from < until)) {
    throw unusable("timespan", span, ["START/END, two instants in ISO 8601, the earlier first"]);
  }
  return [from, until];
}

function aggregationsOf(asked: string | undefined): readonly Aggregation[] {
  const names = asked?.toLowerCase().split(",") ?? ["average"];
  const unknown = names.find((name) => !AGGREGATIONS.some((known) => known === name));
  if (unknown !== undefined) throw unusable("aggregation", unknown, AGGREGATIONS);
  return names as Aggregation[];
}

function unusable(parameter: string, value: string, allowed: readonly string[]): Refusal {
  return new Refusal(
    "BadRequest",
    `The value '${value}' of the query parameter ${parameter} is not supported. Allowed: ${allowed.join(", ")}.`,
    { target: parameter },
  );
}
