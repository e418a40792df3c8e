import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { listStacks } from "../../infra/settings/index.ts";
import { findGo } from "../../local/engine/go-build.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, ".github/workflows");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".yml"));
const textOf = (file: string): string => readFileSync(join(FOLDER, file), "utf8");

describe.each(FILES)("%s", (file) => {
  const text = textOf(file);
  const { jobs, permissions } = parse(text);

  test("pins every action by its commit, with the version beside it", () => {
    for (const one of text.match(/uses: .*/g) ?? []) {
      expect(one).toMatch(/^uses: (\.\/|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/);
    }
  });

  test("may nothing, and each of its jobs what it needs", () => {
    expect(permissions).toEqual({});
    for (const job of Object.values<{ permissions?: object }>(jobs)) {
      expect(job.permissions).toBeDefined();
      expect(job.permissions).not.toHaveProperty("contents", "write");
    }
    expect(text).not.toMatch(/\bsecrets\./);
  });

  test("leaves no token of its own in the checkout", () => {
    const checkouts = text.match(/uses: actions\/checkout/g) ?? [];
    expect(text.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
  });
});

describe("preview.yml", () => {
  const { jobs } = parse(textOf("preview.yml"));

  test("lets the job that runs the pull request's code read, and nothing else", () => {
    expect(jobs.check.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(jobs.tell)).not.toMatch(/checkout|npm|npx/);
  });

  test("installs, lints, checks types, tests, checks and previews every stack", () => {
    const runs = jobs.check.steps.flatMap(({ run }: { run?: string }) => run ?? []);
    expect(runs.slice(0, 4)).toEqual(["npm ci", "npm run lint", "npm run types", "npm run jest"]);
    expect(runs[4]).toContain("gradetide check");
    expect(/for stack in (.*); do/.exec(runs[5])?.[1]?.split(" ")).toEqual(listStacks(ROOT));
  });
});

describe("deploy.yml", () => {
  const { jobs } = parse(textOf("deploy.yml"));
  const stack = parse(textOf("deploy-stack.yml"));

  test("puts up every stack of the project, one after the other", () => {
    const all = Object.values<{ with: { stack: string }; needs?: string }>(jobs);
    expect(all.map((job) => job.with.stack).sort()).toEqual(listStacks(ROOT));
    expect(all.slice(1).map(({ needs }) => needs)).toEqual(
      all.slice(0, -1).map((job) => job.with.stack),
    );
  });

  test("applies the plan that was approved, one update a stack, as the season's workflow does", () => {
    const season = parse(textOf("season.yml"));
    const group = (one: string): string => one.replace(/\$\{\{.*\}\}/, "STACK");
    expect(group(stack.jobs.apply.concurrency.group)).toBe(group(season.jobs.up.concurrency.group));
    expect(stack.jobs.apply).toMatchObject({
      needs: "plan",
      environment: expect.stringMatching(/^\$\{\{ inputs\.stack \}\}$/),
      concurrency: { "cancel-in-progress": false },
    });
    expect(stack.jobs.plan.environment).toMatch(/^\$\{\{ inputs\.stack \}\}-plan$/);
  });

  test("looks by a login of its own that changes nothing, as nobody approves it", () => {
    const text = readFileSync(join(ROOT, "docs/azure.md"), "utf8");
    const [, login = ""] = /^LOOK=([\s\S]*?)^az lock/m.exec(text) ?? [];
    expect(login).toContain("environment:$STACK-plan");
    expect(login).toContain('PRINCIPAL=$(az ad sp show --id "$LOOK"');
    expect([...login.matchAll(/^grant "(.*?)"/gm)].map(([, role]) => role)).toEqual([
      "Reader",
      "Key Vault Reader",
      "Storage Blob Data Reader",
      "Key Vault Crypto User",
    ]);
    // Both alike, as the provider's settings stand in the plan.
    for (const job of [stack.jobs.plan, stack.jobs.apply]) {
      expect(job.env.ARM_SKIP_PROVIDER_REGISTRATION).toBe("true");
    }
  });
});

const go = findGo(process.env);

// Where there is no Go, the workflows' own machines have it.
(go === undefined ? test.skip : test)(
  "actionlint finds nothing in the workflows",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "gradetide-actionlint-"));
    try {
      const binary = join(folder, "actionlint");
      execFileSync(
        go ?? "go",
        ["build", "-o", binary, "github.com/rhysd/actionlint/cmd/actionlint"],
        {
          cwd: join(ROOT, "test/workflows/actionlint"),
          env: { ...process.env, GOWORK: "off", GOFLAGS: "" },
        },
      );
      const files = FILES.map((file) => join(FOLDER, file));
      // Its findings are its output; a finding is a failure.
      expect(execFileSync(binary, ["-no-color", ...files], { cwd: ROOT, encoding: "utf8" })).toBe(
        "",
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  300_000,
);
