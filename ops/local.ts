import { fileURLToPath } from "node:url";
import {
  checkBesideOthers,
  checkRelease,
  deploymentDay,
  readSettings,
} from "../infra/settings/index.ts";
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
import { isLocalCommand, runLocalCommand } from "./local/command.ts";
import { refuseLeavingHere } from "./local-refusals.ts";
import { type CommandLine, parseWords, stackOf, withWholePaths } from "./pulumi-words.ts";
import { printRun, printStatus } from "./status.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Commands that run the program, which wants right settings. */
const RUNNING = new Set(["up", "update", "preview", "pre"]);
/** Commands that deploy: one at a time on a stack, and after a kill they mend first. */
const DEPLOYING = new Set(["up", "update", "destroy", "down", "dn", "refresh", "import"]);
/** Commands of our own, beside Pulumi's. */
const OURS = new Set(["status", "reset"]);
const DESTROYING = new Set(["destroy", "down", "dn"]);
/** Commands that are about one stack: which, is said each time. */
const WANTING_STACK = DEPLOYING.union(RUNNING);
/** Commands by which the engine asks the local Azure. */
const ASKING = WANTING_STACK.union(new Set(["watch"]));
/** Commands that lock the stack without deploying. */
const LOCKING = new Set(["state", "stack", "watch"]);

/**
 * `gradetide local …`: a Pulumi command against this machine.
 *
 * @param words the command with its options, as Pulumi takes them; or `status`, or `reset`.
 * @returns the exit code: Pulumi's own where Pulumi ran.
 * @throws UserError where there is something to mend before Pulumi can start.
 */
export async function local(words: readonly string[]): Promise<number> {
  const workspace = workspaceAt(ROOT);
  const line = parseWords(words);
  const [command = ""] = line.words;
  const stack = stackOf(line);
  if (isLocalCommand(command)) return ownCommand(command, words, workspace);
  const known = trackedStacks(workspace);
  if (stack !== undefined) requireKnown(stack, known);
  if (OURS.has(command)) refuseUnknownOptions(line);
  if (command === "status") return printStatus(workspace, stack, line.options.has("--json"));
  if (command === "reset") return reset(workspace, line);

  refuseLeavingHere(line);
  if (stack === undefined && WANTING_STACK.has(command) && !asksForHelp(line)) {
    throw new UserError(
      "stack-missing",
      `Say which stack, for example \`--stack prod-se\`; there are ${known.join(", ")}.`,
    );
  }
  let today: Temporal.PlainDate | undefined;
  if (stack !== undefined && RUNNING.has(command)) {
    const settings = readSettings(ROOT, stack);
    checkBesideOthers(ROOT, stack);
    checkRelease(ROOT, stack, deploymentDay(settings));
    const { planDay } = await import("./local/plan-day.ts");
    today = planDay(workspace.folder, settings);
  }
  prepareWorkspace(workspace, stack, today);
  return runPulumi(await pulumiAt(workspace), withWholePaths(words, process.cwd()), line);
}

/** A command of our own that works on the local Azure, after all that is due by now has happened there. */
async function ownCommand(
  name: string,
  words: readonly string[],
  workspace: Workspace,
): Promise<number> {
  const [{ openLocalAzure }, { letPass }] = await Promise.all([
    import("../local/local-azure.ts"),
    import("./local/let-pass.ts"),
  ]);
  await runLocalCommand(name, words.slice(words.indexOf(name) + 1), {
    workspace,
    async azure(need) {
      const azure = openLocalAzure(workspace.folder);
      letPass(azure, need);
      return azure;
    },
  });
  return 0;
}

async function runPulumi(
  pulumi: Pulumi,
  words: readonly string[],
  line: CommandLine,
): Promise<number> {
  const [command = "", action] = line.words;
  const stack = stackOf(line);
  if (stack !== undefined && !asksForHelp(line)) {
    prepareStack(pulumi.workspace, stack, command);
    if (DESTROYING.has(command)) refuseProtected(pulumi, line, stack);
    if (ASKING.has(command)) {
      const { letPassIn } = await import("./local/let-pass.ts");
      letPassIn(pulumi.workspace.folder);
    }
    if (`${command} ${action}` !== "stack init") await pulumi.ensureStack(stack);
    if (DEPLOYING.has(command)) await recoverPendingOperations(pulumi, stack);
  }
  const started = performance.now();
  const code = await pulumi.run(words);
  if (stack === undefined || asksForHelp(line)) return code;
  if (code !== 0 && isBusy(pulumi.workspace, stack)) {
    process.stderr.write(`Another run is at work on ${stack}: leave its lock alone, and wait.\n`);
  }
  if (code === 0 && (command === "up" || command === "update") && !line.options.has("--json")) {
    await printRun(pulumi, stack, (performance.now() - started) / 1000);
  }
  return code;
}

/** Takes away what a killed run left in the way; refuses where a live one or a full disk is. */
function prepareStack(workspace: Workspace, stack: string, command: string): void {
  if (DEPLOYING.has(command)) requireRoom(workspace);
  if (DEPLOYING.has(command) || (LOCKING.has(command) && !isBusy(workspace, stack))) {
    clearDeadLocks(workspace, stack);
  }
  if (!isBusy(workspace, stack)) mendCheckpoint(workspace, stack);
}

function reset(workspace: Workspace, { options }: CommandLine): number {
  if (!options.has("--yes") && !options.has("-y")) {
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
  if (known.includes(stack)) return;
  throw new UserError(
    "stack-unknown",
    `There is no stack "${stack}": no file Pulumi.${stack}.yaml.\n` +
      `There are ${known.join(", ")}. A new one starts as a copy of one of their files.`,
  );
}

function asksForHelp({ options }: CommandLine): boolean {
  return options.has("--help") || options.has("-h");
}

/**
 * The engine would delete all that is not protected before it comes to what is, and then fail.
 *
 * @throws UserError `protected`, which says how to mean it.
 */
function refuseProtected(pulumi: Pulumi, { options }: CommandLine, stack: string): void {
  const narrowed = ["--exclude-protected", "--target", "-t"].some((one) => options.has(one));
  if (narrowed || !pulumi.protects(stack)) return;
  throw new UserError(
    "protected",
    "What holds data can't be made again (the vault, the database, the storage account, the backups), so it and its " +
      "resource groups are protected, and nothing was deleted.\n" +
      `  all but them:   npx gradetide local destroy --stack ${stack} --exclude-protected\n` +
      `  them too:       npx gradetide local state unprotect --all --stack ${stack}, then destroy: vault, database and account\n` +
      "                  leave the program and stay in Azure, with the network that they stand in (docs/azure.md)\n" +
      "  this machine:   npx gradetide local reset --yes forgets everything here, at once",
  );
}

function refuseUnknownOptions({ words, options }: CommandLine): void {
  const known = ["--stack", "-s", "--json", "--yes", "-y"];
  const unknown = [...words.slice(1), ...[...options.keys()].filter((one) => !known.includes(one))];
  if (unknown.length === 0) return;
  throw new UserError(
    "option-unknown",
    `\`local ${words[0]}\` does not know \`${unknown[0]}\`. ` +
      "It is `local status [--stack S] [--json]` and `local reset --yes`.",
  );
}
