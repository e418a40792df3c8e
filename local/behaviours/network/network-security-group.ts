import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Referrer } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { asObject } from "../support/json.ts";
import { backReferences, fillProperties, lastingUuid, newEtag } from "../support/outputs.ts";
import { fillParts, refusePartNames } from "../support/parts.ts";
import { isGateway, refuseBlockedGateway } from "./gateway-subnet.ts";
import { defaultSecurityRules, refuseSecurityRules } from "./security-rules.ts";

/** Microsoft.Network/networkSecurityGroups, with its rules inside. */
export const networkSecurityGroup: Behaviour = {
  type: "Microsoft.Network/networkSecurityGroups",
  regional: true,
  patch: "tags",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.resourceGuid",
    "properties.defaultSecurityRules",
    "properties.subnets",
    "properties.networkInterfaces",
    "properties.securityRules[].etag",
    "properties.securityRules[].properties.provisioningState",
  ],
  prepare,
  refuse: (draft, context) => [
    ...refusePartNames(draft, ["securityRules"]),
    ...refuseSecurityRules(draft),
    ...refuseBlocking(draft, context),
  ],
  view(document, { store }) {
    const subnets = backReferences(
      store.referrers(document.id).filter(({ part }) => part.includes("/subnets/")),
      document.id,
    );
    if (subnets.length === 0) return document;
    return { ...document, properties: { ...document.properties, subnets } };
  },
  inUse,
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const id = context.id.id;
  const etag = newEtag(context);
  const properties = asObject(draft.properties) ?? {};
  const filled = fillParts(properties, ["securityRules"], id, (rule) => ({
    ...rule,
    etag,
    type: "Microsoft.Network/networkSecurityGroups/securityRules",
  }));
  return fillProperties(
    { ...draft, etag, properties: filled },
    {},
    {
      provisioningState: "Succeeded",
      resourceGuid: lastingUuid(context, "properties.resourceGuid"),
      defaultSecurityRules: defaultSecurityRules(id),
    },
  );
}

function refuseBlocking(draft: JsonObject, { id, store }: Context): Refusal[] {
  return store.referrers(id.id).flatMap(({ part }) => {
    const gateway = store.referrers(part).find(isGateway);
    if (gateway === undefined) return [];
    return refuseBlockedGateway(draft, part, gateway.source) ?? [];
  });
}

function inUse(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined {
  const [first] = users;
  if (first === undefined) return undefined;
  const set = users.find(({ source }) => source.includes("/virtualmachinescalesets/"));
  if (set !== undefined) {
    return new Refusal(
      "NetworkSecurityGroupInUseByVirtualMachineScaleSet",
      `Cannot delete network security group ${document.id} since it is in use by virtual machine scale set ${set.part}.`,
    );
  }
  return new Refusal(
    "InUseNetworkSecurityGroupCannotBeDeleted",
    `Network security group ${document.id} cannot be deleted because it is in use by the following resources: ${users.map(({ part }) => part).join(", ")}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`,
  );
}
