import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const webOrchestration: ResourcePolicy = {
  id: "web-orchestration",
  title: "The scale set is Flexible, spread as far as it goes, and of regular machines.",
  why: "Another mode or one placement group can't use the reserve in all zones; a spot machine is taken away when Azure is full, as it is in the grade week.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: {
    violation: "virtualMachineProfile.priority: Spot",
    remedy: "priority: Regular, orchestrationMode: Flexible, singlePlacementGroup: false",
  },
  types: [T.scaleSet],
  check: (resource) => [
    ...expectValue(resource, "orchestrationMode", is("Flexible"), {
      required: "Flexible",
      remedy: "Set `orchestrationMode` to Flexible; Azure's default is another.",
    }),
    ...expectValue(resource, "singlePlacementGroup", is(false), {
      required: "false",
      remedy: "Set `singlePlacementGroup` to false: a reservation takes no other.",
    }),
    ...expectValue(resource, "platformFaultDomainCount", is(1), {
      required: "1, which spreads a zone's machines as far as possible",
      remedy: "Set `platformFaultDomainCount` to 1.",
    }),
    ...expectValue(resource, "virtualMachineProfile.priority", is("Regular"), {
      required: "Regular",
      remedy: "Set `priority` to Regular: a spot machine is taken back without a promise.",
      safeWhenAbsent: true,
    }),
    ...expectValue(resource, "doNotRunExtensionsOnOverprovisionedVMs", is(false), {
      required: "false",
      remedy: "Leave `doNotRunExtensionsOnOverprovisionedVMs` out: health comes from an extension.",
      safeWhenAbsent: true,
    }),
  ],
};
