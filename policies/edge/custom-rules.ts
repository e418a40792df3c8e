import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

export const edgeCustomRules: ResourcePolicy = {
  id: "edge-custom-rules",
  title: "No rule of our own lets a request past the firewall.",
  why: "A rule that allows ends the firewall's look at the request: no managed rule sees it any more.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: { violation: "action: Allow", remedy: "take the rule away, or let it Block" },
  types: [T.firewall],
  check: (resource) =>
    items(resource.inputs, "customRules")
      .filter(({ value }) => !["Block", "JSChallenge"].includes(textAt(value, "action") ?? ""))
      .map(({ path, value }) =>
        violation(resource, `${path}.action`, shown(textAt(value, "action")), {
          required: "Block or JSChallenge",
          remedy: "Let the rule block, or take it away.",
        }),
      ),
};
