import type { Mutation } from "../mutation.ts";
import type { RuleName } from "../rules.ts";

/** What is changed: `type` and `name` as in `Mutation`. */
export type Target = Pick<Mutation, "type" | "name" | "stack">;

/** A change as it stands in the tables: what it does, from which document, which property to what, caught by which rule. */
export type Change = readonly [
  title: string,
  source: string,
  path: string,
  to: unknown,
  rule: RuleName,
];

/** Changes of one resource, a row each. */
export function changesOf(target: Target, changes: readonly Change[]): readonly Mutation[] {
  return changes.map(([title, source, path, to, rule]) => ({
    ...target,
    title,
    source,
    path,
    to,
    rule,
  }));
}
