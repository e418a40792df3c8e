import type { RuleName } from "./rules.ts";

/**
 * A dangerous change of one property of the real program's resources. The table is written from Azure's
 * documents, by someone who has not read the policies.
 *
 * How to write a row:
 * - `title`: what it does, as a person would say it: "lets the internet reach the clones' port".
 * - `source`: the document of Azure's from which the danger is known, by its name on Microsoft Learn.
 * - `type` and `name`: which resource. `type` is azure-native's, without an API version
 *   (`azure-native:network:NetworkSecurityGroup`); `name` is how its logical name ends (`-web-nsg`), where the stack
 *   has several of the type. `npx gradetide local preview --stack prod-se` lists both.
 * - `path` and `to`: which property, and its new value. A path is written `sku.name`, `subnets[0].addressPrefix`;
 *   `rules[+]` appends. `ABSENT` (test/policies/support/change.ts) takes the property away. What is an option in
 *   Pulumi stands behind `$.`: `$.protect`, `$.ignoreChanges`.
 * - `rule`: by which rule it is to be caught, in the words of `RULES` (test/policies/mutations/rules.ts). It counts as
 *   caught when a policy of that rule objects, and no policy of another one does.
 * - `step`: instead of `path` and `to`, where the danger is in the operation: the resource is deleted, replaced,
 *   or updated from `before` to what the program has. `today` is the day on which that happens.
 */
export interface Mutation {
  readonly title: string;
  readonly source: string;
  /** @default prod-se */
  readonly stack?: "prod-se" | "prod-is" | "prod-uk";
  readonly type: string;
  readonly name?: string;
  readonly path?: string;
  readonly to?: unknown;
  readonly rule: RuleName;
  readonly step?: {
    readonly op: "delete" | "replace" | "update";
    /** A date: 2026-12-14 lies in the Swedish grade period. */
    readonly today: string;
    /** Properties that the preview names as changed. */
    readonly changed?: readonly string[];
    /** Inputs that the resource had before, by path: `[["sku.capacity", 9]]`. */
    readonly before?: readonly (readonly [path: string, value: unknown])[];
  };
}
