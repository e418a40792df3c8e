import { fileURLToPath } from "node:url";
import { readSettings } from "../infra/settings/index.ts";
import { mendCheckpoint } from "../local/checkpoint-files.ts";
import { recoverPendingOperations } from "../local/pending-operations.ts";
import { type Pulumi, pulumiAt } from "../local/pulumi.ts";
import { clearDeadLocks, isBusy } from "../local/stack-locks.ts";
import { UserError } from "../local/user-error.ts";
import {
  prepareWorkspace,
  requireRoom,
  resetWorkspace,
  trackedStacks,
  type Workspace,
  workspaceAt,
} from "../local/workspace.ts";
import { stackOf } from "./pulumi-words.ts";
import { printStatus } from "./status.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Commands that run the program, which wants right settings. */
const RUNNING = new Set(["up", "update", "preview", "pre"]);
/** Commands that change what stands: one at a time on a stack, and after a kill they mend first. */
const CHANGING = new Set(["up", "update", "destroy", "down", "dn", "refresh", "import"]);

/** Commands that are about one stack: which, is said each time. */
const WANTING_STACK = CHANGING.union(RUNNING);

/**
 * `gradetide local …`: a Pulumi command against this machine.
 *
 * @param words the command with its options, as Pulumi takes them; or `status`, or `reset`.
 * @returns the exit code: Pulumi's own where Pulumi ran.
 * @throws UserError where there is something to mend before Pulumi can start.
 */
export async function local(words: readonly string[]): Promise<number> {
  const workspace = workspaceAt(ROOT);
  const [command = ""] = words;
  const stack = stackOf(words);
  if (stack !== undefined) requireKnown(stack, trackedStacks(workspace));
  else if (WANTING_STACK.has(command) && !asksForHelp(words))
    throw noStack(trackedStacks(workspace));
  if (command === "reset") return reset(workspace, words);
  refuseSettingConfig(words);
  if (stack !== undefined && RUNNING.has(command)) readSettings(ROOT, stack);

  prepareWorkspace(workspace);
  const pulumi = await pulumiAt(workspace);
  if (command === "status") return status(pulumi, workspace, stack, words.includes("--json"));
  return runPulumi(pulumi, words, stack);
}

async function runPulumi(
  pulumi: Pulumi,
  words: readonly string[],
  stack: string | undefined,
): Promise<number> {
  const [command = ""] = words;
  if (stack !== undefined && words.slice(0, 2).join(" ") !== "stack init") {
    if (CHANGING.has(command)) {
      requireRoom(pulumi.workspace);
      clearDeadLocks(pulumi.workspace, stack);
    }
    if (!isBusy(pulumi.workspace, stack)) mendCheckpoint(pulumi.workspace, stack);
    await pulumi.ensureStack(stack);
    if (CHANGING.has(command)) await recoverPendingOperations(pulumi, stack);
  }
  const started = performance.now();
  const code = await pulumi.run(words);
  if (code !== 0) explainFailure(pulumi, words, stack);
  else if (stack !== undefined && (command === "up" || command === "update")) {
    if (!words.includes("--json") && !asksForHelp(words)) {
      await printStatus(pulumi, stack, { seconds: (performance.now() - started) / 1000 });
    }
  }
  return code;
}

async function status(
  pulumi: Pulumi,
  workspace: Workspace,
  stack: string | undefined,
  json: boolean,
): Promise<number> {
  const standing = (stack === undefined ? trackedStacks(workspace) : [stack]).filter((name) =>
    pulumi.hasStack(name),
  );
  if (standing.length === 0) {
    throw new UserError(
      "nothing-stands",
      "Nothing stands on this machine yet. `npx gradetide local up --stack prod-se` puts it up.",
    );
  }
  for (const name of standing) await printStatus(pulumi, name, { json });
  return 0;
}

function reset(workspace: Workspace, words: readonly string[]): number {
  if (!words.includes("--yes") && !words.includes("-y")) {
    throw new UserError(
      "reset-unconfirmed",
      "`reset` forgets all that stands on this machine: the engine's state and the local Azure, " +
        "with vaults that Azure would keep. Azure itself is not touched.\n" +
        "Say `npx gradetide local reset --yes` to mean it.",
    );
  }
  for (const stack of trackedStacks(workspace)) clearDeadLocks(workspace, stack);
  resetWorkspace(workspace);
  process.stdout.write("This machine's state and its local Azure are gone.\n");
  return 0;
}

function requireKnown(stack: string, known: readonly string[]): void {
  const [name = stack] = stack.split("/").slice(-1);
  if (known.includes(name)) return;
  throw new UserError(
    "stack-unknown",
    `There is no stack "${stack}": no file Pulumi.${stack}.yaml.\n` +
      `There are ${known.join(", ")}. A new one starts as a copy of one of their files.`,
  );
}

function noStack(known: readonly string[]): UserError {
  return new UserError(
    "stack-missing",
    `Say which stack, for example \`--stack prod-se\`; there are ${known.join(", ")}.`,
  );
}

function asksForHelp(words: readonly string[]): boolean {
  return words.includes("--help") || words.includes("-h");
}

/** The engine would write to its own copy, which the tracked file overwrites at the next run. */
function refuseSettingConfig(words: readonly string[]): void {
  const [command, action = ""] = words;
  if (command !== "config" || !/^(set|rm|set-all|rm-all|cp|refresh|env)/.test(action)) return;
  throw new UserError(
    "config-tracked",
    "Settings of a local run are read from the tracked Pulumi.<stack>.yaml.\n" +
      "Edit that file; `npx gradetide local preview` shows what the edit would do.",
  );
}

/** Says what Pulumi's own text leaves out: why something is protected, and what to do then. */
function explainFailure(pulumi: Pulumi, words: readonly string[], stack: string | undefined): void {
  const [command = ""] = words;
  if (stack === undefined || !["destroy", "down", "dn"].includes(command)) return;
  if (words.includes("--exclude-protected") || !pulumi.protects(stack)) return;
  process.stderr.write(
    "\nThe vault, its certificates and their resource group hold what can't be made again, so they " +
      "are protected.\n" +
      `  all but them:   npx gradetide local destroy --stack ${stack} --exclude-protected\n` +
      `  them too:       npx gradetide local state unprotect --all --stack ${stack}, then destroy\n` +
      "  this machine:   npx gradetide local reset --yes forgets everything here, at once\n",
  );
}
