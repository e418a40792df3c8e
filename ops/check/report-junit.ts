import type { PolicyText } from "../../policies/support/policy.ts";
import { allFindings, type CheckResult } from "./finding.ts";

/** What a check found as JUnit's XML: a suite a stack, a case a policy. Advisory findings fail no case. */
export function junitReport(result: CheckResult, policies: readonly PolicyText[]): string {
  const findings = allFindings(result);
  const suites = result.stacks.map((one) => {
    if (one.state === "failed") {
      const error = `<error message="could not be judged">${escaped(one.problem)}</error>`;
      return suite(
        one.stack,
        [`    <testcase classname="${one.stack}" name="preview">${error}</testcase>`],
        {
          errors: 1,
        },
      );
    }
    const cases = policies.map(({ id, title }) => {
      const found = findings.filter(({ policy, stack }) => policy === id && stack === one.stack);
      const text = found
        .map(({ what, required, remedy }) => `${what}\nRequired: ${required}\nRemedy: ${remedy}`)
        .join("\n\n");
      const stops = found.some(({ severity }) => severity === "mandatory");
      const inside =
        found.length === 0
          ? ""
          : stops
            ? `<failure message="${escaped(title)}">${escaped(text)}</failure>`
            : `<system-out>${escaped(text)}</system-out>`;
      return {
        stops,
        xml: `    <testcase classname="${one.stack}" name="${id}">${inside}</testcase>`,
      };
    });
    const failures = cases.filter(({ stops }) => stops).length;
    return suite(
      one.stack,
      cases.map(({ xml }) => xml),
      { failures },
    );
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    ...suites,
    "</testsuites>",
  ].join("\n");
}

function suite(
  name: string,
  cases: readonly string[],
  { failures = 0, errors = 0 }: { readonly failures?: number; readonly errors?: number },
): string {
  return [
    `  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${failures}" errors="${errors}">`,
    ...cases,
    "  </testsuite>",
  ].join("\n");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
