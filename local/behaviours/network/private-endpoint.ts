import type { JsonObject } from "../../json.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { Behaviour, Context, FixedProperty } from "../behaviour.ts";
import { INTERFACE } from "../compute/machine-documents.ts";
import { takenAddresses } from "../compute/machines.ts";
import { freeAddresses } from "../compute/private-addresses.ts";
import { changeNotAllowed, Refusal } from "../refusal.ts";
import { asObject, objectAt, objectsAt, textAt, textsAt } from "../support/json.ts";
import { fillProperties, newEtag } from "../support/outputs.ts";
import { resolve } from "../support/references.ts";
import { subnetPrefixes } from "./address-space.ts";
import { refuseSharedSubnet } from "./gateway-subnet.ts";
import { privateServiceOf } from "./private-services.ts";

export const PRIVATE_ENDPOINT = "Microsoft.Network/privateEndpoints";

const SUBNET = "properties.subnet.id";
const CONNECTIONS = "properties.privateLinkServiceConnections";
const SERVICE = "properties.privateLinkServiceId";

/**
 * Microsoft.Network/privateEndpoints, approved at once: who makes one here owns what it leads to. Its interface has the
 * lowest free address of the subnet.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Network 2024-05-01, privateEndpoint.json; Microsoft Learn, "What is a
 * private endpoint?", "Azure Private Endpoint private DNS zone values".
 */
export const privateEndpoint: Behaviour = {
  type: PRIVATE_ENDPOINT,
  regional: true,
  patch: "tags",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.networkInterfaces",
    `${CONNECTIONS}[].etag`,
    `${CONNECTIONS}[].properties.provisioningState`,
  ],
  fixed: [SUBNET, "properties.customNetworkInterfaceName"].map(unchangeable),
  references: [
    { at: SUBNET, types: ["Microsoft.Network/virtualNetworks/subnets"], sameRegion: true },
  ],
  prepare,
  refuse: (draft, context) => [
    ...refuseSubnet(draft, context),
    ...refuseConnections(draft, context),
  ],
  afterWrite: writeInterface,
  afterDelete: ({ properties }, { store }) => {
    for (const { id } of objectsAt(properties, "networkInterfaces")) store.delete(String(id));
  },
};

function unchangeable(path: string): FixedProperty {
  return { path, refusal: () => changeNotAllowed(path) };
}

function prepare(draft: JsonObject, context: Context): JsonObject {
  const { id } = context;
  const connections = objectsAt(draft, CONNECTIONS).map((connection) => ({
    ...connection,
    id: `${id.id}/privateLinkServiceConnections/${textAt(connection, "name") ?? ""}`,
    properties: {
      ...asObject(connection.properties),
      provisioningState: "Succeeded",
      privateLinkServiceConnectionState: {
        status: "Approved",
        description: "Auto-Approved",
        actionsRequired: "None",
      },
    },
  }));
  return fillProperties(
    { ...draft, etag: newEtag(context) },
    {
      customNetworkInterfaceName: "",
      customDnsConfigs: [],
      ipConfigurations: [],
      manualPrivateLinkServiceConnections: [],
    },
    {
      privateLinkServiceConnections: connections,
      provisioningState: "Succeeded",
      networkInterfaces: [{ id: interfaceId(draft, context) }],
    },
  );
}

/** Undocumented: how Azure names an interface that was given no name; its own part of the name is a GUID. */
function interfaceId(draft: JsonObject, { id }: Context): string {
  const name = textAt(draft, "properties.customNetworkInterfaceName") || `${id.name}.nic`;
  return `${id.scope}/providers/${INTERFACE}/${name}`;
}

function refuseSubnet(draft: JsonObject, { id, previous, store }: Context): Refusal[] {
  const subnetId = textAt(draft, SUBNET);
  if (subnetId === undefined) {
    return [
      new Refusal("InvalidRequestFormat", `Private endpoint ${id.id} must name a subnet.`, {
        target: SUBNET,
      }),
    ];
  }
  const subnet = resolve(store, subnetId);
  if (subnet === undefined || previous !== undefined) return [];
  const shared = refuseSharedSubnet(store, subnetId, id.id);
  if (shared !== undefined) return [shared];
  if (objectsAt(subnet, "properties.delegations").length > 0) {
    return [
      new Refusal(
        "PrivateEndpointCannotBeCreatedInDelegatedSubnet",
        `Private endpoint ${id.id} can't be created in subnet ${subnetId}, which is delegated.`,
        { target: SUBNET },
      ),
    ];
  }
  return addressOf(store, subnetId) === undefined
    ? [
        new Refusal(
          "SubnetIsFull",
          `Subnet ${textAt(subnet, "name")} does not have enough capacity for 1 IP addresses: 0 are left.`,
          { target: SUBNET },
        ),
      ]
    : [];
}

function addressOf(store: Store, subnetId: string): string | undefined {
  const subnet = objectAt(resolve(store, subnetId), "properties") && resolve(store, subnetId);
  const prefix = subnet && subnetPrefixes(subnet).find((one) => !one.includes(":"));
  if (prefix === undefined) return undefined;
  return freeAddresses(prefix, new Set(takenAddresses(store, subnetId)), 1)[0];
}

function refuseConnections(draft: JsonObject, { store }: Context): Refusal[] {
  const connections = objectsAt(draft, CONNECTIONS);
  if (connections.length !== 1) {
    return [
      new Refusal(
        "InvalidRequestFormat",
        `A private endpoint has exactly one connection to a private link service, not ${connections.length}.`,
        { target: CONNECTIONS },
      ),
    ];
  }
  return connections.flatMap((connection) => {
    const target = textAt(connection, SERVICE) ?? "";
    const service = privateServiceOf(parseResourceId(target)?.type ?? "");
    if (service === undefined || store.get(target) === undefined) {
      return [
        new Refusal(
          "PrivateLinkServiceNotFound",
          `Private link service ${target} was not found, or can't be reached privately.`,
          { status: 404, target: `${CONNECTIONS}[0].${SERVICE}` },
        ),
      ];
    }
    const [group, ...more] = textsAt(connection, "properties.groupIds");
    const known = service.groups.some(({ id }) => same(id, group ?? ""));
    if (known && more.length === 0) return [];
    return [
      new Refusal(
        "PrivateEndpointInvalidGroupIds",
        `The group ids '${[group, ...more].join(", ")}' of private endpoint ${textAt(draft, "id")} are not valid: exactly one of ${service.groups.map(({ id }) => id).join(", ")}.`,
        { target: `${CONNECTIONS}[0].properties.groupIds` },
      ),
    ];
  });
}

/** The endpoint's interface stands in its subnet, with an address that stays. */
function writeInterface(document: ArmDocument, context: Context): void {
  const { store } = context;
  const id = String(objectsAt(document, "properties.networkInterfaces")[0]?.id);
  if (store.get(id) !== undefined) return;
  const subnet = textAt(document, SUBNET) ?? "";
  const configuration = `${id}/ipConfigurations/privateEndpointIpConfig`;
  store.put(
    {
      id,
      name: id.split("/").at(-1) ?? "",
      type: INTERFACE,
      location: document.location ?? "",
      etag: newEtag(context),
      properties: {
        provisioningState: "Succeeded",
        privateEndpoint: { id: document.id },
        ipConfigurations: [
          {
            id: configuration,
            name: "privateEndpointIpConfig",
            properties: {
              privateIPAddress: addressOf(store, subnet) ?? "",
              privateIPAllocationMethod: "Dynamic",
              primary: true,
              subnet: { id: subnet },
            },
          },
        ],
      },
    },
    [{ part: configuration, target: subnet }],
  );
}

/** The address at which an endpoint is reached. */
export function endpointAddress(store: Store, endpoint: ArmDocument): string {
  const [card] = objectsAt(endpoint, "properties.networkInterfaces");
  const [ip] = objectsAt(store.get(String(card?.id)), "properties.ipConfigurations");
  return textAt(ip, "properties.privateIPAddress") ?? "";
}
