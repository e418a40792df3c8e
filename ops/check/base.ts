import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../local/user-error.ts";

/** What a head is measured against. */
export interface Base {
  /** In words, for the report. */
  readonly words: string;
  /** The folder with its files; absent where there is nothing to measure against. */
  readonly tree?: string;
  /** Files here that differ from it and that judge a change, sorted. */
  readonly judges: readonly string[];
}

/**
 * Where what judges a change lies: who may change it may let anything pass. Besides the policies and what runs them: the plan
 * that they measure by and its grade periods, the local Azure on which a change is seen, and the packages that all of it runs on.
 */
const JUDGES = [
  ".github/workflows",
  "Pulumi.yaml",
  "data/calendars",
  "infra/season",
  "infra/settings",
  "local",
  "ops",
  "package-lock.json",
  "package.json",
  "policies",
];

/** A stack whose settings are gone is judged by nobody. */
const STACKS = "Pulumi.*.yaml";

/** Branches that are looked for, the first that there is. */
const MAIN = ["origin/main", "main", "origin/master", "master"];

/**
 * Writes the files of the merge base with the main branch into a folder, where they differ from those here.
 *
 * @param root the project's folder.
 * @param folder an empty folder of ours.
 * @param ref another commit or branch to measure against. @default the main branch
 * @throws UserError `base-unknown` where git knows no such commit.
 */
export function writeBase(root: string, folder: string, ref?: string): Base {
  const main = ref ?? MAIN.find((name) => hasCommit(root, name));
  if (main === undefined) {
    return {
      words: "nothing: there is no main branch here, so everything counts as new",
      judges: [],
    };
  }
  if (!hasCommit(root, main)) {
    throw new UserError(
      "base-unknown",
      `git knows no commit "${main}" here. Name one with \`--base\`; a shallow clone needs \`git fetch --unshallow\` first.`,
    );
  }
  const base = mergeBase(root, main);
  const short = base.slice(0, 9);
  if (isSame(root, base)) {
    return {
      words: `nothing: the files are those of ${main} (${short}), so everything counts as new`,
      judges: [],
    };
  }
  const tree = join(folder, "base");
  mkdirSync(tree);
  const archive = git(root, "archive", "--format=tar", base);
  execFileSync("tar", ["-x", "-C", tree], { input: archive, maxBuffer: MOST_BYTES });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  return {
    words: `${short}, the merge base with ${main}, put up on a fresh local Azure`,
    tree,
    judges: changedJudges(root, base),
  };
}

function changedJudges(root: string, commit: string): readonly string[] {
  const differ = ["diff", "--name-only", "--no-renames", "-z"];
  const changed = git(root, ...differ, commit, "--", ...JUDGES);
  const gone = git(root, ...differ, "--diff-filter=D", commit, "--", STACKS);
  const added = git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ...JUDGES);
  return `${changed}${gone}${added}`.split("\0").filter(Boolean).sort();
}

/** Bytes of the project's archive that are read at most. */
const MOST_BYTES = 1e9;

function mergeBase(root: string, main: string): string {
  try {
    return git(root, "merge-base", "HEAD", main).toString("utf8").trim();
  } catch {
    throw new UserError(
      "base-unknown",
      `HEAD and "${main}" have no common commit here. A shallow clone needs \`git fetch --unshallow\` first.`,
    );
  }
}

/** Whether the files here, tracked or not, are those of a commit. */
function isSame(root: string, commit: string): boolean {
  const others = git(root, "ls-files", "--others", "--exclude-standard").toString("utf8").trim();
  if (others !== "") return false;
  try {
    git(root, "diff", "--quiet", commit);
    return true;
  } catch {
    return false;
  }
}

function hasCommit(root: string, name: string): boolean {
  try {
    git(root, "rev-parse", "--verify", "--quiet", `${name}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

function git(root: string, ...words: readonly string[]): Buffer {
  return execFileSync("git", words, {
    cwd: root,
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
