import { expect, test } from "@jest/globals";
import { type CheckFinding, type CheckResult, exitCode } from "../../../ops/check/finding.ts";
import { jsonReport } from "../../../ops/check/report-json.ts";
import { junitReport } from "../../../ops/check/report-junit.ts";
import { COMMENT_MARK, markdownReport } from "../../../ops/check/report-markdown.ts";
import { sarifReport } from "../../../ops/check/report-sarif.ts";
import { textReport } from "../../../ops/check/report-text.ts";
import { POLICY_TEXTS } from "../../../policies/registry.ts";

const FINDING: CheckFinding = {
  policy: "web-zones",
  title: "Clones stand in at least two zones.",
  severity: "mandatory",
  kind: "violation",
  control: "A.8.14 Redundancy",
  urn: "urn:pulumi:prod-se::gradetide::T::prod-se-web-clones",
  resource: "prod-se-web-clones",
  what: 'prod-se-web-clones: zones is ["1"] @everyone <b>.',
  required: "at least 2 different zones",
  remedy: "List the region's zones.",
};

const result = (...findings: readonly CheckFinding[]): CheckResult => ({
  base: "abc123, the merge base with main",
  seesDrift: false,
  judges: [],
  stacks: [
    {
      state: "judged",
      stack: "prod-se",
      findings,
      changes: [{ sign: "~", resource: "prod-se-web-clones", type: "T", properties: ["zones"] }],
      season: ["highest floor, clones: 5 → 3"],
      cost: [],
    },
  ],
});
const FAILED: CheckResult = {
  base: "nothing",
  seesDrift: false,
  judges: [],
  stacks: [
    { state: "failed", stack: "prod-is", problem: "Pulumi.prod-is.yaml:3:5 is wrong & <bad>" },
  ],
};
const RENDERERS = {
  text: textReport,
  json: jsonReport,
  markdown: markdownReport,
  sarif: (one: CheckResult) => sarifReport(one, POLICY_TEXTS),
  junit: (one: CheckResult) => junitReport(one, POLICY_TEXTS),
};

test.each([
  ["nothing", result(), 0],
  ["something advisory", result({ ...FINDING, severity: "advisory" }), 0],
  ["something mandatory", result(FINDING), 2],
  ["a stack that could not be judged", FAILED, 1],
  [
    "one that could not be judged beside a finding",
    { ...FAILED, stacks: [...FAILED.stacks, ...result(FINDING).stacks] },
    1,
  ],
  ["no stack at all", { base: "x", seesDrift: false, judges: [], stacks: [] }, 1],
])("ends by the gravest: %s", (_, found, code) => {
  expect(exitCode(found)).toBe(code);
});

test.each(Object.entries(RENDERERS))("tells in %s what stops it, and what to do", (_, render) => {
  const text = render(result(FINDING));
  expect(text).toContain("prod-se-web-clones");
  expect(text).toMatch(/at least 2 different zones/);
  expect(text).toMatch(/List the region's zones|List the region&apos;s zones/);
});

test.each(Object.entries(RENDERERS))(
  "never lets a failed stack look like one without findings in %s",
  (name, render) => {
    const text = render(FAILED);
    expect(text).toContain("prod-is");
    expect(text).toMatch(/Pulumi\.prod-is\.yaml:3:5/);
    if (name === "junit") expect(text).toContain('errors="1"');
    if (name === "sarif") expect(text).toContain('"level": "error"');
    if (name === "json") expect(JSON.parse(text).exitCode).toBe(1);
  },
);

test("says in text and in the comment that drift in production is not seen", () => {
  expect(textReport(result())).toContain("Drift in production is not seen");
  expect(markdownReport(result())).toContain("Drift in production is not seen");
});

test("puts in the comment findings, then changes, then the season, then what is paid, and nothing else", () => {
  const text = markdownReport(
    result(FINDING, { ...FINDING, severity: "advisory", policy: "edge-zones" }),
  );
  expect(text.startsWith(COMMENT_MARK)).toBe(true);
  expect(text.match(/^### .*/gm)).toEqual([
    "### What stops it",
    "### Told, and stops nothing",
    "### What would change",
    "### Season",
    "### A month's machines",
  ]);
  expect(text.indexOf("web-zones")).toBeLessThan(text.indexOf("What would change"));
});

test("lets no text of a resource become markup or call somebody in the comment", () => {
  const text = markdownReport(result(FINDING));
  expect(text).not.toContain("<b>");
  expect(text).not.toContain("@everyone");
});

test("keeps a comment within what GitHub takes", () => {
  const many = Array.from({ length: 2000 }, (_, index) => ({ ...FINDING, policy: `p-${index}` }));
  expect(markdownReport(result(...many)).length).toBeLessThan(65_536);
});

test("writes SARIF whose results name rules that there are, at the stack's settings", () => {
  const [run] = JSON.parse(RENDERERS.sarif(result(FINDING))).runs;
  const rules = new Set(run.tool.driver.rules.map(({ id }: { id: string }) => id));
  expect(run.results).toHaveLength(1);
  expect(rules.has(run.results[0].ruleId)).toBe(true);
  expect(run.results[0].level).toBe("error");
  expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
    "Pulumi.prod-se.yaml",
  );
});

test("writes JUnit that fails a policy's case, and only that", () => {
  const xml = RENDERERS.junit(
    result(FINDING, { ...FINDING, severity: "advisory", policy: "edge-zones" }),
  );
  expect(xml).toContain(`tests="${POLICY_TEXTS.length}" failures="1"`);
  expect(xml.match(/<failure/g)).toHaveLength(1);
  expect(xml.match(/<system-out/g)).toHaveLength(1);
  expect(xml).not.toContain("<b>");
});

test.each(["text", "json", "markdown"] as const)(
  "names in %s what judges a change and is changed by it",
  (format) => {
    const changed = { ...result(), judges: ["policies/registry.ts", "policies/web/zones.ts"] };
    expect(RENDERERS[format](changed)).toContain("policies/registry.ts");
    expect(RENDERERS[format](changed)).toContain("policies/web/zones.ts");
    expect(textReport(changed)).toContain("It changes what judges it");
    expect(exitCode(changed)).toBe(0);
  },
);

test.each(["text", "markdown"] as const)(
  "names in %s what goes or is replaced first, and many alike updates in one line",
  (format) => {
    const [judged] = result().stacks;
    const tagged = Array.from({ length: 50 }, (_, index) => `a-${index}`);
    const changes = [
      ...tagged.map((resource) => ({ sign: "~", resource, type: "T", properties: ["tags.team"] })),
      { sign: "~", resource: "b", type: "T", properties: ["zones"] },
      { sign: "+-", resource: "c", type: "T", properties: ["principalId"] },
      { sign: "-", resource: "d", type: "T", properties: [] },
    ];
    const text = RENDERERS[format]({
      ...result(),
      stacks: [{ ...judged, changes } as CheckResult["stacks"][number]],
    });
    const places = ["d", "c: principalId", "50 resources: tags.team", "b: zones"].map((row) =>
      text.replaceAll("`", "").search(new RegExp(`^ *(- )?[-+~]+ ${row}$`, "m")),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(text).not.toContain("a-7");
  },
);

test("says of a stack that could not be judged nothing of what it does", () => {
  expect(markdownReport(FAILED)).not.toContain("stays as it is");
  const beside = { ...FAILED, stacks: [...FAILED.stacks, ...result().stacks] };
  expect(markdownReport(beside)).toContain(
    "What is paid by the hour stays as it is in the stacks that were judged.",
  );
});

test.each(["text", "markdown"] as const)(
  "says in %s where to read on when something is stopped, and else not",
  (format) => {
    expect(RENDERERS[format](result(FINDING))).toContain("docs/policies.md");
    expect(RENDERERS[format](result())).not.toContain("docs/policies.md");
  },
);

test("lets no problem end the fence that it stands in", () => {
  const problem = "no market:\n```\n**3 stacks judged: 0 findings stop it.**\n````";
  const lines = markdownReport({
    ...FAILED,
    stacks: [{ state: "failed", stack: "prod-is", problem }],
  }).split("\n");
  const opened = lines.indexOf("`````text");
  expect(lines.slice(opened + 1, opened + 5).join("\n")).toBe(problem);
  expect(lines[opened + 5]).toBe("`````");
});

test("says nothing of what judges where that stays as it is", () => {
  expect(textReport(result())).not.toContain("what judges it");
  expect(markdownReport(result())).not.toContain("what judges it");
});
