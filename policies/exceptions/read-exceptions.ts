import { inspectDataFile } from "../../infra/settings/data-file.ts";
import type { Finding } from "../../infra/settings/finding.ts";
import { SettingsError } from "../../infra/settings/index.ts";
import type { Salvaged } from "../../infra/settings/salvage.ts";
import { closest } from "../../infra/settings/suggest.ts";
import { exceptions, type WrittenExceptions } from "./schema.ts";

/** Where exceptions stand, from the project's folder. */
export const EXCEPTIONS_FILE = "policies/exceptions.yaml";

/** What somebody decided to live with. */
export interface Exception {
  readonly policy: string;
  readonly stack: string;
  /** Logical name. */
  readonly resource: string;
  readonly reason: string;
  readonly decidedBy: string;
  /** The day from which it no longer holds. */
  readonly expires: Temporal.PlainDate;
}

/** What an exception may name. */
export interface Known {
  readonly policies: readonly string[];
  readonly stacks: readonly string[];
}

/**
 * Reads and checks policies/exceptions.yaml.
 *
 * @param root the project's folder.
 * @throws SettingsError with everything that is wrong: its line, and the edit that mends it.
 */
export function readExceptions(root: string, known: Known): readonly Exception[] {
  const { value, issues, code } = inspectDataFile({
    root,
    file: EXCEPTIONS_FILE,
    schema: exceptions,
    documentation: "docs/policies.md",
    rules: (written) => unknownNames(written, known),
  });
  if (value === undefined) throw new SettingsError(code ?? "settings-invalid", issues);
  return value.exceptions.map((one) => ({ ...one, expires: Temporal.PlainDate.from(one.expires) }));
}

/** Policies and stacks that are not there, and exceptions that are written twice. */
function unknownNames(written: Salvaged<WrittenExceptions>, known: Known): readonly Finding[] {
  const seen = new Set<string>();
  return (written.exceptions ?? []).flatMap((one, index) => {
    if (one === undefined) return [];
    const key = `${one.policy} ${one.stack} ${one.resource}`;
    const twice = seen.has(key);
    seen.add(key);
    return [
      ...unknownName(one.policy, known.policies, ["exceptions", index, "policy"]),
      ...unknownName(one.stack, known.stacks, ["exceptions", index, "stack"]),
      ...(twice
        ? [
            {
              path: ["exceptions", index],
              allowed: "one exception for a policy and a resource",
              edit: "take one of the two away",
            },
          ]
        : []),
    ];
  });
}

function unknownName(
  name: string | undefined,
  known: readonly string[],
  path: Finding["path"],
): readonly Finding[] {
  if (name === undefined || known.includes(name)) return [];
  const meant = closest(name, known);
  const field = path.at(-1);
  return [
    {
      path,
      allowed: `a ${field} that there is`,
      edit:
        meant === undefined
          ? field === "policy"
            ? "name one that docs/policies.md lists"
            : `name one of ${known.join(", ")}`
          : `set \`${field}: ${meant}\``,
    },
  ];
}
