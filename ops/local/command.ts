import { Command } from "commander";
import type { LocalAzure } from "../../local/local-azure.ts";
import type { Workspace } from "../../local/workspace.ts";

/** What a command of `gradetide local` that is not Pulumi's works with. */
export interface LocalContext {
  readonly workspace: Workspace;
  /**
   * Opens the local Azure; what is due by now has happened in it.
   *
   * @param need "even if stuck" where something that can't happen is only warned of: for commands that
   * show it or may mend it. @default "up to date": it is thrown
   */
  azure(need?: "up to date" | "even if stuck"): Promise<LocalAzure>;
}

/** Adds a command's own options, arguments and action to `command`. */
export type LocalCommand = (command: Command, context: LocalContext) => void;

/** The commands of our own beside Pulumi's, each loaded when it is called. */
export const LOCAL_COMMANDS: Readonly<Record<string, () => Promise<LocalCommand>>> = {
  capacity: async () => (await import("./capacity.ts")).capacityCommand,
  clock: async () => (await import("./clock.ts")).clockCommand,
  fault: async () => (await import("./fault.ts")).faultCommand,
  load: async () => (await import("./load.ts")).loadCommand,
  log: async () => (await import("./log.ts")).logCommand,
  machines: async () => (await import("./machines.ts")).machinesCommand,
};

export function isLocalCommand(name: string): boolean {
  return Object.hasOwn(LOCAL_COMMANDS, name);
}

/**
 * Runs one of them.
 *
 * @param words all that follows its name.
 * @throws UserError for what a person can mend.
 */
export async function runLocalCommand(
  name: string,
  words: readonly string[],
  context: LocalContext,
): Promise<void> {
  const load = isLocalCommand(name) ? LOCAL_COMMANDS[name] : undefined;
  if (load === undefined) throw new Error(`There is no command ${name}.`);
  const define = await load();
  const command = new Command(`gradetide local ${name}`).showHelpAfterError(
    `Run \`npx gradetide local ${name} --help\` for what there is.`,
  );
  define(command, context);
  await command.parseAsync(words, { from: "user" });
}

/** Milliseconds since 1970 as an instant in UTC, to the second: "2026-12-18 07:00:00Z". */
export function showInstant(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toString({ smallestUnit: "second" })
    .replace("T", " ");
}
