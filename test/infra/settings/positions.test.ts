import { expect, test } from "@jest/globals";
import { readSource } from "../../../infra/settings/source.ts";
import { takeMarks } from "./support.ts";

function placeOf(marked: string, path: readonly (string | number)[]): unknown {
  const { text, places } = takeMarks(marked);
  const position = readSource(text).locate(path);
  return [position && `${position.line}:${position.column}`, places[0]];
}

test.each([
  ["a key", "a:\n  ▮b: 1\n", ["a", "b"]],
  ["a list's item", "a:\n  - 1\n  - ▮2\n", ["a", 1]],
  ["a section's key in a list", "a:\n  - b: 1\n    ▮c: 2\n", ["a", 0, "c"]],
  ["a value on one line", "a: { b: 1, ▮c: 2 }\n", ["a", "c"]],
  ["an item on one line", "a: [1, ▮2]\n", ["a", 1]],
  [
    "a key below comments and empty lines",
    "# one\n\na: # two\n\n  # three\n  ▮b: 1 # four\n",
    ["a", "b"],
  ],
  ["a key in quotes", 'a:\n  ▮"b/c": 1\n', ["a", "b/c"]],
  ["a key that is a number", "a:\n  ▮1: x\n", ["a", "1"]],
  ["a key after letters beyond ASCII", "a: { å: 1, ▮b: 2 }\n", ["a", "b"]],
  ["a key in a file of Windows", "a:\r\n  ▮b: 1\r\n", ["a", "b"]],
  ["a key that carries an anchor", "a:\n  ▮b: &x 1\n  c: *x\n", ["a", "b"]],
  ["a key that carries an alias", "a:\n  b: &x 1\n  ▮c: *x\n", ["a", "c"]],
  ["an item that carries an anchor", "a:\n  - &x ▮1\n", ["a", 0]],
  ["an alias among items", "a:\n  - &x 1\n  - ▮*x\n", ["a", 1]],
  ["what stands behind an alias", "a: &x\n  ▮b: 1\nc: *x\n", ["c", "b"]],
  ["what is merged", "a: &x\n  ▮b: 1\nc:\n  <<: *x\n  d: 2\n", ["c", "b"]],
  [
    "what is merged from the second of two",
    "a: &x { b: 1 }\nc: &y { ▮d: 2 }\ne: { <<: [*x, *y] }\n",
    ["e", "d"],
  ],
  ["what hides what is merged", "a: &x\n  b: 1\nc:\n  <<: *x\n  ▮b: 2\n", ["c", "b"]],
])("finds %s", (_, marked, path) => {
  const [found, expected] = placeOf(marked, path) as [unknown, unknown];
  expect(found).toBe(expected);
});

test.each([
  ["an absent key", "a: 1\n", ["b"]],
  ["something below a value", "a: 1\n", ["a", "b"]],
  ["an absent item", "a: [1]\n", ["a", 1]],
  ["a key in a list", "a: [1]\n", ["a", "b"]],
  ["anything in an empty file", "", ["a"]],
])("finds no place for %s", (_, text, path) => {
  expect(readSource(text).locate(path)).toBeUndefined();
});

test.each([
  ["a: 0x1F # hex\n", 31, "0x1F"],
  ["a: 'it''s'\n", "it's", "'it''s'"],
  ["a: &x plain text\n", "plain text", "plain text"],
  ["x: &x 0471\na: *x\n", 471, "0471"],
  ["a: |\n  block\n", "block\n", undefined],
  ["a: 5\n", 6, undefined],
  ["a: [1]\n", [1], undefined],
  ["a:\n", null, undefined],
])("tells how a value stands in %j", (text, value, written) => {
  expect(readSource(text).written(["a"], value)).toBe(written);
});

test("reports an alias within its own anchor, and aliases that multiply, instead of never ending", () => {
  const endless = readSource("a: &x\n  b: *x\n");
  expect(endless.problems).toHaveLength(1);
  expect(endless.value()).toBeUndefined();
  const levels = Array.from({ length: 9 }, (_, level) =>
    level === 0 ? "l0: &l0 [x, x, x]" : `l${level}: &l${level} [${`*l${level - 1}, `.repeat(9)}]`,
  );
  const multiplied = readSource(`${levels.join("\n")}\n`);
  expect(multiplied.problems).toHaveLength(1);
  expect(multiplied.value()).toBeUndefined();
});
