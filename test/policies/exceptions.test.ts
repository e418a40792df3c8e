import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { SettingsError } from "../../infra/settings/index.ts";
import { StackExceptions } from "../../policies/exceptions/apply-exceptions.ts";
import { type Exception, readExceptions } from "../../policies/exceptions/read-exceptions.ts";
import type { Finding } from "../../policies/support/finding.ts";

const KNOWN = { policies: ["web-zones", "edge-zones"], stacks: ["prod-se", "prod-is"] };

const ENTRY = `
  - policy: web-zones
    stack: prod-se
    resource: prod-se-web-clones
    reason: The third zone is full until spring.
    decidedBy: head of operations
    expires: 2027-03-31
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gradetide-exceptions-"));
  mkdirSync(join(root, "policies"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function read(text: string): readonly Exception[] {
  writeFileSync(join(root, "policies/exceptions.yaml"), text);
  return readExceptions(root, KNOWN);
}

function refusal(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error("it was read");
}

describe("policies/exceptions.yaml", () => {
  test("is read, with its days as days", () => {
    expect(read("exceptions: []")).toEqual([]);
    const [one] = read(`exceptions:${ENTRY}`);
    expect(one).toMatchObject({ policy: "web-zones", resource: "prod-se-web-clones" });
    expect(one?.expires.toString()).toBe("2027-03-31");
  });

  test.each([
    ["no YAML", "exceptions: [", /exceptions\.yaml:\d+:\d+/],
    ["another key", "exception: []", /exception/],
    [
      "an unknown policy",
      `exceptions:${ENTRY.replace("web-zones", "web-zone")}`,
      /set `policy: web-zones`/,
    ],
    [
      "an unknown stack",
      `exceptions:${ENTRY.replace("prod-se\n", "prod-s\n")}`,
      /set `stack: prod-se`/,
    ],
    [
      "a star for a resource",
      `exceptions:${ENTRY.replace("prod-se-web-clones", "'*'")}`,
      /one resource/,
    ],
    ["no reason", `exceptions:${ENTRY.replace(/ {4}reason.*\n/, "")}`, /reason/],
    ["nobody who decided", `exceptions:${ENTRY.replace(/ {4}decidedBy.*\n/, "")}`, /decidedBy/],
    ["no day", `exceptions:${ENTRY.replace(/ {4}expires.*\n/, "")}`, /expires/],
    ["a day that is none", `exceptions:${ENTRY.replace("2027-03-31", "2027-02-31")}`, /expires/],
    ["one thing twice", `exceptions:${ENTRY}${ENTRY.slice(1)}`, /take one of the two away/],
  ])("is refused with its place and the edit: %s", (_, text, expected) => {
    expect(refusal(text)).toMatch(expected);
  });

  test("is refused where it is missing", () => {
    expect(() => readExceptions(root, KNOWN)).toThrow("no such file");
  });
});

describe("an exception", () => {
  const exceptions: readonly Exception[] = [
    {
      policy: "web-zones",
      stack: "prod-se",
      resource: "prod-se-web-clones",
      reason: "full",
      decidedBy: "head of operations",
      expires: Temporal.PlainDate.from("2027-03-31"),
    },
  ];
  const finding = (over: Partial<Finding> = {}): Finding => ({
    kind: "violation",
    urn: "urn:pulumi:prod-se::gradetide::T::prod-se-web-clones",
    path: "zones",
    value: '["1"]',
    required: "two",
    remedy: "list two",
    ...over,
  });
  const of = (today: string, stack = "prod-se"): StackExceptions =>
    new StackExceptions(exceptions, stack, Temporal.PlainDate.from(today));
  const at = { urn: "urn:stack" };
  const judged = new Set(["web-zones"]);

  test("covers its policy on its resource until its day, and is then no finding itself", () => {
    const own = of("2027-03-30");
    expect(own.covers("web-zones", finding())).toBe(true);
    expect(own.findings(at, judged)).toEqual([]);
  });

  test("covers no other policy, no other resource, no other stack, and nothing unknown", () => {
    const own = of("2027-03-30");
    expect(own.covers("edge-zones", finding())).toBe(false);
    expect(own.covers("web-zones", finding({ urn: "urn:x::other" }))).toBe(false);
    expect(own.covers("web-zones", finding({ kind: "unknown" }))).toBe(false);
    expect(of("2027-03-30", "prod-is").covers("web-zones", finding())).toBe(false);
  });

  test("is a finding where it ends later than in a year, though it covers", () => {
    const own = of("2026-03-30");
    expect(own.covers("web-zones", finding())).toBe(true);
    expect(own.findings(at, judged).map(({ value, required }) => [value, required])).toEqual([
      [
        "the exception of web-zones for prod-se-web-clones holds until 2027-03-31",
        "an end within 1 year, at the latest 2027-03-30",
      ],
    ]);
    const later = of("2026-03-31");
    later.covers("web-zones", finding());
    expect(later.findings(at, judged)).toEqual([]);
  });

  test("is a finding from its day on, beside the one that it no longer covers", () => {
    const own = of("2027-03-31");
    expect(own.covers("web-zones", finding())).toBe(false);
    expect(own.findings(at, judged).map(({ value }) => value)).toEqual([
      "the exception of web-zones for prod-se-web-clones is over since 2027-03-31",
    ]);
  });

  test("is a finding where nothing needs it, unless its policy was not asked or its stack is another", () => {
    expect(of("2027-03-30").findings(at, judged)[0]?.value).toContain("is needed by nothing");
    expect(of("2027-03-30").findings(at, new Set(["edge-zones"]))).toEqual([]);
    expect(of("2027-03-30", "prod-is").findings(at, judged)).toEqual([]);
  });
});
