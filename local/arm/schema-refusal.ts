import { Refusal, type RefusalDetail } from "../behaviours/refusal.ts";
import type { SchemaIssue } from "../schema/arm-schema.ts";

/**
 * All broken rules of a body's shape in one refusal; undefined when there are none.
 *
 * The code is that of the first, in ARM's kind: MissingRequiredProperty, InvalidRequestContent (a
 * property that does not exist, or of another type), InvalidParameter (a value that is none of an
 * enum's). The real code differs by provider.
 */
export function schemaRefusal(type: string, issues: readonly SchemaIssue[]): Refusal | undefined {
  const details = issues.map(detailOf);
  const [first, second] = details;
  if (first === undefined) return undefined;
  if (second === undefined) return new Refusal(first.code, first.message, { target: first.target });
  return new Refusal(
    first.code,
    `The request content is not a valid ${type}: ${details.length} problems, see details.`,
    { details },
  );
}

function detailOf({
  path,
  problem,
  value,
  allowed = [],
}: SchemaIssue): RefusalDetail & { readonly target: string } {
  const target = path === "" ? "the body" : path;
  const shown = JSON.stringify(value);
  const choice = allowed.length === 0 ? "" : ` Allowed: ${allowed.join(", ")}.`;
  switch (problem) {
    case "missing":
      return {
        code: "MissingRequiredProperty",
        message: `The required property '${target}' is missing.`,
        target,
      };
    case "unknown": {
      const like = allowed.length === 0 ? "" : ` Most like it: ${allowed.join(", ")}.`;
      return {
        code: "InvalidRequestContent",
        message: `Could not find member '${target}' on the object.${like}`,
        target,
      };
    }
    case "enum":
      return {
        code: "InvalidParameter",
        message: `The value ${shown} of parameter '${target}' is not allowed.${choice}`,
        target,
      };
    case "type":
      return {
        code: "InvalidRequestContent",
        message: `The value ${shown} of '${target}' has the wrong type.${choice}`,
        target,
      };
  }
}
