import type { Reference } from "../behaviour.ts";
import { IDENTITY_REFERENCE } from "../support/outputs.ts";
import { SERVER } from "./postgresql-names.ts";

/** What a server refers to. */
export const SERVER_REFERENCES: readonly Reference[] = [
  IDENTITY_REFERENCE,
  {
    at: "properties.network.delegatedSubnetResourceId",
    types: ["Microsoft.Network/virtualNetworks/subnets"],
    sameRegion: true,
  },
  {
    at: "properties.network.privateDnsZoneArmResourceId",
    types: ["Microsoft.Network/privateDnsZones"],
  },
  { at: "properties.sourceServerResourceId", types: [SERVER] },
];
