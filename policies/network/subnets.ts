import { ofType, type Stack } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** A part of the settings' network, by whom it is for. */
export type Role = keyof Stack["settings"]["network"]["subnets"];

/** A subnet, declared in its network or by itself. */
export interface Subnet {
  readonly resource: Resource;
  /** Where its range stands in the resource. */
  readonly path: string;
  readonly name: string | undefined;
  readonly range: string | undefined;
}

export function subnetsOf(stack: Stack): readonly Subnet[] {
  const inline = ofType(stack, T.network).flatMap((resource) =>
    items(resource.inputs, "subnets").map(({ path, value }) => ({
      resource,
      path: `${path}.addressPrefix`,
      name: textAt(value, "name"),
      range: rangeOf(value),
    })),
  );
  const alone = ofType(stack, T.subnet).map((resource) => ({
    resource,
    path: "addressPrefix",
    name: textAt(resource.inputs, "subnetName") ?? textAt(resource.inputs, "name"),
    range: rangeOf(resource.inputs),
  }));
  return [...inline, ...alone];
}

/** The subnet of an id, by its name: `…/virtualNetworks/vnet/subnets/snet-web`. */
export function subnetOf(stack: Stack, id: string): Subnet | undefined {
  const name = id.split("/").at(-1)?.toLowerCase();
  return subnetsOf(stack).find((subnet) => subnet.name?.toLowerCase() === name);
}

/** For whom the settings have a subnet; undefined where its range is none of theirs. */
export function roleOf(stack: Stack, { range }: Subnet): Role | undefined {
  const roles = Object.entries(stack.settings.network.subnets) as readonly [Role, string][];
  return roles.find(([, own]) => own === range)?.[0];
}

function rangeOf(subnet: unknown): string | undefined {
  return textAt(subnet, "addressPrefix") ?? textAt(subnet, "addressPrefixes[0]");
}
