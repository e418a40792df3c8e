import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { refuseDomainNameLabel } from "../facts/name-rules.ts";
import { Refusal } from "../refusal.ts";
import { asObject, compact, objectAt, textAt } from "../support/json.ts";
import { backReferences, fillProperties, lastingUuid, newEtag } from "../support/outputs.ts";
import { takePublicAddress } from "./public-address-pool.ts";
import { FIXED_ZONES } from "./zones.ts";

const TYPE = "Microsoft.Network/publicIPAddresses";

/** Microsoft.Network/publicIPAddresses. */
export const publicIpAddress: Behaviour = {
  type: TYPE,
  regional: true,
  zonal: true,
  patch: "tags",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.resourceGuid",
    "properties.ipConfiguration",
    "properties.natGateway",
    "properties.dnsSettings.fqdn",
  ],
  fixed: [
    FIXED_ZONES,
    { path: "properties.publicIPAddressVersion" },
    {
      // Basic may become Standard, never the reverse (Microsoft Learn, "Upgrade a public IP address").
      path: "sku.name",
      allows: (before) => textAt(before, "sku.name") === "Basic",
    },
  ],
  references: [
    {
      at: "properties.ddosSettings.ddosProtectionPlan.id",
      types: ["Microsoft.Network/ddosProtectionPlans"],
    },
  ],
  prepare,
  refuse: (draft, context) => [...refuseSku(draft), ...refuseLabel(draft, context)],
  view(document, { store }) {
    const users = store.referrers(document.id);
    const [user] = backReferences(users, document.id);
    if (user === undefined) return document;
    const part = textAt(user, "id") ?? "";
    const holder = part.includes("/natGateways/") ? "natGateway" : "ipConfiguration";
    return { ...document, properties: { ...document.properties, [holder]: user } };
  },
  inUse,
};

/** Source of the defaults: the REST reference of the type at 2024-05-01. */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const sku = { name: "Basic", tier: "Regional", ...asObject(draft.sku) };
  const standard = sku.name !== "Basic";
  const asked = textAt(draft, "properties.publicIPAllocationMethod") ?? "Dynamic";
  const kept = textAt(context.previous, "properties.ipAddress");
  const dns = objectAt(draft, "properties.dnsSettings");
  const label = textAt(dns, "domainNameLabel");
  const fqdn = label === undefined ? {} : { fqdn: `${label}.${draft.location}.cloudapp.azure.com` };
  return fillProperties(
    { ...draft, sku, etag: newEtag(context) },
    {
      publicIPAddressVersion: "IPv4",
      publicIPAllocationMethod: asked,
      idleTimeoutInMinutes: 4,
      ipTags: [],
      ddosSettings: { protectionMode: "VirtualNetworkInherited" },
    },
    {
      provisioningState: "Succeeded",
      resourceGuid: lastingUuid(context, "properties.resourceGuid"),
      ...(dns === undefined ? {} : { dnsSettings: { ...dns, ...fqdn } }),
      ...compact({
        // Dynamic addresses come with their first use, which Basic only has.
        ipAddress:
          standard || asked === "Static" ? (kept ?? takePublicAddress(context.store)) : kept,
      }),
    },
  );
}

/** Source: Microsoft Learn, "Public IP addresses" (SKU table: Standard is static). */
function refuseSku(draft: JsonObject): Refusal[] {
  const sku = textAt(draft, "sku.name");
  const method = textAt(draft, "properties.publicIPAllocationMethod");
  const refusals: Refusal[] = [];
  if (sku === "Standard" && method !== "Static") {
    refusals.push(
      new Refusal(
        "StandardSkuPublicIPAddressesMustBeStatic",
        `Standard sku public IP address ${draft.id} must have publicIPAllocationMethod Static, not ${method}.`,
        { target: "properties.publicIPAllocationMethod" },
      ),
    );
  }
  if (sku === "Basic" && Array.isArray(draft.zones) && draft.zones.length > 0) {
    refusals.push(
      new Refusal(
        "ZonesNotAllowedForBasicPublicIPAddress",
        `Public IP address ${draft.id} is of sku Basic, which has no availability zones. Use sku Standard.`,
        { target: "zones" },
      ),
    );
  }
  if (sku !== "Basic" && textAt(draft, "properties.ipAddress") === undefined) {
    refusals.push(
      new Refusal(
        "PublicIPAddressesExhausted",
        "The local Azure has 762 public addresses, all of them taken.",
      ),
    );
  }
  return refusals;
}

function refuseLabel(draft: JsonObject, { store, id }: Context): Refusal[] {
  const label = textAt(draft, "properties.dnsSettings.domainNameLabel");
  if (label === undefined) return [];
  const wrong = refuseDomainNameLabel(label);
  if (wrong !== undefined) return [wrong];
  const fqdn = textAt(draft, "properties.dnsSettings.fqdn");
  const holder = store
    .list({ type: TYPE })
    .find(
      (other) =>
        other.id.toLowerCase() !== id.id.toLowerCase() &&
        textAt(other, "properties.dnsSettings.fqdn") === fqdn,
    );
  if (holder === undefined) return [];
  return [
    new Refusal("DnsRecordInUse", `DNS record ${fqdn} is already used by another public IP.`, {
      target: "properties.dnsSettings.domainNameLabel",
    }),
  ];
}

function inUse(document: ArmDocument, [user]: readonly Referrer[]): Refusal | undefined {
  if (user === undefined) return undefined;
  return new Refusal(
    "PublicIPAddressCannotBeDeleted",
    `Public IP address ${document.id} can not be deleted since it is still allocated to resource ${user.part}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.`,
  );
}
