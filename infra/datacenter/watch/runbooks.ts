import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../settings/user-error.ts";
import { ALERTS, type AlertWords } from "./alert-names.ts";

/** Where the runbooks are, below the project's folder. */
const FOLDER = "docs/runbooks";

/**
 * Every alert has a runbook: whoever is woken must know what to do.
 *
 * @param root the project's folder.
 * @throws UserError `runbook-missing` that names every alert without one, and the file that it wants.
 */
export function requireRunbooks(
  root: string,
  alerts: Readonly<Record<string, Pick<AlertWords, "runbook">>> = ALERTS,
): void {
  const missing = Object.entries(alerts)
    .map(([name, { runbook }]) => ({ name, file: `${FOLDER}/${runbook}.md` }))
    .filter(({ file }) => !existsSync(join(root, file)));
  if (missing.length === 0) return;
  throw new UserError(
    "runbook-missing",
    missing
      .map(({ name, file }) =>
        [
          `infra/datacenter/watch/alert-names.ts  ${name}`,
          `  received no file ${file}`,
          "  allowed  a runbook that says what whoever is woken does",
          `  edit     write ${file}, or name another runbook`,
        ].join("\n"),
      )
      .join("\n\n"),
  );
}
