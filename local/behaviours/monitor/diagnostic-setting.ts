import type { JsonObject } from "../../json.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { type DiagnosticCategories, diagnosticCategories } from "../facts/diagnostic-categories.ts";
import { Refusal } from "../refusal.ts";
import { at, objectsAt, textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { WORKSPACE } from "./workspace.ts";

const TYPE = "Microsoft.Insights/diagnosticSettings";
const STORAGE = "Microsoft.Storage/storageAccounts";

/** Most settings of one resource. Source: Microsoft Learn, "Diagnostic settings in Azure Monitor". */
const MOST_SETTINGS = 5;

/** Groups of categories. Source: the same; which categories "audit" has differs by type and is not told. */
const GROUPS = ["allLogs", "audit"];

/** Where the logs of a workspace go: into tables of their own kind, or all into AzureDiagnostics. */
const DESTINATIONS = ["Dedicated", "AzureDiagnostics"];

/** Places where logs go, beside a workspace. */
const HUBS = ["eventHubAuthorizationRuleId", "serviceBusRuleId", "marketplacePartnerId"];

/**
 * Microsoft.Insights/diagnosticSettings: which logs and metrics of a resource go where. Nothing is sent here.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Insights 2021-05-01-preview,
 * diagnosticsSettings_API.json; Microsoft Learn, "Diagnostic settings in Azure Monitor" (five a resource, groups);
 * the texts of Azure's own refusals, which issues of hashicorp/terraform-provider-azurerm quote (categories, sinks).
 */
export const diagnosticSetting: Behaviour = {
  type: TYPE,
  regional: false,
  readOnly: ["systemData"],
  references: [
    { at: "properties.workspaceId", types: [WORKSPACE] },
    { at: "properties.storageAccountId", types: [STORAGE] },
  ],
  prepare,
  refuse,
};

function prepare(draft: JsonObject): JsonObject {
  const kept = { enabled: false, days: 0 };
  return fillProperties(
    draft,
    {},
    {
      logs: objectsAt(draft, "properties.logs").map((log) => ({ retentionPolicy: kept, ...log })),
      metrics: objectsAt(draft, "properties.metrics").map((metric) => ({
        retentionPolicy: kept,
        ...metric,
      })),
    },
  );
}

function refuse(draft: JsonObject, context: Context): Refusal[] {
  const type = parseResourceId(context.id.scope)?.type ?? "";
  const categories = diagnosticCategories(type);
  if (categories === undefined) {
    const message = `The resource type '${type.toLowerCase()}' does not support diagnostic settings.`;
    return [new Refusal("ResourceTypeNotSupported", message)];
  }
  return [
    ...refuseSinks(draft),
    ...refuseCategories(draft, categories),
    ...refuseOthers(draft, context),
  ];
}

function refuseSinks(draft: JsonObject): Refusal[] {
  const hub = HUBS.find((name) => textAt(draft, `properties.${name}`) !== undefined);
  const destination = at(draft, "properties.logAnalyticsDestinationType") ?? "Dedicated";
  const sinks = sinksOf(draft);
  return [
    ...(hub === undefined
      ? []
      : [refused(`properties.${hub}`, `The local Azure knows workspaces and storage only.`)]),
    ...(sinks.length > 0 || hub !== undefined
      ? []
      : [refused("properties.workspaceId", "At least one data sink needs to be specified.")]),
    ...(typeof destination === "string" && DESTINATIONS.includes(destination)
      ? []
      : [
          refused(
            "properties.logAnalyticsDestinationType",
            `The destination type '${destination}' is not supported: it is one of ${DESTINATIONS.join(", ")}.`,
          ),
        ]),
  ];
}

function refuseCategories(draft: JsonObject, known: DiagnosticCategories): Refusal[] {
  const logs = objectsAt(draft, "properties.logs");
  const metrics = objectsAt(draft, "properties.metrics");
  const nothing = ![...logs, ...metrics].some(({ enabled }) => enabled === true);
  const grouped = logs.filter((log) => textAt(log, "categoryGroup") !== undefined);
  return [
    ...(nothing
      ? [refused("properties.logs", "At least one log or metric category must be enabled.")]
      : []),
    ...(grouped.length === 0 || grouped.length === logs.length
      ? []
      : [refused("properties.logs", "Categories and category groups can't stand in one setting.")]),
    ...logs.flatMap((log, index) => refuseLog(log, `properties.logs[${index}]`, known)),
    ...metrics.flatMap((metric, index) =>
      refuseCategory(textAt(metric, "category"), `properties.metrics[${index}]`, known.metrics),
    ),
  ];
}

function refuseLog(log: JsonObject, path: string, known: DiagnosticCategories): Refusal[] {
  const group = textAt(log, "categoryGroup");
  const category = textAt(log, "category");
  if (group === undefined) return refuseCategory(category, path, known.logs);
  if (category !== undefined) return [refused(path, "A log has a category or a category group.")];
  if (GROUPS.includes(group) && known.logs.length > 0) return [];
  return [refused(`${path}.categoryGroup`, `Category group '${group}' is not supported.`)];
}

function refuseCategory(
  category: string | undefined,
  path: string,
  known: readonly string[],
): Refusal[] {
  if (category !== undefined && known.includes(category)) return [];
  return [refused(`${path}.category`, `Category '${category ?? ""}' is not supported.`)];
}

/** A sixth setting, and a category that goes to the same place by two settings. */
function refuseOthers(draft: JsonObject, { id, store }: Context): Refusal[] {
  const others = store
    .list({ type: TYPE })
    .filter((other) => same(scopeOf(other), id.scope) && !same(other.id, id.id));
  if (others.length >= MOST_SETTINGS) {
    const message = `The resource '${id.scope}' has ${others.length} diagnostic settings: at most ${MOST_SETTINGS} are allowed.`;
    return [refused("", message)];
  }
  return others.flatMap((other) => refuseReuse(draft, other));
}

function refuseReuse(draft: JsonObject, other: ArmDocument): Refusal[] {
  const taken = new Set(sentBy(other));
  const sinks = sinksOf(other).map((sink) => sink.toLowerCase());
  const sink = sinksOf(draft).find((one) => sinks.includes(one.toLowerCase()));
  const category = sentBy(draft).find((one) => taken.has(one));
  if (sink === undefined || category === undefined) return [];
  return [
    new Refusal(
      "Conflict",
      `Data sink '${sink}' is already used in diagnostic setting '${other.name}' for category '${category}'. Data sinks can't be reused in different settings on the same category for the same resource.`,
      { status: 409 },
    ),
  ];
}

function sinksOf(setting: JsonObject): string[] {
  return ["workspaceId", "storageAccountId"].flatMap(
    (name) => textAt(setting, `properties.${name}`) ?? [],
  );
}

/** The categories and groups that are on. */
function sentBy(setting: JsonObject): string[] {
  return ["logs", "metrics"]
    .flatMap((kind) => objectsAt(setting, `properties.${kind}`))
    .filter(({ enabled }) => enabled === true)
    .flatMap((one) => textAt(one, "category") ?? textAt(one, "categoryGroup") ?? []);
}

function scopeOf({ id }: ArmDocument): string {
  return parseResourceId(id)?.scope ?? "";
}

/** Azure's code for a setting that it does not take. */
function refused(target: string, message: string): Refusal {
  return new Refusal("BadRequest", message, target === "" ? {} : { target });
}
