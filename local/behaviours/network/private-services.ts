import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { objectsAt, textAt } from "../support/json.ts";

/** What of a type can be reached by a private endpoint. */
interface PrivateService {
  readonly type: string;
  /** Its parts, each with the zone in which its names then lie. */
  readonly groups: readonly { readonly id: string; readonly zone: string }[];
}

/** Source: Microsoft Learn, "Azure Private Endpoint private DNS zone values"; the types that this machine keeps. */
const PRIVATE_SERVICES: readonly PrivateService[] = [
  {
    type: "Microsoft.KeyVault/vaults",
    groups: [{ id: "vault", zone: "privatelink.vaultcore.azure.net" }],
  },
  {
    type: "Microsoft.Storage/storageAccounts",
    groups: ["blob", "file", "queue", "table", "web", "dfs"].map((id) => ({
      id,
      zone: `privatelink.${id}.core.windows.net`,
    })),
  },
  {
    type: "Microsoft.DBforPostgreSQL/flexibleServers",
    groups: [{ id: "postgresqlServer", zone: "privatelink.postgres.database.azure.com" }],
  },
];

/** How a type can be reached privately; undefined for one that can't. */
export function privateServiceOf(type: string): PrivateService | undefined {
  return PRIVATE_SERVICES.find((service) => same(service.type, type));
}

/** The private endpoints that lead to a resource, as it lists them itself. */
export function endpointConnections(document: ArmDocument, store: Store): JsonObject[] {
  return store.list({ type: "Microsoft.Network/privateEndpoints" }).flatMap((endpoint) =>
    objectsAt(endpoint, "properties.privateLinkServiceConnections")
      .filter((connection) =>
        same(textAt(connection, "properties.privateLinkServiceId") ?? "", document.id),
      )
      .map(() => ({
        id: `${document.id}/privateEndpointConnections/${endpoint.name}`,
        properties: {
          privateEndpoint: { id: endpoint.id },
          privateLinkServiceConnectionState: { status: "Approved", actionsRequired: "None" },
          provisioningState: "Succeeded",
        },
      })),
  );
}
