import type { JsonObject } from "../../json.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { ACTION_GROUP } from "../monitor/action-group.ts";
import { Refusal } from "../refusal.ts";
import { asObject, at, numberAt, objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { uuidOf } from "../support/made-up.ts";
import { fillProperties } from "../support/outputs.ts";
import { refusePeriod } from "./budget-period.ts";

const SCOPES = ["Microsoft.Resources/subscriptions", "Microsoft.Resources/resourceGroups"] as const;

/** Notifications of one budget, and the share in percent at which one is sent. */
const MOST_NOTIFICATIONS = 5;
const SHARE = { from: 0, to: 1000 };

/** Grains that only accounts of a web-direct contract may take. */
const BILLING = ["BillingMonth", "BillingQuarter", "BillingAnnual"];

/** By which a filter may tell costs apart. Source: Microsoft Learn, "Budgets - Create Or Update", examples and portal. */
const DIMENSIONS = [
  "ResourceGroupName",
  "ResourceId",
  "ResourceType",
  "ResourceLocation",
  "ServiceName",
  "ServiceFamily",
  "Meter",
  "MeterCategory",
  "MeterSubCategory",
  "ChargeType",
  "PublisherType",
];

/**
 * Microsoft.Consumption/budgets of a subscription or a resource group. Nothing is spent here, so that none is ever
 * overdrawn; the currency is that of no bill. An etag is given and not compared.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Consumption 2024-08-01, consumption.json (amount, periods, five
 * notifications, shares from 0 to 1000, contacts, filters, etags); hashicorp/terraform-provider-azurerm,
 * consumption_budget_subscription (start and grain can't be changed). Undocumented: the codes.
 */
export const budget: Behaviour = {
  type: "Microsoft.Consumption/budgets",
  regional: false,
  readOnly: ["systemData", "eTag", "properties.currentSpend", "properties.forecastSpend"],
  fixed: ["properties.timePeriod.startDate", "properties.timeGrain"].map((path) => ({
    path,
    refusal: () =>
      new Refusal(
        "400",
        `A budget's ${path.split(".").at(-1)} can't be changed: make another one.`,
        {
          target: path,
        },
      ),
  })),
  prepare,
  refuse: (draft, context) => [
    ...refuseScope(context),
    ...refuseAmount(draft),
    ...refusePeriod(draft, context),
    ...refuseNotifications(draft, context),
    ...refuseFilter(draft),
  ],
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const { id, previous, store } = context;
  const start = textAt(draft, "properties.timePeriod.startDate") ?? "";
  return {
    ...fillProperties(
      draft,
      {},
      {
        timePeriod: { endDate: tenYearsAfter(start), ...objectAt(draft, "properties.timePeriod") },
        currentSpend: at(previous, "properties.currentSpend") ?? { amount: 0, unit: "EUR" },
      },
    ),
    eTag: `"${uuidOf(`budget ${id.id.toLowerCase()} ${store.next("budget")}`)}"`,
  };
}

function tenYearsAfter(start: string): string {
  try {
    return Temporal.Instant.from(start)
      .toZonedDateTimeISO("UTC")
      .add({ years: 10 })
      .toInstant()
      .toString();
  } catch {
    return start;
  }
}

function refuseScope({ id }: Context): Refusal[] {
  const type = parseResourceId(id.scope)?.type ?? id.scope;
  if (SCOPES.some((one) => same(one, type))) return [];
  return [
    refused("", `The local Azure keeps budgets of subscriptions and groups, not of ${type}.`),
  ];
}

function refuseAmount(draft: JsonObject): Refusal[] {
  const amount = numberAt(draft, "properties.amount") ?? 0;
  const target = "properties.amount";
  const grain = textAt(draft, "properties.timeGrain") ?? "";
  return [
    ...(amount > 0 ? [] : [refused(target, `The amount ${amount} is not above 0.`)]),
    ...(BILLING.includes(grain)
      ? [refused("properties.timeGrain", `${grain} is for web-direct customers only.`)]
      : []),
  ];
}

function refuseNotifications(draft: JsonObject, { store }: Context): Refusal[] {
  const path = "properties.notifications";
  const all = Object.entries(objectAt(draft, path) ?? {});
  return [
    ...(all.length <= MOST_NOTIFICATIONS
      ? []
      : [refused(path, `A budget has at most ${MOST_NOTIFICATIONS} notifications.`)]),
    ...all.flatMap(([name, value]) => {
      const notification = asObject(value);
      const share = numberAt(notification, "threshold") ?? -1;
      const groups = textsAt(notification, "contactGroups");
      const nobody = groups.length + textsAt(notification, "contactEmails").length === 0;
      const missing = groups.filter(
        (id) => !same(parseResourceId(id)?.type ?? "", ACTION_GROUP) || store.get(id) === undefined,
      );
      return [
        ...(share >= SHARE.from && share <= SHARE.to
          ? []
          : [
              refused(
                `${path}.${name}.threshold`,
                `The share ${share} is not from ${SHARE.from} to ${SHARE.to} percent.`,
              ),
            ]),
        ...(nobody
          ? [refused(`${path}.${name}`, "A notification has one contact email or group at least.")]
          : []),
        ...missing.map((id) =>
          refused(`${path}.${name}.contactGroups`, `The action group '${id}' was not found.`),
        ),
      ];
    }),
  ];
}

function refuseFilter(draft: JsonObject): Refusal[] {
  const path = "properties.filter";
  const filter = objectAt(draft, path);
  if (filter === undefined) return [];
  const both = objectsAt(filter, "and");
  const parts = [filter, ...both].flatMap((part) => objectAt(part, "dimensions") ?? []);
  return [
    ...(at(filter, "and") === undefined || both.length >= 2
      ? []
      : [refused(`${path}.and`, "`and` joins two comparisons at least.")]),
    ...parts.flatMap((part) => {
      const name = textAt(part, "name") ?? "";
      if (!DIMENSIONS.includes(name)) {
        return [refused(`${path}.dimensions.name`, `Costs have no dimension '${name}'.`)];
      }
      const none = textsAt(part, "values").length === 0;
      return none ? [refused(`${path}.dimensions.values`, "A comparison has a value.")] : [];
    }),
  ];
}

/** Undocumented: the code, here the status as a text. */
function refused(target: string, message: string): Refusal {
  return new Refusal("400", message, target === "" ? {} : { target });
}
