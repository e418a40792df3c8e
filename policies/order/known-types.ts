import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const orderKnownTypes: ResourcePolicy = {
  id: "order-known-types",
  title: "A stack holds only types of resources that these policies can judge.",
  why: "A type that no policy knows passes all of them: a machine with a public address beside the scale set, say.",
  severity: "mandatory",
  control: control("A.8.9"),
  example: {
    violation: "azure-native:containerservice:ManagedCluster",
    remedy: "write policies for the type, then add it to the list",
  },
  config: {
    types: {
      type: "array",
      items: { type: "string" },
      description: "Types that may stand.",
      default: Object.values(T),
    },
  },
  types: ["*"],
  check(resource, config) {
    const types = setting<readonly string[]>(orderKnownTypes, config, "types");
    return types.includes(resource.type)
      ? []
      : [
          violation(resource, "", `of the type ${resource.registeredType}`, {
            required: "a type that policies judge",
            remedy:
              "Write policies for the type (CONTRIBUTING.md, Policies), then add it to this policy's list.",
          }),
        ];
  },
};
