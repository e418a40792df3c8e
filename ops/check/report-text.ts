import { changeRows } from "./change-rows.ts";
import { allFindings, type CheckFinding, type CheckResult } from "./finding.ts";

const HEADS = {
  mandatory: "What stops it",
  advisory: "What is told and stops nothing",
} as const;

/** What is said above the files that judge a change and are changed by it. */
export const JUDGES_CHANGED =
  "It changes what judges it; a rule that is taken away finds nothing, so read these files yourself";

/** Where whoever is stopped reads on. */
export const WHERE_TO_READ =
  "docs/policies.md says why each policy is there; what somebody decided to live with for a while stands in policies/exceptions.yaml.";

/** What a check found, for a terminal. */
export function textReport(result: CheckResult): string {
  const findings = allFindings(result);
  return [
    `Measured against ${result.base}.`,
    ...(result.seesDrift ? [] : ["Drift in production is not seen: nothing here looks at Azure."]),
    ...result.stacks.flatMap((one) =>
      one.state === "failed"
        ? ["", `${one.stack} COULD NOT BE JUDGED, so nothing is known of it:`, indent(one.problem)]
        : [],
    ),
    ...(["mandatory", "advisory"] as const).flatMap((severity) => {
      const some = findings.filter((one) => one.severity === severity);
      return some.length === 0
        ? []
        : ["", `${HEADS[severity]} (${some.length}):`, ...some.flatMap(lines)];
    }),
    ...(result.judges.length === 0
      ? []
      : ["", `${JUDGES_CHANGED}:`, ...result.judges.map((file) => `  ${file}`)]),
    ...result.stacks.flatMap((one) => {
      if (one.state === "failed") return [];
      const changes = changeRows(one.changes).map(
        ({ sign, resource, properties }) =>
          `  ${sign} ${resource}${properties.length === 0 ? "" : `: ${properties.join(", ")}`}`,
      );
      return [
        "",
        changes.length === 0 ? `${one.stack}: nothing would change.` : `${one.stack} would change:`,
        ...changes,
        ...[...one.season, ...one.cost].map((line) => `  ${line}`),
      ];
    }),
    "",
    ...(findings.some(({ severity }) => severity === "mandatory") ? [WHERE_TO_READ] : []),
    summary(result),
  ].join("\n");
}

/** What it comes to, in one line. */
export function summary(result: CheckResult): string {
  const findings = allFindings(result);
  const failed = result.stacks.filter(({ state }) => state === "failed").length;
  const judged = result.stacks.length - failed;
  const mandatory = findings.filter(({ severity }) => severity === "mandatory").length;
  const rest = findings.length - mandatory;
  const counts = `${mandatory} ${mandatory === 1 ? "finding stops" : "findings stop"} it, ${rest} told`;
  const sure = failed === 0 ? "" : `; ${failed} could not be judged`;
  return `${judged} ${judged === 1 ? "stack" : "stacks"} judged: ${counts}${sure}.`;
}

function lines(found: CheckFinding & { readonly stack: string }): readonly string[] {
  return [
    `  ${found.stack}  ${found.policy}`,
    `    ${found.what}`,
    `    Required: ${found.required}`,
    `    Remedy: ${found.remedy}`,
    `    ISO 27001:2022 ${found.control}`,
  ];
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}
