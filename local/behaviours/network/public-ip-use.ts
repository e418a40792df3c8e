import { same } from "../../store/resource-id.ts";
import type { Store } from "../../store/store.ts";
import { Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";
import { zonesOf } from "./zones.ts";

/** One resource that wants a public address. */
export interface AddressUse {
  /** The resource's own id. */
  readonly user: string;
  /** What the resource is called in a text, e.g. "NAT gateway". */
  readonly kind: string;
  readonly address: string;
  /** The zones in which the resource stands; empty for none named. */
  readonly zones: readonly string[];
  readonly target: string;
}

/**
 * Why an Application Gateway v2 or a NAT gateway can't have a public address: it is Basic or
 * dynamic, it belongs to another resource, or it stands in other zones.
 * Sources: Microsoft Learn, "Application Gateway frontend IP address configuration" and "What is
 * Azure NAT Gateway?" (limitations). Undocumented: a resource without zones takes any address.
 */
export function refusePublicAddress(store: Store, use: AddressUse): Refusal[] {
  const document = store.get(use.address);
  if (document === undefined) return [];
  const { kind, user, address, target } = use;
  const refusals: Refusal[] = [];
  if (textAt(document, "sku.name") !== "Standard") {
    refusals.push(
      new Refusal(
        "PublicIPAddressSkuMustBeStandard",
        `${kind} ${user} needs a public IP address of sku Standard and static allocation; ${address} has sku ${textAt(document, "sku.name")}.`,
        { target },
      ),
    );
  }
  const other = store.referrers(address).find(({ source }) => !same(source, user));
  if (other !== undefined) {
    refusals.push(
      new Refusal(
        "PublicIPAddressInUse",
        `Resource ${user} is referencing public IP address ${address} that is already allocated to resource ${other.part}.`,
        { target },
      ),
    );
  }
  const own = zonesOf(document);
  const covered = use.zones.every((zone) => own.includes(zone));
  if (!covered) {
    refusals.push(
      new Refusal(
        "PublicIPAddressZonesMismatch",
        `${kind} ${user} stands in zones ${use.zones.join(", ")}, but its public IP address ${address} in ${own.join(", ") || "none"}. The address must cover every zone of the resource.`,
        { target },
      ),
    );
  }
  return refusals;
}
