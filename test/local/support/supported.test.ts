import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { readSupported, type Shown } from "./read-supported.ts";
import { gaps, list, withTable } from "./render-supported.ts";

test("finds every subject shown to accept, refuse and change, and the docs as they would be written", () => {
  const script = join(import.meta.dirname, "write-supported.ts");
  expect(execFileSync(process.execPath, [script, "--check"], { encoding: "utf8" })).toBe("");
});

test.each<[string, string, Omit<Shown, "file">[]]>([
  [
    "a test",
    '/** @accepts a b */\ntest("takes one", f);',
    [{ subject: "a b", kind: "accepts", title: "takes one" }],
  ],
  [
    "a test of several subjects and kinds",
    '/**\n * @changes a, Microsoft.B/bs\n * @accepts c\n */\ntest("moves it", f);',
    [
      { subject: "a", kind: "changes", title: "moves it" },
      { subject: "Microsoft.B/bs", kind: "changes", title: "moves it" },
      { subject: "c", kind: "accepts", title: "moves it" },
    ],
  ],
  [
    "a table",
    '/** @refuses a */\ntest.each<[string]>([["x"]])("refuses %s", f);',
    [{ subject: "a", kind: "refuses", title: "refuses %s" }],
  ],
  [
    "what is described",
    'describe("a", () => { describe("thing", () => {\n/** @refuses a */\ntest("is refused", f); }); });',
    [{ subject: "a", kind: "refuses", title: "a thing is refused" }],
  ],
  [
    "no other test",
    '/** It accepts all. */\ntest("takes one", f);\ntest.each([])("refuses %s", f);',
    [],
  ],
])("reads %s", (_what, source, expected) => {
  expect(readSupported("a.test.ts", source)).toEqual(
    expected.map((one) => ({ ...one, file: "a.test.ts" })),
  );
});

test.each([
  ["another tag", '\n/** @accept a */\ntest("takes one", f);', "a.test.ts:2: @accept is none"],
  ["a tag on a function", "/** @accepts a */\nfunction f() {}", "a.test.ts: a tag"],
  ["a tag on another call", '/** @accepts a */\nrun("takes one");', "a.test.ts:2: a tag is on"],
  ["a tag on nothing", 'test("takes one", f);\n/** @accepts a */', "a.test.ts: a tag"],
  ["a title that is computed", "/** @accepts a */\ntest(title, f);", "not title."],
  ["a title that is missing", "/** @accepts a */\ntest();", "not undefined."],
])("does not pass over %s", (_what, source, message) => {
  expect(() => readSupported("a.test.ts", source)).toThrow(message);
});

const SHOWN: readonly Shown[] = [
  { subject: "Microsoft.A/as", kind: "accepts", title: "takes %s", file: "test/b.test.ts" },
  { subject: "Microsoft.A/as", kind: "accepts", title: "takes $one", file: "test/a.test.ts" },
  { subject: "Microsoft.A/as", kind: "refuses", title: "refuses two", file: "test/a.test.ts" },
  { subject: "Microsoft.A/as", kind: "changes", title: "moves it", file: "test/a.test.ts" },
];

test("names what a subject lacks, and subjects that nobody knows", () => {
  expect(gaps(["Microsoft.A/as"], SHOWN)).toEqual([]);
  expect(gaps(["Microsoft.A/as"], SHOWN.slice(0, 2))).toEqual([
    '"Microsoft.A/as" has no test of what it refuses.',
    '"Microsoft.A/as" has no test of what it changes.',
  ]);
  expect(gaps([], SHOWN.slice(3))).toEqual([
    'test/a.test.ts, "moves it": "Microsoft.A/as" is no subject.',
  ]);
});

test("writes a row a subject between the markers, and leaves the rest of the page", () => {
  const begin = "<!-- supported: begin, written by `npm run generate` -->\n";
  const end = "<!-- supported: end -->";
  const row = "| as | 2 | 1 | 1 | a, b |\n";
  const head = "| what | accepts | refuses | changes | tests |\n| --- | --- | --- | --- | --- |\n";
  const page = `# Top\n${begin}| old |\n${end}\n## Rest\n`;
  const written = `# Top\n${begin}${head}${row}${end}\n## Rest\n`;
  expect(withTable(page, ["Microsoft.A/as"], SHOWN)).toBe(written);
  expect(withTable(written, ["Microsoft.A/as"], SHOWN)).toBe(written);
  expect(() => withTable("# Top\n", ["Microsoft.A/as"], SHOWN)).toThrow("It lacks <!--");
});

test("lists the titles of each subject, with what varies left open", () => {
  expect(list(["Microsoft.A/as"], SHOWN)).toContain(
    "## as\n- accepts: takes … ([b.test.ts](../../test/b.test.ts))\n- accepts: takes … ([a.test.ts](../../test/a.test.ts))\n- refuses: refuses two",
  );
});
