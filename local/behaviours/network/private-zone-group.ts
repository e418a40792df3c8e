import type { JsonObject } from "../../json.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { asObject, objectsAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties, newEtag } from "../support/outputs.ts";
import { endpointAddress, PRIVATE_ENDPOINT } from "./private-endpoint.ts";
import { privateServiceOf } from "./private-services.ts";

const TYPE = `${PRIVATE_ENDPOINT}/privateDnsZoneGroups`;
const CONFIGS = "properties.privateDnsZoneConfigs";
const ZONE = "properties.privateDnsZoneId";

/** Azure's own: seconds for which the address may be remembered. */
const TTL = 10;

/**
 * Microsoft.Network/privateEndpoints/privateDnsZoneGroups: writes an endpoint's name and address into zones.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Network 2024-05-01, privateEndpoint.json; Microsoft Learn, "Azure
 * Private Endpoint DNS integration" (one group an endpoint, at most five zones, none of a name twice).
 */
export const privateZoneGroup: Behaviour = {
  type: TYPE,
  regional: false,
  readOnly: ["etag", "properties.provisioningState", `${CONFIGS}[].properties.recordSets`],
  references: [{ at: `${CONFIGS}[].${ZONE}`, types: ["Microsoft.Network/privateDnsZones"] }],
  prepare,
  refuse: (draft, context) => [...refuseSecond(context), ...refuseZones(draft, context)],
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const configs = objectsAt(draft, CONFIGS).map((config) => ({
    ...config,
    properties: { ...asObject(config.properties), recordSets: recordsOf(config, context) },
  }));
  return fillProperties(
    { ...draft, etag: newEtag(context) },
    {},
    { privateDnsZoneConfigs: configs, provisioningState: "Succeeded" },
  );
}

function endpointOf({ id, store }: Context) {
  return store.get(id.id.split("/").slice(0, -2).join("/"));
}

function serviceOf(context: Context) {
  const [connection] = objectsAt(endpointOf(context), "properties.privateLinkServiceConnections");
  const target = parseResourceId(textAt(connection, "properties.privateLinkServiceId") ?? "");
  const [group = ""] = textsAt(connection, "properties.groupIds");
  const zone = privateServiceOf(target?.type ?? "")?.groups.find(({ id }) => same(id, group))?.zone;
  return { name: target?.name.toLowerCase() ?? "", zone };
}

function recordsOf(config: JsonObject, context: Context): JsonObject[] {
  const endpoint = endpointOf(context);
  const zone = zoneName(config);
  const { name, zone: expected } = serviceOf(context);
  if (endpoint === undefined || !same(zone, expected ?? "")) return [];
  return [
    {
      recordType: "A",
      recordSetName: name,
      fqdn: `${name}.${zone}`,
      ttl: TTL,
      ipAddresses: [endpointAddress(context.store, endpoint)],
      provisioningState: "Succeeded",
    },
  ];
}

function zoneName(config: JsonObject): string {
  return textAt(config, ZONE)?.split("/").at(-1) ?? "";
}

function refuseSecond({ id, store }: Context): Refusal[] {
  const endpoint = id.id.split("/").slice(0, -2).join("/");
  const other = store.list({ type: TYPE, under: endpoint }).find((one) => !same(one.id, id.id));
  if (other === undefined) return [];
  return [
    new Refusal(
      "PrivateDnsZoneGroupCountExceeded",
      `Private endpoint ${endpoint} has the private DNS zone group ${other.name} already, and can have no more than one.`,
      { target: "name" },
    ),
  ];
}

function refuseZones(draft: JsonObject, context: Context): Refusal[] {
  const configs = objectsAt(draft, CONFIGS);
  const names = configs.map((config) => zoneName(config).toLowerCase());
  if (configs.length < 1 || configs.length > 5 || new Set(names).size < names.length) {
    return [
      new Refusal(
        "InvalidRequestFormat",
        "A private DNS zone group names one to five private DNS zones, none of a name twice.",
        { target: CONFIGS },
      ),
    ];
  }
  const { zone } = serviceOf(context);
  return zone === undefined || names.includes(zone)
    ? []
    : [
        new Refusal(
          "InvalidPrivateDnsZoneIds",
          `Private Dns Zone group ${context.id.id} has invalid private dns zone ids: the endpoint's name lies in ${zone}.`,
          { target: CONFIGS },
        ),
      ];
}
