import type { PolicyText } from "../../policies/support/policy.ts";
import { allFindings, type CheckResult } from "./finding.ts";

/** The rule under which a stack is told that could not be judged. */
const NOT_JUDGED = "stack-not-judged";

/**
 * What a check found as SARIF 2.1.0, which GitHub's code scanning reads. A finding's place is the stack's
 * settings file: a resource has none of its own.
 */
export function sarifReport(result: CheckResult, policies: readonly PolicyText[]): string {
  const rules = [
    ...policies.map(({ id, title, why, example, control, severity }) => ({
      id,
      shortDescription: { text: title },
      fullDescription: { text: why },
      help: { text: `For example: ${example.violation}. Instead: ${example.remedy}.` },
      helpUri: `https://github.com/gradetide/gradetide/blob/main/docs/policies.md#${id}`,
      defaultConfiguration: { level: level(severity) },
      properties: { tags: ["ISO 27001:2022", control] },
    })),
    {
      id: NOT_JUDGED,
      shortDescription: { text: "A stack could not be judged." },
      defaultConfiguration: { level: "error" },
    },
  ];
  const failed = result.stacks.flatMap((one) =>
    one.state === "failed"
      ? [toResult(NOT_JUDGED, "error", one.problem, one.stack, one.stack)]
      : [],
  );
  const found = allFindings(result).map(
    ({ policy, severity, what, required, remedy, stack, urn }) =>
      toResult(
        policy,
        level(severity),
        `${what}\nRequired: ${required}\nRemedy: ${remedy}`,
        stack,
        urn,
      ),
  );
  return JSON.stringify(
    {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [{ tool: { driver: { name: "gradetide", rules } }, results: [...failed, ...found] }],
    },
    undefined,
    2,
  );
}

function toResult(ruleId: string, at: string, text: string, stack: string, urn: string): object {
  return {
    ruleId,
    level: at,
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `Pulumi.${stack}.yaml` },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    // Two findings of one rule in one file are told apart by their resource.
    partialFingerprints: { resource: urn },
  };
}

function level(severity: PolicyText["severity"]): string {
  return severity === "mandatory" ? "error" : "warning";
}
