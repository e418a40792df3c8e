import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer, Store } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { isGateway, refuseBlockedGateway, refuseUsedSubnet } from "../network/gateway-subnet.ts";
import { refusePublicAddress } from "../network/public-ip-use.ts";
import { FIXED_ZONES, zonesOf } from "../network/zones.ts";
import { Refusal } from "../refusal.ts";
import { asObject, objectsAt, textAt } from "../support/json.ts";
import {
  backReferences,
  fillIdentity,
  fillProperties,
  IDENTITY_REFERENCE,
  lastingUuid,
  newEtag,
} from "../support/outputs.ts";
import { fillParts, findPart, refusePartNames } from "../support/parts.ts";
import { resolve } from "../support/references.ts";
import { refuseCertificates } from "./certificate-checks.ts";
import { GATEWAY_PARTS, GATEWAY_REFERENCES } from "./parts.ts";
import { refuseRouting } from "./routing-checks.ts";
import { refusePolicyRemoval, refuseSizing } from "./sizing-checks.ts";

const TYPE = "Microsoft.Network/applicationGateways";

/** Microsoft.Network/applicationGateways of sku v2, with all its parts inside. */
export const applicationGateway: Behaviour = {
  type: TYPE,
  regional: true,
  zonal: true,
  patch: "tags",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.operationalState",
    "properties.resourceGuid",
    "properties.defaultPredefinedSslPolicy",
    ...GATEWAY_PARTS.flatMap((part) => [
      `properties.${part}[].etag`,
      `properties.${part}[].properties.provisioningState`,
    ]),
    "properties.backendAddressPools[].properties.backendIPConfigurations",
  ],
  writeOnly: [
    "properties.sslCertificates[].properties.data",
    "properties.sslCertificates[].properties.password",
  ],
  fixed: [FIXED_ZONES],
  references: [...GATEWAY_REFERENCES, IDENTITY_REFERENCE],
  prepare,
  refuse,
  view,
  inUse: (document, users) => poolInUse(document.id, users),
};

/** Source of the defaults: the REST reference of the type at 2024-05-01. */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const properties = asObject(draft.properties) ?? {};
  const etag = newEtag(context);
  const present = GATEWAY_PARTS.filter((part) => Array.isArray(properties[part]));
  const filled = fillParts(properties, present, context.id.id, (part, collection) => ({
    ...part,
    etag,
    type: `${TYPE}/${collection}`,
    properties: { ...DEFAULTS[collection], ...asObject(part.properties) },
  }));
  return fillProperties(
    fillIdentity({ ...draft, etag, properties: filled }, context),
    { enableHttp2: false },
    {
      provisioningState: "Succeeded",
      operationalState: "Running",
      resourceGuid: lastingUuid(context, "properties.resourceGuid"),
    },
  );
}

const DEFAULTS: Readonly<Record<string, JsonObject>> = {
  frontendIPConfigurations: { privateIPAllocationMethod: "Dynamic" },
  backendAddressPools: { backendAddresses: [] },
  httpListeners: { hostNames: [], requireServerNameIndication: false },
  backendHttpSettingsCollection: { requestTimeout: 30, pickHostNameFromBackendAddress: false },
  requestRoutingRules: { ruleType: "Basic" },
};

function refuse(draft: JsonObject, { id, previous, store }: Context): Refusal[] {
  return [
    ...refusePartNames(draft, GATEWAY_PARTS),
    ...refuseSizing(draft),
    ...refuseRouting(draft),
    ...refusePolicyRemoval(previous, draft),
    ...refuseSubnets(draft, id.id, store),
    ...refuseFrontends(draft, id.id, store),
    ...refuseCertificates(draft, store),
    ...refusePoolRemoval(draft, id.id, store),
  ];
}

function refuseSubnets(draft: JsonObject, id: string, store: Store): Refusal[] {
  const configurations = objectsAt(draft, "properties.gatewayIPConfigurations");
  if (configurations.length === 0) {
    return [
      new Refusal(
        "ApplicationGatewayGatewayIpConfigurationMissing",
        `Application Gateway ${id} needs a gatewayIPConfiguration with a subnet.`,
        { target: "properties.gatewayIPConfigurations" },
      ),
    ];
  }
  return configurations.flatMap((configuration) => {
    const subnet = textAt(configuration, "properties.subnet.id") ?? "";
    const group = textAt(resolve(store, subnet), "properties.networkSecurityGroup.id");
    const shared = refuseUsedSubnet(store, subnet, id);
    const blocked =
      group === undefined ? undefined : refuseBlockedGateway(store.get(group), subnet, id);
    return [shared, blocked].filter((refusal) => refusal !== undefined);
  });
}

function refuseFrontends(draft: JsonObject, id: string, store: Store): Refusal[] {
  const frontends = objectsAt(draft, "properties.frontendIPConfigurations");
  const target = "properties.frontendIPConfigurations";
  if (frontends.length === 0) {
    return [
      new Refusal(
        "ApplicationGatewayFrontendIpConfigurationMissing",
        `Application Gateway ${id} needs a frontendIPConfiguration.`,
        { target },
      ),
    ];
  }
  return frontends.flatMap((frontend, index) => {
    const address = textAt(frontend, "properties.publicIPAddress.id");
    if (address === undefined) return [];
    return refusePublicAddress(store, {
      user: id,
      kind: "Application Gateway",
      address,
      zones: zonesOf(draft),
      target: `${target}[${index}].properties.publicIPAddress.id`,
    });
  });
}

/** A pool that machines are joined to stays. */
function refusePoolRemoval(draft: JsonObject, id: string, store: Store): Refusal[] {
  const gone = store
    .referrers(id)
    .filter(
      ({ source, target }) =>
        source !== id.toLowerCase() && !findPart(draft, target.slice(id.length + 1)),
    );
  return gone.length === 0 ? [] : [poolInUse(id, gone)].filter((refusal) => refusal !== undefined);
}

function poolInUse(id: string, [user]: readonly Referrer[]): Refusal | undefined {
  if (user === undefined) return undefined;
  return new Refusal(
    "ApplicationGatewayInUseByVirtualMachineScaleSet",
    `Cannot delete application gateway ${id} or its child resource ${user.target.split("/").at(-1)} since it is in use by ${user.part}.`,
  );
}

function view(document: ArmDocument, { store }: Context): ArmDocument {
  const machines = store
    .referrers(document.id)
    .filter((user) => !isGateway(user) && user.source.includes("/networkinterfaces/"));
  if (machines.length === 0) return document;
  const backendAddressPools = objectsAt(document, "properties.backendAddressPools").map((pool) => {
    const joined = backReferences(machines, textAt(pool, "id") ?? "");
    const properties = { ...asObject(pool.properties) };
    return joined.length === 0
      ? pool
      : { ...pool, properties: { ...properties, backendIPConfigurations: joined } };
  });
  return { ...document, properties: { ...document.properties, backendAddressPools } };
}
