import { UserError } from "../local/user-error.ts";
import type { CommandLine } from "./pulumi-words.ts";

/** Options that would take a local run to another project, other settings or another key. */
const ELSEWHERE = ["-C", "--cwd", "--config-file", "--secrets-provider"];

/**
 * Refuses what would lead a local run away from this machine or let it write a tracked file.
 *
 * @throws UserError `local-only` or `config-tracked`.
 */
export function refuseLeavingHere({ words, options }: CommandLine): void {
  const [command = "", action = ""] = words;
  const option = ELSEWHERE.find((one) => options.has(one));
  if (option !== undefined || ["login", "logout"].includes(command)) {
    throw new UserError(
      "local-only",
      `\`gradetide local\` has a project, settings, state and key of its own on this machine, so it ` +
        `takes no \`${option ?? command}\`.\nFor Azure use \`pulumi\` itself (README, "The way to Azure").`,
    );
  }
  // The engine would write to its own copy, which the tracked file overwrites at the next run.
  if (command === "config" && action !== "" && action !== "get") {
    throw new UserError(
      "config-tracked",
      "Settings of a local run are read from the tracked Pulumi.<stack>.yaml.\n" +
        "Edit that file; `npx gradetide local preview` shows what the edit would do.",
    );
  }
}
