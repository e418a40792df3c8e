import { Refusal } from "../../behaviours/refusal.ts";
import type { JsonObject } from "../../json.ts";
import type { LogFilter } from "../../store/log.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { Store } from "../../store/store.ts";

const CLAUSE =
  /^(eventTimestamp|resourceGroupName|resourceUri|resourceId|resourceProvider|correlationId) (ge|le|eq) '([^']*)'$/i;

/**
 * The activity log's entries as Azure Monitor's REST interface gives them, the newest first.
 *
 * @param filter `$filter`: `eventTimestamp ge '…'`, then `and` with further clauses.
 * Source: Learn, REST reference "Activity Logs - List".
 * @throws Refusal BadRequest for any other filter.
 */
export function activityLog(store: Store, filter: string | undefined): JsonObject[] {
  const clauses = (filter ?? "").split(/ and /i).map((clause) => clauseOf(clause.trim()));
  if (!clauses.some(({ field, operator }) => field === "eventtimestamp" && operator === "ge")) {
    throw badFilter(filter ?? "", "it has to say eventTimestamp ge 'INSTANT'");
  }
  const instants: LogFilter = {
    from: Math.max(...valuesOf(clauses, "ge").map(Date.parse)),
    ...(valuesOf(clauses, "le").length === 0
      ? {}
      : { until: Math.min(...valuesOf(clauses, "le").map(Date.parse)) + 1 }),
  };
  return store.log
    .read(instants)
    .map(asEventData)
    .filter((entry) => clauses.every((clause) => holds(clause, entry)))
    .toReversed();
}

interface Clause {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

function clauseOf(clause: string): Clause {
  const [, field, operator, value] = CLAUSE.exec(clause) ?? [];
  if (field === undefined || operator === undefined || value === undefined) {
    throw badFilter(clause, "it can't be read");
  }
  const isInstant = field.toLowerCase() === "eventtimestamp";
  if (isInstant === (operator.toLowerCase() === "eq") || (isInstant && !isInstantText(value))) {
    throw badFilter(
      clause,
      "eventTimestamp goes with ge and le and an instant, the others with eq",
    );
  }
  return { field: field.toLowerCase(), operator: operator.toLowerCase(), value };
}

function isInstantText(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}

function valuesOf(clauses: readonly Clause[], operator: string): string[] {
  return clauses.filter((clause) => clause.operator === operator).map(({ value }) => value);
}

function holds({ field, operator, value }: Clause, entry: JsonObject): boolean {
  if (operator !== "eq") return true;
  const provider = (entry.resourceProviderName as JsonObject | undefined)?.value;
  const values: Readonly<Record<string, unknown>> = {
    resourcegroupname: entry.resourceGroupName,
    resourceuri: entry.resourceId,
    resourceid: entry.resourceId,
    resourceprovider: provider,
    correlationid: entry.correlationId,
  };
  return same(String(values[field] ?? ""), value);
}

/** Names are pairs of a value and what people read; texts here are the same in both. */
function asEventData(entry: JsonObject): JsonObject {
  const { operationName, category, status, eventDataId, eventTimestamp, resourceId, ...rest } =
    entry;
  const id = parseResourceId(String(resourceId));
  const ticks = Date.parse(String(eventTimestamp));
  return {
    ...rest,
    id: `${resourceId}/events/${eventDataId}/ticks/${ticks}`,
    eventDataId: eventDataId ?? "",
    correlationId: eventDataId ?? "",
    eventTimestamp: eventTimestamp ?? "",
    submissionTimestamp: eventTimestamp ?? "",
    resourceId: resourceId ?? "",
    ...(id?.resourceGroup === undefined ? {} : { resourceGroupName: id.resourceGroup }),
    resourceProviderName: pair(id?.namespace),
    operationName: pair(operationName),
    category: pair(category),
    status: pair(status),
  };
}

function pair(value: unknown): JsonObject {
  return { value: String(value ?? ""), localizedValue: String(value ?? "") };
}

function badFilter(filter: string, why: string): Refusal {
  return new Refusal("BadRequest", `The $filter '${filter}' is not supported: ${why}.`, {
    target: "$filter",
  });
}
