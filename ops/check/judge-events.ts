import { existsSync, readFileSync } from "node:fs";
import { UserError } from "../../local/user-error.ts";
import { POLICY_TEXTS } from "../../policies/registry.ts";
import { changesOf } from "./changes.ts";
import { readEvents, sorted, type Told } from "./events.ts";
import type { StackResult } from "./finding.ts";
import { type StepsOf, stepFindings } from "./step-findings.ts";

/**
 * Judges a preview that Pulumi has made already, against what stands: `pulumi preview --policy-pack policies
 * --event-log FILE`. So a deployment's own steps are judged on its own day, whenever the pull request was.
 *
 * @throws UserError `events-unreadable` where the file is not there, or is no log of events.
 */
export async function judgeEvents(file: string, of: StepsOf): Promise<StackResult> {
  const { stack } = of;
  const { findings, steps, errors, wasJudged } = readLog(file);
  const strange = steps.find(({ urn }) => !urn.startsWith(`urn:pulumi:${stack}::`));
  const problem =
    errors.length > 0
      ? errors.join("\n")
      : !wasJudged
        ? `The preview of ${file} did not come to its end under the policies.`
        : strange !== undefined
          ? `The preview of ${file} is of another stack: ${strange.urn}.`
          : undefined;
  if (problem !== undefined) return { state: "failed", stack, problem };
  return {
    state: "judged",
    stack,
    findings: sorted([...findings, ...(await stepFindings(steps, of))]),
    changes: changesOf(steps),
    season: [],
    cost: [],
  };
}

function readLog(file: string): Told {
  try {
    return readEvents(readFileSync(file, "utf8"), POLICY_TEXTS);
  } catch (error) {
    const why = existsSync(file) ? "is no log of the engine's events" : "is not there";
    throw new UserError(
      "events-unreadable",
      `${file} ${why}. With PULUMI_DEBUG_COMMANDS=true, \`pulumi preview --event-log ${file}\` writes it.`,
      { cause: error },
    );
  }
}
