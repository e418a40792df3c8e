import type { Json, JsonObject } from "../../json.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { normalLocation } from "../facts/regions.ts";
import { Refusal } from "../refusal.ts";
import { objectsAt, textAt } from "../support/json.ts";
import { fillIdentity, fillProperties, IDENTITY_REFERENCE } from "../support/outputs.ts";
import { matches } from "../support/pattern.ts";

export const ACTION_GROUP = "Microsoft.Insights/actionGroups";

/** Every kind of receiver that a group has. */
const RECEIVERS = [
  "emailReceivers",
  "smsReceivers",
  "webhookReceivers",
  "eventHubReceivers",
  "itsmReceivers",
  "azureAppPushReceivers",
  "automationRunbookReceivers",
  "voiceReceivers",
  "logicAppReceivers",
  "azureFunctionReceivers",
  "armRoleReceivers",
  "incidentReceivers",
];

/** Where it can stand: everywhere at once, or where Azure processes it in one region. */
const LOCATIONS = [
  "global",
  "eastus",
  "eastus2",
  "westus",
  "westus2",
  "southcentralus",
  "northcentralus",
  "swedencentral",
  "germanywestcentral",
  "centralindia",
  "southindia",
];

/** Most e-mail receivers of one group. Source: Microsoft Learn, "Azure Monitor service limits". */
const MOST_EMAILS = 1000;
const LONGEST_SHORT_NAME = 12;
const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const SHORT_NAME = "properties.groupShortName";

/** What is not valid in a group. Undocumented: ours. */
const REFUSED = "BadRequest";

/**
 * Microsoft.Insights/actionGroups: who is told. Nobody is written to here. Azure lets one go that rules use.
 *
 * Sources: Microsoft Learn, "Action groups" (regions, receivers' names); Azure/azure-rest-api-specs,
 * Microsoft.Insights 2024-10-01-preview, actionGroups_API.json (short name, a receiver's status).
 */
export const actionGroup: Behaviour = {
  type: ACTION_GROUP,
  regional: false,
  patch: "merge",
  readOnly: [
    "systemData",
    "properties.emailReceivers[].status",
    "properties.smsReceivers[].status",
    "identity.principalId",
    "identity.tenantId",
  ],
  references: [IDENTITY_REFERENCE],
  prepare,
  refuse: (draft) => [
    ...refuseLocation(draft),
    ...refuseShortName(draft),
    ...refuseReceivers(draft),
  ],
};

/**
 * A new e-mail or SMS receiver is enabled: that it must be confirmed first is newer than the specification,
 * which knows Enabled and Disabled only.
 */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const filled = RECEIVERS.map((kind): [string, Json] => [
    kind,
    objectsAt(draft, `properties.${kind}`).map((receiver) => ({
      ...(kind === "eventHubReceivers" || RAW.has(kind) ? {} : { useCommonAlertSchema: false }),
      ...receiver,
      ...(WITH_STATUS.has(kind) ? { status: "Enabled" } : {}),
    })),
  ]);
  return fillProperties(
    fillIdentity(draft, context),
    { enabled: true },
    Object.fromEntries(filled),
  );
}

/** Kinds whose receivers don't say in which schema they are told. */
const RAW = new Set([
  "smsReceivers",
  "voiceReceivers",
  "azureAppPushReceivers",
  "itsmReceivers",
  "incidentReceivers",
]);

/** Kinds whose receivers can be off. */
const WITH_STATUS = new Set(["emailReceivers", "smsReceivers"]);

function refuseLocation(draft: JsonObject): Refusal[] {
  const location = textAt(draft, "location");
  if (location === undefined) {
    return [
      new Refusal(
        "LocationRequired",
        `The location property is required for this definition of ${ACTION_GROUP}.`,
        { target: "location" },
      ),
    ];
  }
  if (LOCATIONS.includes(normalLocation(location))) return [];
  return [
    new Refusal(
      "LocationNotAvailableForResourceType",
      `The provided location '${location}' is not available for resource type '${ACTION_GROUP}'. List of available regions for the resource type is '${LOCATIONS.join(",")}'.`,
      { target: "location" },
    ),
  ];
}

function refuseShortName(draft: JsonObject): Refusal[] {
  const name = textAt(draft, SHORT_NAME) ?? "";
  if (name !== "" && name.length <= LONGEST_SHORT_NAME) return [];
  const message = `The short name '${name}' has ${name.length} characters: a group's has 1 to ${LONGEST_SHORT_NAME}.`;
  return [new Refusal(REFUSED, message, { target: SHORT_NAME })];
}

function refuseReceivers(draft: JsonObject): Refusal[] {
  const all = RECEIVERS.flatMap((kind) => matches(draft, `properties.${kind}[].name`));
  const seen = new Set<string>();
  const twice = all.flatMap(({ value, path }) => {
    const name = String(value).toLowerCase();
    if (seen.has(name)) {
      const message = `The receiver's name '${value}' is taken: a group has each name once.`;
      return [new Refusal(REFUSED, message, { target: path })];
    }
    seen.add(name);
    return [];
  });
  const addresses = matches(draft, "properties.emailReceivers[].emailAddress");
  const wrong = addresses
    .filter(({ value }) => !EMAIL.test(String(value)))
    .map(({ value, path }) => {
      const message = `The e-mail address '${value}' is not valid.`;
      return new Refusal(REFUSED, message, { target: path });
    });
  if (addresses.length <= MOST_EMAILS) return [...twice, ...wrong];
  const message = `The group has ${addresses.length} e-mail receivers: at most ${MOST_EMAILS} are allowed.`;
  return [
    ...twice,
    ...wrong,
    new Refusal(REFUSED, message, { target: "properties.emailReceivers" }),
  ];
}
