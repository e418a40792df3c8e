import { readdirSync } from "node:fs";
import { expect, test } from "@jest/globals";
import {
  change,
  FILE,
  MARK,
  parseText,
  readCases,
  refusalOf,
  swedishText,
  takeMarks,
} from "./support.ts";

/** Every file in wrong-settings/ holds cases: what is changed in Sweden's real settings. */
const folder = new URL("./wrong-settings/", import.meta.url);

const cases = readdirSync(folder).flatMap((file) => readCases(new URL(file, folder)));

test("holds at least forty wrong settings", () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
  expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
});

test.each(cases)("refuses $title", ({ from, to, message }) => {
  const { text, places } = takeMarks(change(swedishText(), from, to));

  const error = refusalOf(() => parseText(text));

  expect(error.message).toBe(message.replace(MARK, `${FILE}:${places[0]}`));
  expect(error.code).toBe("settings-invalid");
});
