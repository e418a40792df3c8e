import { control } from "../support/controls.ts";
import type { PolicyText } from "../support/policy.ts";

/** Told where a policy meets a value that nobody knows yet. */
export const orderJudgedWhenApplied: PolicyText = {
  id: "order-judged-when-applied",
  title: "What a preview can't know is judged when it is applied.",
  why: "A value that Azure gives is unknown before: silence would look like a pass.",
  severity: "advisory",
  control: control("A.8.32"),
  example: {
    violation: "zones that come from another resource's outputs",
    remedy: "nothing: `up` judges it, before the resource is made",
  },
};
