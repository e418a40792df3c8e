import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { writeBase } from "../../../ops/check/base.ts";

let folder: string;
let root: string;
let out: string;
const git = (...words: string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...words], {
    cwd: root,
    encoding: "utf8",
  });
const commit = (text: string): void => {
  writeFileSync(join(root, "file"), text);
  git("add", "--all");
  git("commit", "--quiet", "--message", text);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-base-"));
  root = join(folder, "project");
  out = join(folder, "out");
  mkdirSync(join(root, "node_modules"), { recursive: true });
  mkdirSync(out);
  git("init", "--quiet", "--initial-branch", "main");
  writeFileSync(join(root, ".gitignore"), "node_modules\n");
  commit("base");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("writes what stood where the branch left main", () => {
  git("switch", "--quiet", "--create", "change");
  commit("head");
  git("switch", "--quiet", "main");
  commit("main went on");
  git("switch", "--quiet", "change");
  const { tree, words } = writeBase(root, out);
  expect(readFileSync(join(tree ?? "", "file"), "utf8")).toBe("base");
  expect(existsSync(join(tree ?? "", "node_modules"))).toBe(true);
  expect(words).toContain("the merge base with main");
});

test("measures what is not committed yet", () => {
  writeFileSync(join(root, "file"), "edited");
  expect(readFileSync(join(writeBase(root, out).tree ?? "", "file"), "utf8")).toBe("base");
});

test("measures a new file that git does not know yet", () => {
  writeFileSync(join(root, "new"), "new");
  expect(writeBase(root, out).tree).toBeDefined();
});

test("says so where the files are main's own", () => {
  expect(writeBase(root, out)).toEqual({
    words: expect.stringContaining("the files are those of main"),
    judges: [],
  });
});

test("says so where there is no main branch", () => {
  git("branch", "--move", "work");
  expect(writeBase(root, out)).toEqual({
    words: expect.stringContaining("no main branch"),
    judges: [],
  });
});

test("refuses a commit that there is not, and one without a common commit", () => {
  expect(() => writeBase(root, out, "nowhere")).toThrow('no commit "nowhere"');
  git("switch", "--quiet", "--orphan", "other");
  commit("alone");
  expect(() => writeBase(root, out)).toThrow("no common commit");
});

test("names the files that judge a change and are changed by it: edited, new and deleted ones", () => {
  const write = (path: string): void => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), path);
  };
  write("policies/web/zones.ts");
  write("infra/index.ts");
  write("Pulumi.prod-is.yaml");
  write("Pulumi.prod-se.yaml");
  commit("with a policy");
  git("switch", "--quiet", "--create", "change");
  rmSync(join(root, "policies/web/zones.ts"));
  renameSync(join(root, "Pulumi.prod-se.yaml"), join(root, "Pulumi.prod-sv.yaml"));
  writeFileSync(join(root, "Pulumi.prod-is.yaml"), "other settings");
  write("policies/exceptions.yaml");
  write("data/calendars/se.yaml");
  write("data/customers.yaml");
  write("infra/season/calendar.ts");
  write("local/pulumi.ts");
  write("package.json");
  commit("head");
  write("infra/index.ts");
  write("ops/check/new one.ts");
  expect(writeBase(root, out).judges).toEqual([
    "Pulumi.prod-se.yaml",
    "data/calendars/se.yaml",
    "infra/season/calendar.ts",
    "local/pulumi.ts",
    "ops/check/new one.ts",
    "package.json",
    "policies/exceptions.yaml",
    "policies/web/zones.ts",
  ]);
});
