import type { JsonObject } from "../../json.ts";
import { parseResourceId } from "../../store/resource-id.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";
import { fillProperties, newEtag } from "../support/outputs.ts";
import { DATA_COLLECTION_RULE } from "./data-collection-rule.ts";

const RULE = "properties.dataCollectionRuleId";
const ENDPOINT = "properties.dataCollectionEndpointId";

/** What has agents. */
const MACHINES = ["microsoft.compute/virtualmachines", "microsoft.compute/virtualmachinescalesets"];

/**
 * Microsoft.Insights/dataCollectionRuleAssociations: which machine goes by which rule. One may go by several.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Insights 2022-06-01, dataCollectionRuleAssociations_API.json; Microsoft
 * Learn, "Manage data collection rule associations in Azure Monitor". Undocumented: which code a refusal has.
 */
export const dataCollectionRuleAssociation: Behaviour = {
  type: "Microsoft.Insights/dataCollectionRuleAssociations",
  regional: false,
  readOnly: ["etag", "systemData", "properties.metadata", "properties.provisioningState"],
  references: [{ at: RULE, types: [DATA_COLLECTION_RULE] }],
  prepare: (draft, context) => ({
    ...fillProperties(draft, {}, { provisioningState: "Succeeded" }),
    etag: newEtag(context),
  }),
  refuse,
};

function refuse(draft: JsonObject, { id }: Context): Refusal[] {
  const type = parseResourceId(id.scope)?.type ?? "";
  return [
    ...(MACHINES.includes(type.toLowerCase())
      ? []
      : [refused("", `The local Azure knows agents on machines only, not at '${type}'.`)]),
    ...(textAt(draft, ENDPOINT) === undefined
      ? []
      : [refused(ENDPOINT, "The local Azure knows no endpoints.")]),
    ...(textAt(draft, RULE) === undefined
      ? [refused(RULE, "An association names a data collection rule or an endpoint.")]
      : []),
  ];
}

function refused(target: string, message: string): Refusal {
  return new Refusal("InvalidPayload", message, target === "" ? {} : { target });
}
