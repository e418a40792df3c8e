import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { azureName } from "./names.ts";

/**
 * What a tier holds or passes on, as its resources' tag `dataClass` says it (ISO 27001:2022, A.5.12): data of pupils and
 * teachers, or addresses by which they came (`personal`); keys and certificates (`secret`); neither (`technical`).
 */
export type DataClass = "personal" | "secret" | "technical";

/** What every tier is told of the datacenter that it belongs to. */
export interface TierArgs {
  /** The datacenter's name, which is the stack's: Azure names are made from it. */
  readonly datacenter: string;
  /** Azure's name of the region, for instance `swedencentral`. */
  readonly region: string;
  /** Tags on every resource of the tier. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * How what holds data is declared, and all that it stands in, from its group to its network: the engine refuses to delete
 * it, and leaves it in Azure where somebody takes that away. A group that went would take everything in it along.
 */
export const KEPT = { protect: true, retainOnDelete: true } as const;

/** Declares the resource group `rg-<datacenter>-<role>` that a tier lives in. */
export function tierResourceGroup(
  name: string,
  role: string,
  args: TierArgs,
  opts: pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource },
): ResourceGroup {
  return new ResourceGroup(
    `${name}-rg`,
    {
      resourceGroupName: azureName("resourceGroup", `rg-${args.datacenter}-${role}`),
      location: args.region,
      tags: { ...args.tags, tier: role },
    },
    opts,
  );
}
