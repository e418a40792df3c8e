import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { listStacks } from "../../infra/settings/index.ts";
import { UserError } from "../../local/user-error.ts";
import { workspaceAt } from "../../local/workspace.ts";
import { readExceptions } from "../../policies/exceptions/read-exceptions.ts";
import { KNOWN_POLICIES } from "../../policies/registry.ts";
import { writeBase } from "./base.ts";
import type { CheckResult, StackResult } from "./finding.ts";
import { judgeEvents } from "./judge-events.ts";
import { judgeStack } from "./judge-stack.ts";
import { stackFolder } from "./stack-folder.ts";

export interface CheckInput {
  /** The project's folder. */
  readonly root: string;
  /** @default all */
  readonly stacks: readonly string[];
  /** A commit or branch to measure against. @default the main branch */
  readonly base?: string;
  /** A file of Pulumi's policy config. */
  readonly config?: string;
  /** The engine's log of a preview of the one stack, which is judged instead of previewing. */
  readonly events?: string;
  /** Stacks that are judged at once. @default as many as the machine has processors */
  readonly atOnce?: number;
  readonly report: (line: string) => void;
}

/**
 * Judges stacks side by side, each on a fresh local Azure of its own in a temporary folder.
 *
 * @throws UserError or SettingsError where nothing can be judged at all.
 */
export async function checkStacks(input: CheckInput): Promise<CheckResult> {
  const { root } = input;
  const known = listStacks(root);
  const stacks = input.stacks.length === 0 ? known : input.stacks;
  const strange = stacks.find((stack) => !known.includes(stack));
  if (strange !== undefined || stacks.length === 0) {
    throw new UserError(
      "stack-unknown",
      `There is no stack "${strange ?? ""}": no file Pulumi.${strange ?? "STACK"}.yaml. There are ${known.join(", ")}.`,
    );
  }
  const exceptions = readExceptions(root, { policies: KNOWN_POLICIES, stacks: known });
  const today = Temporal.Now.plainDateISO("UTC");
  if (input.events !== undefined) {
    const [stack, second] = stacks;
    if (stack === undefined || second !== undefined) {
      throw new UserError("stack-unknown", "--events is of one stack: name it, and no other.");
    }
    const judged = await judgeEvents(input.events, { stack, root, exceptions, today });
    const base = `what stands, by the preview of ${input.events}`;
    return { base, seesDrift: true, judges: [], stacks: [judged] };
  }
  const folder = mkdtempSync(join(tmpdir(), "gradetide-check-"));
  try {
    const base = writeBase(root, folder, input.base);
    input.report(`Measuring against ${base.words}.`);
    const { engine } = workspaceAt(root);
    const judge = async (stack: string): Promise<StackResult> => {
      const result = await judgeStack({
        stack,
        root,
        ...(base.tree === undefined ? {} : { baseTree: base.tree }),
        workspace: stackFolder(folder, stack, engine),
        exceptions,
        today,
        ...(input.config === undefined ? {} : { config: input.config }),
      });
      input.report(`${stack}: ${result.state === "failed" ? "could not be judged" : "judged"}.`);
      return result;
    };
    const atOnce = input.atOnce ?? availableParallelism();
    return {
      base: base.words,
      seesDrift: false,
      judges: base.judges,
      stacks: await sideBySide(stacks, atOnce, judge),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Does something for each item, a few at a time, and answers in the items' order. */
async function sideBySide<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, item] = next;
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
