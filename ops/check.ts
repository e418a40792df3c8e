import { fileURLToPath } from "node:url";
import { UserError } from "../local/user-error.ts";
import { POLICY_TEXTS } from "../policies/registry.ts";
import { checkStacks } from "./check/check-stacks.ts";
import { type CheckResult, exitCode } from "./check/finding.ts";
import { checkPolicyConfig } from "./check/policy-config.ts";
import { jsonReport } from "./check/report-json.ts";
import { junitReport } from "./check/report-junit.ts";
import { markdownReport } from "./check/report-markdown.ts";
import { sarifReport } from "./check/report-sarif.ts";
import { textReport } from "./check/report-text.ts";

/** What a person writes behind `check`. */
export interface CheckOptions {
  readonly format?: string;
  readonly base?: string;
  readonly config?: string;
}

const REPORTS: Readonly<Record<string, (result: CheckResult) => string>> = {
  text: textReport,
  json: jsonReport,
  sarif: (result) => sarifReport(result, POLICY_TEXTS),
  junit: (result) => junitReport(result, POLICY_TEXTS),
  markdown: markdownReport,
};

/**
 * `gradetide check [stack…]`: every stack under the policies, and what a change would do to it.
 *
 * @returns the exit code: 0 where nothing mandatory was found, 2 where something was, 1 where a stack could
 * not be judged.
 */
export async function check(
  stacks: readonly string[],
  { format = "text", base, config }: CheckOptions,
): Promise<number> {
  const report = REPORTS[format];
  if (report === undefined) {
    throw new UserError(
      "format-unknown",
      `--format takes ${Object.keys(REPORTS).join(", ")}, not "${format}".`,
    );
  }
  const result = await checkStacks({
    root: fileURLToPath(new URL("..", import.meta.url)),
    stacks: [...new Set(stacks)],
    ...(base === undefined ? {} : { base }),
    ...(config === undefined ? {} : { config: checkPolicyConfig(config, POLICY_TEXTS) }),
    report: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${report(result)}\n`);
  return exitCode(result);
}
