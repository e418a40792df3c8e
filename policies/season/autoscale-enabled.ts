import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const seasonAutoscaleEnabled: ResourcePolicy = {
  id: "season-autoscale-enabled",
  title: "An autoscale setting is switched on.",
  why: "Azure's default is off: the setting stands there and does nothing.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: { violation: "enabled: false, or left out", remedy: "enabled: true" },
  types: [T.autoscale],
  check: (resource) =>
    expectValue(resource, "enabled", is(true), {
      required: "true",
      remedy: "Set `enabled` to true; absent, Azure takes it as off.",
    }),
};
