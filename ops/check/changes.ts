import type { Step } from "../../policies/steps/step-policy.ts";
import { nameOf } from "../../policies/support/finding.ts";
import type { Change } from "./finding.ts";

/** Pulumi's sign of each operation that changes something; of a replacement, its one visible half. */
const SIGNS: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  delete: "-",
  replace: "+-",
  import: "=",
};

/** What a preview would do, for people: in the order of names, components and unchanged resources left out. */
export function changesOf(steps: readonly Step[]): readonly Change[] {
  return steps
    .filter(({ type }) => /^azure/.test(type))
    .flatMap(({ op, urn, type, changed }) => {
      const sign = SIGNS[op];
      return sign === undefined ? [] : [{ sign, resource: nameOf(urn), type, properties: changed }];
    })
    .sort((one, other) => (one.resource < other.resource ? -1 : 1));
}
