import type { Behaviour } from "./behaviour.ts";
import { Refusal } from "./refusal.ts";
import { fillProperties } from "./support/outputs.ts";

/** Microsoft.Resources/resourceGroups. Its deletion takes what it holds along (`arm/delete.ts`). */
export const resourceGroup: Behaviour = {
  type: "Microsoft.Resources/resourceGroups",
  regional: true,
  patch: "tags",
  readOnly: ["properties"],
  fixed: [
    {
      path: "location",
      refusal: (before, after, id) =>
        new Refusal(
          "InvalidResourceGroupLocation",
          `Invalid resource group location '${after.location}'. The Resource group ${id} already exists in location '${before.location}'.`,
          { status: 409, target: "location" },
        ),
    },
  ],
  prepare: (draft) => fillProperties(draft, {}, { provisioningState: "Succeeded" }),
};
