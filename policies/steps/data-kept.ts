import { dataProtected } from "../data/protected.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { setting } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import { type StepPolicy, takesAway } from "./step-policy.ts";

export const stepsDataKept: StepPolicy = {
  id: "steps-data-kept",
  title: "Nothing that holds data is replaced or deleted.",
  why: "What is made anew is empty. A change of one property can mean that: a region, a name, a zone.",
  severity: "mandatory",
  control: control("A.8.10"),
  example: {
    violation: "another `uniqueSuffix`, which replaces the vault",
    remedy: "take the change back; move data by a runbook first",
  },
  checkSteps: ({ steps }) => {
    const types = setting<readonly string[]>(dataProtected, {}, "types");
    return steps
      .filter((step) => types.includes(step.type) && takesAway(step))
      .filter(({ op, before }) => op !== "create-replacement" && !isStagings(before))
      .map((step) =>
        violation(step, "", inWords(step), {
          required: "data that stays where it is",
          remedy:
            "Take the change back. Where it must be, copy the data first, and say so in an exception.",
        }),
      );
  },
};

/** Staging's copies hold no pupil's data, and may be lost. */
function isStagings(inputs: unknown): boolean {
  return textAt(inputs, "tags.tier") === "staging";
}

function inWords({
  op,
  changed,
}: {
  readonly op: string;
  readonly changed: readonly string[];
}): string {
  return op === "delete"
    ? "would be deleted"
    : `would be replaced, for ${changed.join(", ") || "its place"}`;
}
