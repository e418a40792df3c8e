import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { listStacks } from "../../../infra/settings/index.ts";
import { DUE } from "../../../ops/season/due.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const text = readFileSync(`${ROOT}/.github/workflows/season.yml`, "utf8");
const { on, permissions, defaults, jobs } = parse(text);

test("pins every action by its commit, with the version beside it", () => {
  const uses = text.match(/uses: .*/g) ?? [];
  expect(uses).toHaveLength(3);
  for (const one of uses)
    expect(one).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("may do no more than read, and log in to Azure where it deploys", () => {
  expect(permissions).toEqual({});
  expect(jobs.due.permissions).toEqual({ contents: "read", deployments: "read" });
  expect(jobs.up.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(text).not.toMatch(/\bsecrets\./);
});

test("asks for every stack of the project, each day", () => {
  const asked = /for stack in (.*); do/.exec(text)?.[1]?.split(" ");
  expect(asked).toEqual(listStacks(ROOT));
  expect(on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* \*$/) }]);
});

test("takes the exit code of `season due` for what it is, and any other for a failure", () => {
  expect(text).toContain(`${DUE}) stacks+=`);
  expect(text).toMatch(/\*\) failed=1/);
  expect(defaults.run.shell).toBe("bash");
});

test("runs one `up` a stack at a time, behind its environment, with the date in the settings", () => {
  expect(jobs.up.environment).toMatch(/^\$\{\{ matrix\.stack \}\}$/);
  expect(jobs.up.concurrency.group).toMatch(/^up-\$\{\{ matrix\.stack \}\}$/);
  expect(jobs.up.concurrency["cancel-in-progress"]).toBe(false);
  expect(jobs.up.strategy["fail-fast"]).toBe(false);
  // `--config` with a path would forget all other settings; `config set` keeps them.
  expect(text).toContain('--path gradetide:datacenter.season.today "$today"');
  expect(text).not.toContain("--config-path");
});
