import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { change, FILE, MARK, parseText, refusalOf, swedishText, takeMarks } from "./support.ts";

/**
 * Every file in wrong-settings/ holds cases: what is changed in Sweden's real settings, and the
 * whole message. The mark stands where the message's line and column must point.
 */
interface Case {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly message: string;
}

const folder = new URL("./wrong-settings/", import.meta.url);

function readCases(file: string): readonly Case[] {
  const blocks = readFileSync(new URL(file, folder), "utf8").split(/^=== /m);
  return blocks.slice(1).map((block) => {
    const parts =
      /^(.*)\n--- instead of\n([\s\S]*)\n--- stands\n([\s\S]*)\n--- refused with\n([\s\S]*)$/;
    const [, title = "", from = "", to = "", message = ""] = parts.exec(block.trimEnd()) ?? [];
    return { title, from, to, message };
  });
}

const cases = readdirSync(folder).flatMap(readCases);

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
