import type { SchemaIssue } from "../schema/arm-schema.ts";
import type { CheckFailure } from "./plugin/provider.ts";

/** Says what is wrong with an input and what is right. Of values only those meant for an enum are shown. */
export function describeIssue({ path, problem, value, allowed }: SchemaIssue): CheckFailure {
  return { property: path, reason: reason(path, problem, value, allowed ?? []) };
}

function reason(
  path: string,
  problem: SchemaIssue["problem"],
  value: SchemaIssue["value"],
  allowed: readonly string[],
): string {
  switch (problem) {
    case "missing":
      return `missing required property '${path}'`;
    case "unknown": {
      const hint = allowed.length === 0 ? "" : `: did you mean ${list(allowed, "'")}?`;
      return `unknown property '${path}'${hint}`;
    }
    case "enum":
      return `'${path}' is ${JSON.stringify(value)}, but must be ${list(allowed, '"')}`;
    case "type":
      return `'${path}' should be of type '${allowed.join()}' but got ${kindOf(value)}`;
  }
}

function list(names: readonly string[], quote: string): string {
  const quoted = names.map((name) => `${quote}${name}${quote}`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}

function kindOf(value: SchemaIssue["value"]): string {
  if (Array.isArray(value)) return "an array";
  if (value === null || value === undefined) return "nothing";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
