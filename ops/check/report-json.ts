import { type CheckResult, exitCode } from "./finding.ts";

/** What a check found, whole, as JSON. */
export function jsonReport(result: CheckResult): string {
  return JSON.stringify({ ...result, exitCode: exitCode(result) }, undefined, 2);
}
