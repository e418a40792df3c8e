import { expect, test } from "@jest/globals";
import { isLocalCommand } from "../../../ops/local/command.ts";

test.each([
  ["clock", true],
  ["log", true],
  ["up", false],
  ["constructor", false],
  ["toString", false],
  ["__proto__", false],
])("knows that %s as a command of our own is %s", (name, expected) => {
  expect(isLocalCommand(name)).toBe(expected);
});
