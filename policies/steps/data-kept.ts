import { dataProtected } from "../data/protected.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { setting } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import { T } from "../support/types.ts";
import { GONE, type Step, type StepPolicy, takesAway } from "./step-policy.ts";

/**
 * What holds data, as `data-protected` lists it; the workspace, whose logs are what is known of an attack; certificates,
 * whose keys go with them; and the groups that any of these stands in, with which Azure deletes all in them.
 */
export const stepsDataKept: StepPolicy = {
  id: "steps-data-kept",
  title:
    "Nothing that holds data, keys or logs is replaced or deleted, and no group that it is in.",
  why: "What is made anew is empty. A change of one property can mean that: a region, a name, a zone.",
  severity: "mandatory",
  control: control("A.8.10"),
  example: {
    violation: "another `uniqueSuffix`, which replaces the vault",
    remedy: "take the change back; move data by a runbook first",
  },
  checkSteps: ({ steps }) => {
    const types = [
      ...setting<readonly string[]>(dataProtected, {}, "types"),
      T.workspace,
      T.certificate,
    ];
    const holders = steps.filter((step) => types.includes(step.type) && !isStagings(step));
    const groups = new Set(holders.flatMap(({ before }) => groupOf(before) ?? []));
    return steps
      .filter((step) => step.op === GONE || (takesAway(step) && step.op !== "create-replacement"))
      .filter(
        (step) =>
          holders.includes(step) ||
          (step.type === T.resourceGroup && groups.has(groupOf(step.before) ?? "")),
      )
      .map((step) =>
        violation(step, "", inWords(step), {
          required: "data that stays where it is",
          remedy: step.op === GONE ? BRING_BACK : TAKE_BACK,
        }),
      );
  },
};

const TAKE_BACK =
  "Take the change back. Where it must be, copy the data first, and say so in an exception.";
const BRING_BACK =
  "Bring it back in Azure first (docs/runbooks/backup-failed.md; what was deleted is kept for a while): a new one under its name is empty, and may end what can still be restored.";

/** The component in which staging's resources lie, as it stands in their URNs. */
const STAGING_COMPONENT = "$gradetide:datacenter:Staging$";

/** Staging's copies hold no pupil's data, and may be lost. */
function isStagings({ urn, before }: Step): boolean {
  return urn.includes(STAGING_COMPONENT) || textAt(before, "tags.tier") === "staging";
}

/** Azure's name of the group that a resource is in, or is. Azure tells no capitals apart there. */
function groupOf(inputs: unknown): string | undefined {
  return textAt(inputs, "resourceGroupName")?.toLowerCase();
}

function inWords({
  op,
  changed,
}: {
  readonly op: string;
  readonly changed: readonly string[];
}): string {
  if (op === GONE) return "is gone in Azure, and would be made anew, empty";
  return op === "delete"
    ? "would be deleted"
    : `would be replaced, for ${changed.join(", ") || "its place"}`;
}
