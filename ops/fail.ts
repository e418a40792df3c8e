import { UserError as SettingsUserError } from "../infra/settings/user-error.ts";
import { UserError } from "../local/user-error.ts";

/** Exit code of a run that a user can mend. */
const USER_ERROR = 1;
/** Exit code of a bug (EX_SOFTWARE of sysexits). */
const BUG = 70;

/**
 * Says what went wrong and sets the process's exit code: a user error as it is, with its stable
 * code; anything else is a bug, with its stack.
 */
export function fail(error: unknown): void {
  if (error instanceof UserError || error instanceof SettingsUserError) {
    process.stderr.write(`${error.message}\n(${error.code})\n`);
    process.exitCode = USER_ERROR;
    return;
  }
  const text = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`This is a bug in Gradetide; please report it with this text:\n${text}\n`);
  process.exitCode = BUG;
}
