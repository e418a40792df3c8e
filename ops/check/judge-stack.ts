import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings, SettingsError } from "../../infra/settings/index.ts";
import { type Pulumi, pulumiAt } from "../../local/pulumi.ts";
import { UserError } from "../../local/user-error.ts";
import { prepareWorkspace, type Workspace } from "../../local/workspace.ts";
import type { Exception } from "../../policies/exceptions/read-exceptions.ts";
import { POLICY_TEXTS } from "../../policies/registry.ts";
import { changesOf } from "./changes.ts";
import { readEvents, sorted, type Told } from "./events.ts";
import type { StackResult } from "./finding.ts";
import { ownDayProblem } from "./own-day.ts";
import { costChange, type PlannedTree, planTree, seasonChange } from "./season-change.ts";
import { showTree } from "./stack-folder.ts";
import { stepFindings } from "./step-findings.ts";

/** What one stack is judged by. */
export interface JudgeInput {
  readonly stack: string;
  /** The project's folder: the head. */
  readonly root: string;
  /** The merge base's files; absent where everything counts as new. */
  readonly baseTree?: string;
  readonly workspace: Workspace;
  readonly exceptions: readonly Exception[];
  readonly today: Temporal.PlainDate;
  /** A file of Pulumi's policy config. */
  readonly config?: string;
}

/** What the first lines of a failed run tell: more is seen by `gradetide local preview`. */
const MOST_LINES = 12;

/** Puts the base up, previews the head against it under the pack, and judges both. */
export async function judgeStack(input: JudgeInput): Promise<StackResult> {
  const { stack } = input;
  try {
    return await judge(input);
  } catch (error) {
    if (error instanceof UserError || error instanceof SettingsError) {
      return { state: "failed", stack, problem: error.message };
    }
    throw error;
  }
}

async function judge(input: JudgeInput): Promise<StackResult> {
  const { stack, root, baseTree, workspace } = input;
  const failed = (problem: string): StackResult => ({ state: "failed", stack, problem });
  const ownDay = ownDayProblem(stack, readSettings(root, stack));
  if (ownDay !== undefined) return failed(ownDay);
  if (baseTree !== undefined && isStackOf(baseTree, stack)) {
    showTree(workspace, baseTree);
    const ended = await putUp(workspace, stack);
    if (ended !== undefined) {
      return failed(`The merge base can't be put up, so no change can be seen:\n${ended}`);
    }
  }
  showTree(workspace, root);
  prepareWorkspace(workspace, stack);
  const pulumi = await pulumiAt(workspace);
  await pulumi.ensureStack(stack);
  const told = await preview(pulumi, input);
  if (typeof told === "string") return failed(told);
  const before = await planBefore(input);
  const calendarsBefore = typeof before === "object" ? before.calendars : [];
  const own = await stepFindings(told.steps, { ...input, calendarsBefore });
  return {
    state: "judged",
    stack,
    findings: sorted([...told.findings, ...own]),
    changes: changesOf(told.steps),
    ...(await seasonOf(input, before)),
  };
}

function isStackOf(tree: string, stack: string): boolean {
  return existsSync(join(tree, `Pulumi.${stack}.yaml`)) && existsSync(join(tree, "infra/start.js"));
}

/** Puts a stack up; what went wrong, or undefined. */
async function putUp(workspace: Workspace, stack: string): Promise<string | undefined> {
  prepareWorkspace(workspace, stack);
  const pulumi = await pulumiAt(workspace);
  await pulumi.ensureStack(stack);
  const { code, printed, problems } = await pulumi.attempt(
    ["up", "--stack", stack, "--yes", "--skip-preview", "--non-interactive"],
    {},
  );
  return code === 0 ? undefined : firstLines(problems || printed);
}

/** Previews the head under the pack; a text says why that did not come to its end. */
async function preview(pulumi: Pulumi, input: JudgeInput): Promise<Told | string> {
  const log = join(input.workspace.root, ".gradetide", "events.jsonl");
  const { code, printed, problems } = await pulumi.attempt(
    [
      ...["preview", "--stack", input.stack, "--non-interactive"],
      ...["--policy-pack", join(input.root, "policies"), "--event-log", log],
      ...(input.config === undefined ? [] : ["--policy-pack-config", input.config]),
    ],
    // The option --event-log is one of those that the engine keeps for finding faults.
    { PULUMI_DEBUG_COMMANDS: "true" },
  );
  const told = existsSync(log) ? readEvents(readFileSync(log, "utf8"), POLICY_TEXTS) : undefined;
  if (told === undefined || told.errors.length > 0) {
    return firstLines(told?.errors.join("\n") || problems || printed);
  }
  if (!told.wasJudged)
    return firstLines(`The policy pack did not judge it.\n${problems || printed}`);
  const stopped = told.findings.some(({ severity }) => severity === "mandatory");
  return code === 0 || stopped ? told : firstLines(problems || printed);
}

/** The merge base's plan; a text says why there is none, and undefined that everything counts as new. */
async function planBefore({
  baseTree,
  stack,
}: JudgeInput): Promise<PlannedTree | string | undefined> {
  if (baseTree === undefined || !isStackOf(baseTree, stack)) return undefined;
  try {
    return await planTree(baseTree, stack);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return `The plans can't be compared: ${reason}`;
  }
}

/** What the change does to the plan, and to what is paid by the hour. */
async function seasonOf(
  { root, stack }: JudgeInput,
  before: PlannedTree | string | undefined,
): Promise<{ readonly season: readonly string[]; readonly cost: readonly string[] }> {
  if (typeof before !== "object") return { season: before === undefined ? [] : [before], cost: [] };
  const after = await planTree(root, stack);
  return { season: seasonChange(before, after), cost: costChange(before, after) };
}

function firstLines(text: string): string {
  return text.trim().split("\n").slice(0, MOST_LINES).join("\n");
}
