import { UserError as SettingsUserError } from "../infra/settings/user-error.ts";
import { UserError } from "../local/user-error.ts";

/** Exit code of a run that a user can mend. */
const USER_ERROR = 1;
/** Exit code of a bug (EX_SOFTWARE of sysexits). */
const BUG = 70;

/** What the machine refuses, by Node's code of the error, and what mends it. */
const MACHINE: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Free some room and run this again: it goes on where it stopped.",
  EDQUOT: "Your quota on this disk is used up. Free some room and run this again.",
  EROFS: "The folder can't be written: its disk is read-only. Work in a checkout elsewhere.",
  ENOTDIR: "Something that is no folder stands where .gradetide should be. Move it away.",
  EACCES: 'The folder can\'t be written. `sudo chown -R "$USER" .gradetide` gives it back to you.',
};

/**
 * Says what went wrong and sets the process's exit code: a user error and what the machine
 * refuses with a stable code; anything else is a bug, with its stack.
 */
export function fail(error: unknown): void {
  if (error instanceof UserError || error instanceof SettingsUserError) {
    process.stderr.write(`${error.message}\n(${error.code})\n`);
    process.exitCode = USER_ERROR;
    return;
  }
  const code = (error as NodeJS.ErrnoException)?.code ?? "";
  if (code in MACHINE) {
    process.stderr.write(`${MACHINE[code]}\n${(error as Error).message}\n(${code})\n`);
    process.exitCode = USER_ERROR;
    return;
  }
  const text = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`This is a bug in Gradetide; please report it with this text:\n${text}\n`);
  process.exitCode = BUG;
}
