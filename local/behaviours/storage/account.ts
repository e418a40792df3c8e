import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context, FixedProperty } from "../behaviour.ts";
import { pairOf } from "../facts/region-pairs.ts";
import { REGIONS } from "../facts/regions.ts";
import { endpointConnections } from "../network/private-services.ts";
import { Refusal } from "../refusal.ts";
import { asObject, compact, objectAt, textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { firstBlobService } from "./blob-service.ts";

export const STORAGE_ACCOUNT = "Microsoft.Storage/storageAccounts";

/** What each sku asks of the region, and which others it can become by a mere update. */
const SKUS: Readonly<
  Record<string, { readonly needs: readonly ("zones" | "pair")[]; readonly becomes: RegExp }>
> = {
  Standard_LRS: { needs: [], becomes: /^Standard_(LRS|GRS|RAGRS)$/ },
  Standard_GRS: { needs: ["pair"], becomes: /^Standard_(LRS|GRS|RAGRS)$/ },
  Standard_RAGRS: { needs: ["pair"], becomes: /^Standard_(LRS|GRS|RAGRS)$/ },
  Standard_ZRS: { needs: ["zones"], becomes: /^Standard_(ZRS|GZRS|RAGZRS)$/ },
  Standard_GZRS: { needs: ["zones", "pair"], becomes: /^Standard_(ZRS|GZRS|RAGZRS)$/ },
  Standard_RAGZRS: { needs: ["zones", "pair"], becomes: /^Standard_(ZRS|GZRS|RAGZRS)$/ },
  Premium_LRS: { needs: [], becomes: /^Premium_LRS$/ },
  Premium_ZRS: { needs: ["zones"], becomes: /^Premium_ZRS$/ },
};

/**
 * Microsoft.Storage/storageAccounts: what Azure keeps of an account; there is no data plane, and so no data.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Storage 2024-01-01, storage.json; Microsoft Learn, "Storage account
 * overview", "Azure Storage redundancy", "Change how a storage account is replicated".
 */
export const storageAccount: Behaviour = {
  type: STORAGE_ACCOUNT,
  regional: true,
  patch: "merge",
  readOnly: [
    "sku.tier",
    ...[
      "provisioningState",
      "creationTime",
      "keyCreationTime",
      "primaryEndpoints",
      "primaryLocation",
      "secondaryEndpoints",
      "secondaryLocation",
      "statusOfPrimary",
      "statusOfSecondary",
      "geoReplicationStats",
      "privateEndpointConnections",
      "failoverInProgress",
      "lastGeoFailoverTime",
      "isSkuConversionBlocked",
    ].map((property) => `properties.${property}`),
  ],
  fixed: [
    "properties.isHnsEnabled",
    "properties.isNfsV3Enabled",
    "properties.encryption.requireInfrastructureEncryption",
    "properties.dnsEndpointType",
    "properties.immutableStorageWithVersioning",
  ].map(unchangeable),
  references: [
    {
      at: "properties.networkAcls.virtualNetworkRules[].id",
      types: ["Microsoft.Network/virtualNetworks/subnets"],
    },
  ],
  prepare,
  refuse: (draft, context) => [
    ...refuseTakenName(context),
    ...refuseSku(draft, context),
    ...refuseKind(draft),
  ],
  afterWrite: firstBlobService,
  view: (document, { store }) => ({
    ...document,
    properties: {
      ...document.properties,
      privateEndpointConnections: endpointConnections(document, store),
    },
  }),
};

function unchangeable(path: string): FixedProperty {
  return {
    path,
    refusal: () =>
      new Refusal(
        "StorageAccountPropertyCannotBeUpdated",
        `The property '${path.replace("properties.", "")}' was specified in the input, but it cannot be updated: it is read-only.`,
        { status: 409, target: path },
      ),
  };
}

/** Source of the defaults: the specification's own descriptions. */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const { id, now, previous } = context;
  const before = objectAt(previous, "properties") ?? {};
  const sku = textAt(draft, "sku.name") ?? "";
  const isGeo = SKUS[sku]?.needs.includes("pair") === true;
  const region = textAt(draft, "location") ?? "";
  const encryption = objectAt(draft, "properties.encryption");
  const since = textAt(before, "creationTime") ?? now;
  const kept = compact({ encryption: before.encryption, isHnsEnabled: before.isHnsEnabled });
  return fillProperties(
    { ...draft, sku: { ...asObject(draft.sku), tier: sku.split("_")[0] ?? "" } },
    {
      accessTier: "Hot",
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
      allowSharedKeyAccess: true,
      minimumTlsVersion: "TLS1_0",
      publicNetworkAccess: "Enabled",
      supportsHttpsTrafficOnly: true,
      ...kept,
    },
    {
      networkAcls: {
        bypass: "AzureServices",
        defaultAction: "Allow",
        ipRules: [],
        virtualNetworkRules: [],
        ...objectAt(draft, "properties.networkAcls"),
      },
      encryption: filledEncryption(encryption ?? asObject(before.encryption), since),
      creationTime: since,
      keyCreationTime: { key1: since, key2: since },
      primaryEndpoints: endpoints(id.name),
      primaryLocation: region,
      statusOfPrimary: "available",
      provisioningState: "Succeeded",
      ...(isGeo ? { secondaryLocation: pairOf(region) ?? "", statusOfSecondary: "available" } : {}),
    },
  );
}

function filledEncryption(asked: JsonObject | undefined, since: string): JsonObject {
  const services = Object.fromEntries(
    ["blob", "file"].map((service) => [
      service,
      {
        enabled: true,
        keyType: "Account",
        lastEnabledTime: since,
        ...objectAt(asked, `services.${service}`),
      },
    ]),
  );
  return { keySource: "Microsoft.Storage", ...asked, services };
}

function endpoints(name: string): JsonObject {
  return Object.fromEntries(
    ["blob", "dfs", "file", "queue", "table"].map((service) => [
      service,
      `https://${name}.${service}.core.windows.net/`,
    ]),
  );
}

function refuseTakenName({ id, previous, store }: Context): Refusal[] {
  if (previous !== undefined) return [];
  const taken = store.list({ type: STORAGE_ACCOUNT }).some(({ name }) => same(name, id.name));
  if (!taken) return [];
  return [
    new Refusal(
      "StorageAccountAlreadyTaken",
      `The storage account named ${id.name} is already taken.`,
      {
        status: 409,
        target: "name",
      },
    ),
  ];
}

function refuseSku(draft: JsonObject, { previous }: Context): Refusal[] {
  const name = textAt(draft, "sku.name") ?? "";
  const region = REGIONS.get(textAt(draft, "location") ?? "");
  const sku = SKUS[name];
  const target = "sku.name";
  if (sku === undefined || region === undefined) {
    return [new Refusal("InvalidSku", `The sku '${name}' is not valid.`, { target })];
  }
  const missing = sku.needs.filter((need) =>
    need === "zones" ? region.zones.length === 0 : pairOf(region.name) === undefined,
  );
  if (missing.length > 0) {
    return [
      new Refusal(
        "SkuNotAvailable",
        `The requested sku '${name}' is not available in location '${region.name}', which has no ${missing.join(" and no ")}.`,
        { status: 409, target },
      ),
    ];
  }
  const before = textAt(previous, "sku.name");
  if (before === undefined || SKUS[before]?.becomes.test(name) !== false) return [];
  return [
    new Refusal(
      "InvalidAccountTypeUpdate",
      `Updating ${before} to ${name} is not allowed: request a conversion, or move the data to a new account.`,
      { status: 409, target },
    ),
  ];
}

function refuseKind(draft: JsonObject): Refusal[] {
  const kind = textAt(draft, "kind") ?? "";
  const sku = textAt(draft, "sku.name") ?? "";
  if (!["BlockBlobStorage", "FileStorage"].includes(kind) || sku.startsWith("Premium")) return [];
  return [
    new Refusal("InvalidSku", `The sku '${sku}' is not valid for the kind '${kind}'.`, {
      target: "kind",
    }),
  ];
}

/** The account in which something of its own lies. */
export function accountOf({ id, store }: Context): ArmDocument | undefined {
  return store.get(`${id.scope}/providers/${STORAGE_ACCOUNT}/${id.names[0]}`);
}
