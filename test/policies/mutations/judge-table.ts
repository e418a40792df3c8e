import type { Stack } from "../../../policies/support/policy.ts";
import { realStack } from "../support/real-stack.ts";
import { judgeMutation, type Verdict } from "./judge-mutation.ts";
import type { Mutation } from "./mutation.ts";

/** The day on which resources are judged. */
export const TODAY = "2026-11-25";

/** What came of a table's changes, with the unmutated twins on which they were made. */
export interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly twins: readonly Stack[];
}

/** Judges a table, each stack put up once a day that the table names, on mocked resources. */
export async function judgeTable(mutations: readonly Mutation[]): Promise<Judged> {
  const verdicts: Verdict[] = [];
  const twins: Stack[] = [];
  // One after the other: Pulumi's mocks are global.
  for (const [key, rows] of Map.groupBy(mutations, keyOf)) {
    const [name = "", today = ""] = key.split(" ");
    const twin = await realStack(name, { today, known: true });
    twins.push(twin);
    verdicts.push(...rows.map((row) => judgeMutation(twin, row)));
  }
  return { verdicts, twins };
}

function keyOf({ stack = "prod-se", step }: Mutation): string {
  return `${stack} ${step?.today ?? TODAY}`;
}
