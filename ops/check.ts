import { writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** The project's own policy config. */
const OWN_CONFIG = "policies/config.json";

/** What a person writes behind `check`. */
export interface CheckOptions {
  readonly format?: string;
  readonly base?: string;
  readonly config?: string;
  readonly events?: string;
  /** Reports that are written into files besides: `sarif=check.sarif`. */
  readonly write?: readonly string[];
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
  { format = "text", base, config, events, write = [] }: CheckOptions,
): Promise<number> {
  const report = reportOf("--format", format);
  const files = write.map((one) => {
    const [name = "", ...path] = one.split("=");
    if (path.length === 0 || path.join("=") === "") {
      throw new UserError(
        "format-unknown",
        `--write takes a format and a file, as sarif=check.sarif, not "${one}".`,
      );
    }
    return { report: reportOf("--write", name), path: path.join("=") };
  });
  const root = fileURLToPath(new URL("..", import.meta.url));
  const result = await checkStacks({
    root,
    stacks: [...new Set(stacks)],
    ...(base === undefined ? {} : { base }),
    config: checkPolicyConfig(config ?? join(root, OWN_CONFIG), POLICY_TEXTS),
    ...(events === undefined ? {} : { events }),
    report: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${report(result)}\n`);
  for (const { report: render, path } of files) writeFileSync(path, `${render(result)}\n`);
  return exitCode(result);
}

/** @throws UserError `format-unknown` */
function reportOf(option: string, format: string): (result: CheckResult) => string {
  const report = Object.hasOwn(REPORTS, format) ? REPORTS[format] : undefined;
  if (report !== undefined) return report;
  throw new UserError(
    "format-unknown",
    `${option} takes ${Object.keys(REPORTS).join(", ")}, not "${format}".`,
  );
}
