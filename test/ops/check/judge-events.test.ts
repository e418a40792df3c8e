import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { checkStacks } from "../../../ops/check/check-stacks.ts";
import { exitCode } from "../../../ops/check/finding.ts";
import { textReport } from "../../../ops/check/report-text.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const URN = "urn:pulumi:prod-is::gradetide::T::prod-is-database-server";
const SERVER = "azure-native:dbforpostgresql:Server";
const JUDGED = { policyAnalyzeStackSummaryEvent: { passed: [] } };

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-events-"));
  file = join(folder, "events.jsonl");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const step = (op: string, urn = URN): object => ({
  resourcePreEvent: { metadata: { op, urn, type: SERVER, old: { inputs: {} } } },
});

async function judged(events: readonly object[], stacks = ["prod-is"]) {
  writeFileSync(file, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  return checkStacks({ root: ROOT, stacks, events: file, report: () => {} });
}

test("stops a deployment whose own steps delete what holds data, and says against what it was measured", async () => {
  const result = await judged([step("delete"), JUDGED]);
  expect(exitCode(result)).toBe(2);
  const text = textReport(result);
  expect(text).toContain("steps-data-kept");
  expect(text).toContain(`Measured against what stands, by the preview of ${file}.`);
  expect(text).not.toContain("Drift");
});

test("lets pass what stays as it is", async () => {
  const result = await judged([step("same"), JUDGED]);
  expect(result.stacks).toEqual([
    { state: "judged", stack: "prod-is", findings: [], changes: [], season: [], cost: [] },
  ]);
  expect(exitCode(result)).toBe(0);
});

test.each([
  [
    "of another stack",
    [step("same", URN.replaceAll("prod-is", "prod-uk")), JUDGED],
    "is of another stack",
  ],
  ["that the pack has not judged", [step("same")], "did not come to its end under the policies"],
  [
    "that failed",
    [{ diagnosticEvent: { severity: "error", message: "zones is wrong" } }, JUDGED],
    "zones is wrong",
  ],
])("says that nothing is known by a preview %s", async (_, events, expected) => {
  const result = await judged(events);
  expect(exitCode(result)).toBe(1);
  expect(textReport(result)).toContain(expected);
});

test.each([
  [
    "a file that is not there",
    { events: "/nowhere/events.jsonl", stacks: ["prod-is"] },
    "events-unreadable",
  ],
  ["what is no log", { events: "README.md", stacks: ["prod-is"] }, "events-unreadable"],
  ["two stacks", { events: "README.md", stacks: ["prod-is", "prod-uk"] }, "stack-unknown"],
  ["all stacks", { events: "README.md", stacks: [] }, "stack-unknown"],
])("refuses %s", async (_, input, code) => {
  await expect(checkStacks({ root: ROOT, report: () => {}, ...input })).rejects.toMatchObject({
    code,
  });
});
