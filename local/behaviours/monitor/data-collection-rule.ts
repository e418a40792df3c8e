import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import {
  fillIdentity,
  fillProperties,
  IDENTITY_REFERENCE,
  lastingUuid,
  newEtag,
} from "../support/outputs.ts";
import { WORKSPACE } from "./workspace.ts";

export const DATA_COLLECTION_RULE = "Microsoft.Insights/dataCollectionRules";

const WORKSPACES = "properties.destinations.logAnalytics";
const SYSLOG = "properties.dataSources.syslog";
const FLOWS = "properties.dataFlows";

const STREAM = "Microsoft-Syslog";

/**
 * Microsoft.Insights/dataCollectionRules: what machines' agents send where. Only Linux's system log into a workspace
 * is known, and nothing is sent.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Insights 2022-06-01, dataCollectionRules_API.json; Microsoft Learn,
 * "Structure of a data collection rule in Azure Monitor" (streams, destinations and flows), "Data collection rules in Azure
 * Monitor" (a rule is in its workspace's region). The code is the one that reports quote; how it is told apart is ours.
 */
export const dataCollectionRule: Behaviour = {
  type: DATA_COLLECTION_RULE,
  regional: true,
  patch: "tags",
  readOnly: [
    "etag",
    "systemData",
    "identity.principalId",
    "identity.tenantId",
    "properties.immutableId",
    "properties.metadata",
    "properties.provisioningState",
    `${WORKSPACES}[].workspaceId`,
  ],
  references: [
    IDENTITY_REFERENCE,
    { at: `${WORKSPACES}[].workspaceResourceId`, types: [WORKSPACE], sameRegion: true },
  ],
  prepare,
  refuse: (draft) => [...refuseOthers(draft), ...refuseSources(draft), ...refuseFlows(draft)],
  inUse,
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const logAnalytics = objectsAt(draft, WORKSPACES).map((one) => {
    const workspace = context.store.get(textAt(one, "workspaceResourceId") ?? "");
    return { ...one, workspaceId: textAt(workspace, "properties.customerId") ?? null };
  });
  const destinations = objectAt(draft, "properties.destinations");
  const kept = textAt(context.previous, "properties.immutableId");
  return {
    ...fillProperties(
      fillIdentity(draft, context),
      {},
      {
        ...(destinations === undefined ? {} : { destinations: { ...destinations, logAnalytics } }),
        immutableId:
          kept ?? `dcr-${lastingUuid(context, "properties.immutableId").replaceAll("-", "")}`,
        provisioningState: "Succeeded",
      },
    ),
    etag: newEtag(context),
  };
}

/** What is not known here is refused by name. */
function refuseOthers(draft: JsonObject): Refusal[] {
  const kind = textAt(draft, "kind");
  const known = { dataSources: "syslog", destinations: "logAnalytics" };
  return [
    ...(kind === undefined || kind === "Linux"
      ? []
      : [refused("kind", `The local Azure knows rules of the kind Linux only, not '${kind}'.`)]),
    ...(textAt(draft, "properties.dataCollectionEndpointId") === undefined
      ? []
      : [refused("properties.dataCollectionEndpointId", "The local Azure knows no endpoints.")]),
    ...Object.entries(known).flatMap(([part, only]) =>
      Object.keys(objectAt(draft, `properties.${part}`) ?? {})
        .filter((key) => key !== only)
        .map((key) =>
          refused(`properties.${part}.${key}`, `The local Azure knows of ${part} ${only} only.`),
        ),
    ),
  ];
}

function refuseSources(draft: JsonObject): Refusal[] {
  const sources = objectsAt(draft, SYSLOG);
  if (sources.length === 0) return [refused(SYSLOG, "A rule of the kind Linux has a source.")];
  return sources.flatMap((source, index) => {
    const at = `${SYSLOG}[${index}]`;
    const streams = textsAt(source, "streams");
    const empty = ["facilityNames", "logLevels"].filter((key) => textsAt(source, key).length === 0);
    return [
      ...empty.map((key) => refused(`${at}.${key}`, `A source names its ${key}.`)),
      ...(streams.length === 1 && streams[0] === STREAM
        ? []
        : [refused(`${at}.streams`, `The system's log goes into the stream ${STREAM}.`)]),
    ];
  });
}

/** Each flow takes a stream that a source gives to a destination that there is. */
function refuseFlows(draft: JsonObject): Refusal[] {
  const names = objectsAt(draft, WORKSPACES).map((one) => textAt(one, "name"));
  const flows = objectsAt(draft, FLOWS);
  if (flows.length === 0) return [refused(FLOWS, "A rule has at least one data flow.")];
  return flows.flatMap((flow, index) => {
    const at = `${FLOWS}[${index}]`;
    const destinations = textsAt(flow, "destinations");
    const lost = destinations.find((one) => !names.includes(one));
    const strange = textsAt(flow, "streams").find((one) => one !== STREAM);
    return [
      ...(destinations.length > 0 && lost === undefined
        ? []
        : [refused(`${at}.destinations`, `The destination '${lost ?? ""}' is not in the rule.`)]),
      ...(textsAt(flow, "streams").length > 0 && strange === undefined
        ? []
        : [refused(`${at}.streams`, `No source gives the stream '${strange ?? ""}'.`)]),
    ];
  });
}

function refused(target: string, message: string): Refusal {
  return new Refusal("InvalidPayload", `Data collection rule is invalid: ${message}`, { target });
}

/** Undocumented code. Source: dataCollectionRules_API.json (`deleteAssociations`, which is not known here). */
function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  if (users.length === 0) return undefined;
  return new Refusal(
    "DataCollectionRuleInUse",
    `Data collection rule ${document.id} has associations: ${users.map(({ part }) => part).join(", ")}. Delete them first.`,
    { status: 409 },
  );
}
