import type { FindingKind } from "../../policies/support/finding.ts";
import type { Severity } from "../../policies/support/policy.ts";

/** What a policy found in a stack, as `gradetide check` tells it. */
export interface CheckFinding {
  readonly policy: string;
  readonly title: string;
  readonly severity: Severity;
  readonly kind: FindingKind;
  /** ISO 27001:2022, with the control's name. */
  readonly control: string;
  readonly urn: string;
  /** Logical name. */
  readonly resource: string;
  /** Resource, place and value. */
  readonly what: string;
  readonly required: string;
  readonly remedy: string;
}

/** A stack that was judged. */
export interface JudgedStack {
  readonly state: "judged";
  readonly stack: string;
  readonly findings: readonly CheckFinding[];
  readonly changes: readonly Change[];
  /** What the change does to the season's plan and the month's machines; empty where it does nothing. */
  readonly season: readonly string[];
  readonly cost: readonly string[];
}

/** A stack about which nothing can be said: never read as "no findings". */
export interface FailedStack {
  readonly state: "failed";
  readonly stack: string;
  readonly problem: string;
}

export type StackResult = JudgedStack | FailedStack;

/** What a preview would do to one resource, in words. */
export interface Change {
  /** Pulumi's sign: `+`, `~`, `-`, `+-`. */
  readonly sign: string;
  readonly resource: string;
  readonly type: string;
  readonly properties: readonly string[];
}

/** All that a check found. */
export interface CheckResult {
  /** What it was measured against, in words. */
  readonly base: string;
  /** Whether that was production, so that drift is seen. */
  readonly seesDrift: boolean;
  /** Files of the change by which it is judged itself: a person reads these. */
  readonly judges: readonly string[];
  readonly stacks: readonly StackResult[];
}

export function allFindings({
  stacks,
}: CheckResult): readonly (CheckFinding & { stack: string })[] {
  return stacks.flatMap((one) =>
    one.state === "judged" ? one.findings.map((found) => ({ ...found, stack: one.stack })) : [],
  );
}

/** Exit code where everything was judged and nothing mandatory was found. */
const SOUND = 0;
/** A stack could not be judged. */
const FAILED = 1;
/** Something mandatory was found. */
const MANDATORY = 2;

/** The exit code by the gravest that there is: what could not be judged before what was found. */
export function exitCode(result: CheckResult): number {
  if (result.stacks.length === 0) return FAILED;
  if (result.stacks.some(({ state }) => state === "failed")) return FAILED;
  return allFindings(result).some(({ severity }) => severity === "mandatory") ? MANDATORY : SOUND;
}
