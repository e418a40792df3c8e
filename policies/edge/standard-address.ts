import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const edgeStandardAddress: ResourcePolicy = {
  id: "edge-standard-address",
  title: "Public addresses are Standard and static.",
  why: "A Basic address is open by default and in no zone; one that changes takes every site's DNS with it.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: {
    violation: "sku: Basic, publicIPAllocationMethod: Dynamic",
    remedy: "sku: Standard, publicIPAllocationMethod: Static",
  },
  types: [T.address],
  check: (resource) => [
    ...expectValue(resource, "sku.name", is("Standard", "StandardV2"), {
      required: "Standard",
      remedy: "Set `sku.name` to Standard; Azure's default is Basic.",
    }),
    ...expectValue(resource, "publicIPAllocationMethod", is("Static"), {
      required: "Static",
      remedy: "Set `publicIPAllocationMethod` to Static.",
    }),
  ],
};
