import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../local/user-error.ts";
import type { ConfigField, PolicyText } from "../../policies/support/policy.ts";

const LEVELS = ["advisory", "mandatory", "disabled"];

/**
 * Reads a file of Pulumi's policy config and refuses what the policies don't know: the engine itself passes
 * over a policy that there is not.
 *
 * @returns the file's whole path.
 * @throws UserError `policy-config` with everything that is wrong in it.
 */
export function checkPolicyConfig(file: string, policies: readonly PolicyText[]): string {
  const path = resolve(file);
  const problems = problemsOf(readJson(file, path), policies);
  if (problems.length === 0) return path;
  throw new UserError("policy-config", problems.map((problem) => `${file}: ${problem}`).join("\n"));
}

function readJson(file: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UserError(
      "policy-config",
      `${file} can't be read as JSON: ${error instanceof Error ? error.message : error}\n` +
        "It holds an object with a policy's id as the key; docs/policies.md lists their settings.",
    );
  }
}

function problemsOf(config: unknown, policies: readonly PolicyText[]): readonly string[] {
  if (!isObject(config)) return ["an object is needed, with policies' ids as its keys"];
  return Object.entries(config).flatMap(([id, value]) => {
    if (id === "all") return isLevel(value) ? [] : [`all: ${LEVELS.join(", ")} is allowed`];
    const policy = policies.find((one) => one.id === id);
    if (policy === undefined) return [`there is no policy "${id}"; docs/policies.md lists them`];
    if (isLevel(value)) return [];
    if (!isObject(value)) return [`${id}: a level (${LEVELS.join(", ")}) or an object is needed`];
    return Object.entries(value).flatMap(([name, setting]) => {
      if (name === "enforcementLevel") {
        return isLevel(setting) ? [] : [`${id}.${name}: ${LEVELS.join(", ")} is allowed`];
      }
      const field = policy.config?.[name];
      if (field === undefined) return [`${id} has no setting "${name}"`];
      return fits(setting, field)
        ? []
        : [`${id}.${name} is ${JSON.stringify(setting)}; allowed is ${allowed(field)}`];
    });
  });
}

function fits(value: unknown, { type, minimum, maximum }: ConfigField): boolean {
  if (type === "array")
    return Array.isArray(value) && value.every((one) => typeof one === "string");
  if (typeof value !== "number" || (type === "integer" && !Number.isInteger(value))) return false;
  return value >= (minimum ?? value) && value <= (maximum ?? value);
}

function allowed({ type, minimum, maximum }: ConfigField): string {
  return type === "array" ? "a list of texts" : `a number from ${minimum} to ${maximum}`;
}

function isLevel(value: unknown): boolean {
  return typeof value === "string" && LEVELS.includes(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
