import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const edgeFirewallPrevents: ResourcePolicy = {
  id: "edge-firewall-prevents",
  title: "The firewall is on, and prevents.",
  why: "In detection it writes down the attack and lets it through.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: { violation: "mode: Detection", remedy: "mode: Prevention, state: Enabled" },
  types: [T.firewall],
  check: (resource) => [
    ...expectValue(resource, "policySettings.mode", is("Prevention"), {
      required: "Prevention",
      remedy: "Set `policySettings.mode` to Prevention.",
    }),
    ...expectValue(resource, "policySettings.state", is("Enabled"), {
      required: "Enabled",
      remedy: "Set `policySettings.state` to Enabled.",
    }),
  ],
};
