import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { T } from "../support/types.ts";

export const webCapacityNotLiteral: ResourcePolicy = {
  id: "web-capacity-not-literal",
  title: "No deployment sets the count of clones: autoscale keeps it.",
  why: "A literal count takes away, at the next deployment, what autoscale has added: in the middle of high load.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "sku.capacity: 4, without ignoreChanges",
    remedy: 'ignoreChanges: ["sku.capacity"]',
  },
  types: [T.scaleSet],
  check(resource) {
    const ignored = resource.ignoreChanges.some(
      (path) => path === "sku.capacity" || path === "sku",
    );
    if (ignored || read(resource.inputs, "sku.capacity").kind === "absent") return [];
    return [
      violation(resource, "sku.capacity", "set by each deployment", {
        required: "a first count only, whose changes are ignored",
        remedy: 'Give the scale set the option `ignoreChanges: ["sku.capacity"]` (decision 0004).',
      }),
    ];
  },
};
