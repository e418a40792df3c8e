import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const webSurge: ResourcePolicy = {
  id: "web-surge",
  title: "An upgrade adds clones before it takes others away.",
  why: "Without surge a batch is missing while it is upgraded: a fifth of the clones, in whatever week it happens.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: { violation: "maxSurge: false", remedy: "maxSurge: true" },
  types: [T.scaleSet],
  check: (resource) =>
    expectValue(resource, "upgradePolicy.rollingUpgradePolicy.maxSurge", is(true), {
      required: "true",
      remedy: "Set `rollingUpgradePolicy.maxSurge` to true; Azure's default upgrades in place.",
    }),
};
