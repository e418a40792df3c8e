import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { Referrer } from "../../store/store.ts";
import type { Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { equal, objectsAt, textAt } from "../support/json.ts";
import { subnetPrefixes } from "./address-space.ts";

/** Why a subnet, or the network around it, can't be deleted while something is in it. */
export function subnetInUse(users: readonly Referrer[]): Refusal | undefined {
  const [user] = users;
  if (user === undefined) return undefined;
  const name = user.target.split("/subnets/")[1] ?? user.target;
  return new Refusal(
    "InUseSubnetCannotBeDeleted",
    `Subnet ${name} is in use by ${user.part} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  );
}

/** Refusals for subnets that are in use and that a new body leaves out or gives another range. */
export function refuseSubnetChanges(draft: JsonObject, { previous, store }: Context): Refusal[] {
  const now = objectsAt(draft, "properties.subnets");
  return objectsAt(previous, "properties.subnets").flatMap((before) => {
    const users = store.referrers(textAt(before, "id") ?? "");
    if (users.length === 0) return [];
    const after = now.find((item) => same(nameOf(item), nameOf(before)));
    if (after === undefined) return subnetInUse(users) ?? [];
    const gone = subnetPrefixes(before).find((prefix) => !subnetPrefixes(after).includes(prefix));
    return gone === undefined || equal(before, after) ? [] : [prefixInUse(gone, nameOf(before))];
  });
}

function nameOf(subnet: JsonObject): string {
  return textAt(subnet, "name") ?? "";
}

function prefixInUse(prefix: string, subnet: string): Refusal {
  return new Refusal(
    "InUsePrefixCannotBeDeleted",
    `IpPrefix ${prefix} on Subnet ${subnet} has active allocations and cannot be deleted.`,
    { target: "properties.subnets" },
  );
}
