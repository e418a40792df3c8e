import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { runStep, stepOf } from "./run-step.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-workflow-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes down how it was called, one call a line. */
const recorder = (name: string, more = ""): string =>
  `printf '%s\\n' "${name} $*" >> calls.txt\n${more}`;
const calls = (): string[] => readFileSync(join(folder, "calls.txt"), "utf8").trim().split("\n");

describe("The one comment", () => {
  const step = stepOf("preview.yml", "tell", "one comment, kept up to date");
  const env = {
    GITHUB_REPOSITORY: "school/platform",
    NUMBER: "7",
    GH_TOKEN: "x",
    RESULT: "failure",
  };

  test("is written where there is none", () => {
    writeFileSync(join(folder, "check.md"), "<!-- gradetide check -->\nfound");
    const { code } = runStep(step, folder, { env, standIns: { gh: recorder("gh") } });
    expect(code).toBe(0);
    expect(calls().at(-1)).toBe(
      "gh api --method POST repos/school/platform/issues/7/comments --field body=@check.md --silent",
    );
    // Whatever the pull request's own code has written before it.
    expect(readFileSync(join(folder, "check.md"), "utf8")).toMatch(
      /found\n<sub>The job that judged it ended with: failure\.<\/sub>\n$/,
    );
  });

  test("is replaced where there is one", () => {
    const gh = recorder("gh", 'case "$*" in *--paginate*) echo 4711; echo 4712;; esac');
    const { code } = runStep(step, folder, { env, standIns: { gh } });
    expect(code).toBe(0);
    expect(calls().at(-1)).toBe(
      "gh api --method PATCH repos/school/platform/issues/comments/4711 --field body=@check.md --silent",
    );
  });

  test("fails the job where it can't be asked for", () => {
    const { code } = runStep(step, folder, { env, standIns: { gh: "exit 4" } });
    expect(code).not.toBe(0);
  });
});

test("Findings go to code scanning packed as GitHub wants them", () => {
  writeFileSync(join(folder, "check.sarif"), '{"version":"2.1.0"}');
  const step = stepOf("preview.yml", "tell", "findings to code scanning");
  const { code } = runStep(step, folder, {
    env: { GITHUB_REPOSITORY: "school/platform", COMMIT: "c0ffee", REF: "refs/pull/7/head" },
    standIns: { gh: recorder("gh") },
  });
  expect(code).toBe(0);
  expect(calls()).toEqual([
    "gh api --method POST repos/school/platform/code-scanning/sarifs --silent --field commit_sha=c0ffee --field ref=refs/pull/7/head --field sarif=@check.sarif.gz.b64",
  ]);
  const packed = readFileSync(join(folder, "check.sarif.gz.b64"), "utf8");
  expect(gunzipSync(Buffer.from(packed, "base64")).toString("utf8")).toBe('{"version":"2.1.0"}');
});

describe("A check in a pull request", () => {
  const step = stepOf("preview.yml", "check", "check");

  test("is measured against the branch, and written for people and for machines", () => {
    const { code } = runStep(step, folder, {
      env: { BASE: "abc" },
      standIns: { npx: recorder("npx") },
    });
    expect(code).toBe(0);
    expect(calls()).toEqual([
      "npx --no-install gradetide check --base abc --write markdown=check.md --write sarif=check.sarif --write junit=check.xml",
    ]);
  });

  test("fails the job where something stops it", () => {
    const { code } = runStep(step, folder, { env: { BASE: "abc" }, standIns: { npx: "exit 2" } });
    expect(code).toBe(2);
  });
});

describe("A plan", () => {
  const season = 'echo \'{"today":"2026-11-25"}\'';
  const npx = recorder("npx", season);

  test("is saved with its day, and what it says is shown", () => {
    const step = stepOf("deploy-stack.yml", "plan", "plan");
    const pulumi = recorder("pulumi", "echo would change nothing");
    const { code } = runStep(step, folder, {
      env: { STACK: "prod-is" },
      standIns: { npx, pulumi },
    });
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "today.txt"), "utf8").trim()).toBe("2026-11-25");
    expect(readFileSync(join(folder, "summary.md"), "utf8")).toContain("would change nothing");
    expect(calls().at(-2)).toContain("--save-plan plan.json --event-log events.jsonl");
    expect(calls().at(-1)).toBe(
      "npx --no-install gradetide check prod-is --events events.jsonl --format markdown",
    );
    expect(calls()).toContain(
      "pulumi config set --stack prod-is --path gradetide:datacenter.season.today 2026-11-25",
    );
  });

  test("that fails is not applied: the step ends as Pulumi does", () => {
    const step = stepOf("deploy-stack.yml", "plan", "plan");
    const { code } = runStep(step, folder, {
      env: { STACK: "prod-is" },
      standIns: { npx, pulumi: "echo no; exit 255" },
    });
    expect(code).toBe(255);
  });

  test("whose steps are stopped is not applied, whatever the pull request's check said", () => {
    const step = stepOf("deploy-stack.yml", "plan", "plan");
    const { code } = runStep(step, folder, {
      env: { STACK: "prod-is" },
      standIns: { npx: `[ "$3" = check ] && exit 2; ${season}`, pulumi: "echo fine" },
    });
    expect(code).toBe(2);
  });

  test.each([
    ["is applied where main is still what it was made from", "c0ffee", 0],
    ["is not applied where main went on meanwhile", "c0ffee2", 1],
  ])("%s", (_, newest, expected) => {
    const { code } = runStep(stepOf("deploy-stack.yml", "apply", "newest"), folder, {
      env: { GITHUB_REPOSITORY: "school/platform", GITHUB_SHA: "c0ffee", GH_TOKEN: "x" },
      standIns: { gh: `echo ${newest}` },
    });
    expect(code).toBe(expected);
  });

  test("is applied as of its day, without another preview", () => {
    writeFileSync(join(folder, "today.txt"), "2026-11-25\n");
    const step = stepOf("deploy-stack.yml", "apply", "apply");
    const { code } = runStep(step, folder, {
      env: { STACK: "prod-is" },
      standIns: { pulumi: recorder("pulumi") },
    });
    expect(code).toBe(0);
    expect(calls()).toEqual([
      "pulumi config set --stack prod-is --path gradetide:datacenter.season.today 2026-11-25",
      "pulumi up --stack prod-is --yes --non-interactive --skip-preview --policy-pack policies --policy-pack-config policies/config.json --plan plan.json",
    ]);
  });
});

describe("The season's update", () => {
  const step = stepOf("season.yml", "up", "up");
  const env = { STACK: "prod-is" };
  const season = 'echo \'{"today":"2026-11-25"}\'';

  test("is judged like a deployment, and is the plan that was judged", () => {
    const standIns = { npx: recorder("npx", season), pulumi: recorder("pulumi") };
    expect(runStep(step, folder, { env, standIns }).code).toBe(0);
    expect(calls().slice(-3)).toEqual([
      expect.stringContaining(
        "--policy-pack policies --policy-pack-config policies/config.json --save-plan plan.json --event-log events.jsonl",
      ),
      "npx --no-install gradetide check prod-is --events events.jsonl --format markdown",
      "pulumi up --stack prod-is --yes --non-interactive --skip-preview --policy-pack policies --policy-pack-config policies/config.json --plan plan.json",
    ]);
  });

  test.each([
    ["pack", '[ "$1" = preview ] && exit 255', season, 255],
    ["check of its steps", "", `[ "$3" = check ] && exit 2; ${season}`, 2],
  ])("is not made where the %s stops it", (_, pulumi, npx, expected) => {
    const standIns = { npx, pulumi: recorder("pulumi", `${pulumi}; exit 0`.replace(/^; /, "")) };
    expect(runStep(step, folder, { env, standIns }).code).toBe(expected);
    expect(calls().filter((call) => call.startsWith("pulumi up"))).toEqual([]);
  });
});
