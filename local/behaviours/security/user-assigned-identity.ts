import type { Behaviour } from "../behaviour.ts";
import { fillProperties, lastingUuid } from "../support/outputs.ts";

/**
 * Microsoft.ManagedIdentity/userAssignedIdentities. Azure deletes one that is in use; what was
 * granted to it stays behind, for nobody.
 * Source: Microsoft Learn, "Manage user-assigned managed identities" (delete).
 */
export const userAssignedIdentity: Behaviour = {
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  regional: true,
  patch: "tags",
  readOnly: ["properties"],
  prepare: (draft, context) =>
    fillProperties(
      draft,
      {},
      {
        tenantId: context.account.tenantId,
        principalId: lastingUuid(context, "properties.principalId"),
        clientId: lastingUuid(context, "properties.clientId"),
      },
    ),
};
