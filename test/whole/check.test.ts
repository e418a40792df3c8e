import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Checkout, freshCheckout } from "../support/checkout.ts";
import { runStep, stepOf } from "../workflows/run-step.ts";

const TIME = 600_000;
const DETECTION = ['mode: "Prevention"', 'mode: "Detection"'] as const;

let checkout: Checkout;
beforeAll(() => {
  checkout = freshCheckout();
});
afterAll(() => checkout.remove());

/** Edits a file, does something, and takes the edit back. */
async function edited<T>(
  file: string,
  [from, to]: readonly [string, string],
  work: () => Promise<T>,
): Promise<T> {
  checkout.edit(file, from, to);
  try {
    return await work();
  } finally {
    checkout.edit(file, to, from);
  }
}

describe("The pack on the real engine", () => {
  const preview = () =>
    checkout.gradetide("local", "preview", "--stack", "prod-uk", "--policy-pack", "policies");

  test(
    "passes the program as it is, but for the drill that nobody has done",
    async () => {
      const { code, text } = await preview();
      expect({ code, text }).toMatchObject({ code: 0 });
      expect(text.match(/^\s*Required:.*$/gm)?.map((line) => line.trim())).toEqual([
        "Required: a restore drill of the last 35 days",
      ]);
    },
    TIME,
  );

  test(
    "objects, with what is wrong and what to do",
    async () => {
      const { code, text } = await edited("infra/datacenter/edge.ts", DETECTION, preview);
      expect(code).not.toBe(0);
      expect(text).toContain('prod-uk-edge-firewall: policySettings.mode is "Detection".');
      expect(text).toContain("Remedy: Set `policySettings.mode` to Prevention.");
      expect(text).toContain("ISO 27001:2022 A.8.20");
    },
    TIME,
  );
});

describe("gradetide check", () => {
  test(
    "measures a change against the merge base, stops what is dangerous, and leaves nothing behind",
    async () => {
      const { code, text } = await edited("infra/datacenter/edge.ts", DETECTION, () =>
        checkout.gradetide("check", "prod-uk"),
      );
      expect({ code, text }).toMatchObject({ code: 2 });
      expect(text).toContain("put up on a fresh local Azure");
      expect(text).toContain("What stops it (1)");
      expect(text).toContain("edge-firewall-prevents");
      // One property of one resource, seen as a change and not as new.
      expect(text).toMatch(
        /prod-uk would change:\n {2}~ prod-uk-edge-firewall: policySettings\.mode\n/,
      );
      const left = readdirSync(tmpdir()).filter((name) => name.startsWith("gradetide-check-"));
      expect(left).toEqual([]);
      expect(existsSync(join(checkout.folder, ".gradetide/azure.db"))).toBe(false);
    },
    TIME,
  );

  test(
    "says that nothing can be said of a stack whose settings are wrong",
    async () => {
      const { code, text } = await edited(
        "Pulumi.prod-uk.yaml",
        ["zones: [1, 2, 3]", "zones: [9]"],
        () => checkout.gradetide("check", "prod-uk"),
      );
      expect(code).toBe(1);
      expect(text).toContain("prod-uk COULD NOT BE JUDGED");
      expect(text).toMatch(/Pulumi\.prod-uk\.yaml:\d+:\d+/);
    },
    TIME,
  );

  test.each([
    [
      "an exception of an unknown policy",
      "exceptions: []",
      "exceptions:\n  - policy: x-y",
      /policies\/exceptions\.yaml:\d+:\d+/,
    ],
    ["exceptions that are no YAML", "exceptions: []", "exceptions: [", /settings-yaml/],
  ])("refuses %s before anything is judged", async (_, from, to, expected) => {
    const { code, text } = await edited("policies/exceptions.yaml", [from, to], () =>
      checkout.gradetide("check", "prod-uk"),
    );
    expect(code).toBe(1);
    expect(text).toMatch(expected);
  });

  test.each([
    [["check", "prod-xx"], "stack-unknown"],
    [["check", "--format", "yaml"], "format-unknown"],
    [["check", "--write", "sarif"], "format-unknown"],
    [["check", "--base", "nowhere"], "base-unknown"],
    [["check", "--config", "none.json"], "policy-config"],
  ])("refuses %j by a stable code", async (words, expected) => {
    const { code, text } = await checkout.gradetide(...words);
    expect(code).toBe(1);
    expect(text).toContain(`(${expected})`);
  });
});

test(
  "The workflows' own commands save a plan and apply it, on this machine instead of Azure",
  async () => {
    const gradetide = `exec node ${join(checkout.folder, "ops/gradetide.js")}`;
    const standIns = {
      // `npx --no-install gradetide …` and `pulumi …`.
      npx: `shift 2; ${gradetide} "$@"`,
      // The local run takes its date from the local Azure, and its settings from the tracked file.
      pulumi: `[ "$1" = config ] && exit 0; ${gradetide} local "$@"`,
    };
    const env = { STACK: "prod-uk" };
    const run = (job: string) =>
      runStep(stepOf("deploy-stack.yml", job, job), checkout.folder, { env, standIns });
    const plan = run("plan");
    expect(plan).toMatchObject({ code: 0 });
    // Judged by its own steps, against what stands.
    expect(plan.text).toContain("Measured against what stands, by the preview of events.jsonl.");
    expect(existsSync(join(checkout.folder, "plan.json"))).toBe(true);
    const apply = run("apply");
    expect(apply).toMatchObject({ code: 0 });
    expect(checkout.checkpoint("prod-uk").resources?.length).toBeGreaterThan(30);
  },
  TIME,
);
