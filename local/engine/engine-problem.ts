import { readFileSync } from "node:fs";
import { UserError } from "../user-error.ts";
import { engineVersion, suitableVersions } from "./engine-version.ts";

const spaceWanted = "an engine takes 120 MB, its build about 3 GB in Go's cache";

/** One way to an engine that was tried, and what it answered. */
export interface Tried {
  readonly way: string;
  readonly answer: string;
}

/** The least Go version that builds the engine, as go.mod beside this file says it. */
export function wantedGo(): string {
  const module = readFileSync(new URL("./go.mod", import.meta.url), "utf8");
  return /^go (\S+)$/m.exec(module)?.[1] ?? "the newest";
}

/**
 * What a person can do to get an engine, one remedy a line; any one of them is enough.
 *
 * @param goAnswer what came of building one, where that was tried with a `go`
 */
export function remedies(goAnswer?: string): readonly string[] {
  return [
    `install Pulumi ${suitableVersions} (https://www.pulumi.com/docs/install/), and put its folder on the PATH`,
    `let this machine reach https://get.pulumi.com, from where npm's pulumi@${engineVersion} downloads it` +
      " (a proxy is taken from HTTPS_PROXY)",
    goRemedy(goAnswer),
  ];
}

function goRemedy(answer: string | undefined): string {
  if (answer?.includes("no space left on device")) {
    return `free some space on the disk that go names above: ${spaceWanted}`;
  }
  if (answer !== undefined) {
    return `mend what go says above; it is Go ${wantedGo()} or newer that builds it, with its modules from GOPROXY`;
  }
  return (
    `install Go ${wantedGo()} or newer (https://go.dev/dl/, unpacked as /usr/local/go), and put its bin folder` +
    " on the PATH: export PATH=$PATH:/usr/local/go/bin (modules come through GOPROXY)"
  );
}

/**
 * The error when no way led to an engine: all that was tried, what each answered, and what mends it.
 *
 * @param goAnswer as for {@link remedies}
 */
export function engineUnavailable(tried: readonly Tried[], goAnswer?: string): UserError {
  const lines = [
    `The Pulumi engine (${suitableVersions}) is not on this machine and could not be fetched.`,
    "Tried, in this order:",
    ...tried.map(({ way, answer }, index) => `  ${index + 1}. ${way}: ${answer}`),
    "One of these mends it; then run the command again:",
    ...remedies(goAnswer).map((remedy) => `  - ${remedy}`),
  ];
  return new UserError("engine-unavailable", lines.join("\n"));
}

/** The error when a folder for the engine can't be written, such as on a full disk. */
export function engineFolderUnusable(error: NodeJS.ErrnoException): UserError {
  const remedy =
    error.code === "ENOSPC"
      ? `Free some space there (${spaceWanted})`
      : "Make it a folder that you may write, or choose another cache folder with XDG_CACHE_HOME";
  const text = `The Pulumi engine can't be put in place: ${error.message}.\n${remedy}, and run the command again.`;
  return new UserError("engine-folder", text, { cause: error });
}
