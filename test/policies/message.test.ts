import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatMessage, parseMessage } from "../../policies/support/message.ts";

const word = fc
  .string({ minLength: 1 })
  .filter((text) => text.trim() !== "" && !text.includes("\r"));

test("A message is read back as it was written, behind the title that the engine puts before it", () => {
  fc.assert(
    fc.property(word, word, word, word, word, (path, value, required, remedy, title) => {
      const finding = {
        kind: "violation",
        urn: "urn::x",
        path: `p${path}`,
        value: `"${value}"`,
        required,
        remedy,
      } as const;
      const text = formatMessage(finding, "A.8.6 Capacity management");
      const read = parseMessage(`${title}\n${text}\n`);
      expect(read).toMatchObject({
        required: required.replaceAll("\n", " "),
        remedy:
          remedy.replaceAll("\n", " ").trimEnd() === ""
            ? read?.remedy
            : remedy.replaceAll("\n", " "),
        control: "A.8.6 Capacity management",
      });
    }),
  );
});

test.each([
  ["violation", "x: zones is [].", { path: "zones", value: "[]" }],
  ["unknown", "x: zones can't be judged until applied.", { path: "zones", value: "unknown" }],
  ["no-evidence", "No evidence: x: nothing ran.", { path: "", value: "nothing ran" }],
] as const)("says %s in words, and knows it again", (kind, what, over) => {
  const finding = { kind, urn: "urn::x", required: "r", remedy: "m", ...over };
  expect(parseMessage(formatMessage(finding, "A.8.6 Capacity management"))).toMatchObject({
    kind,
    what,
  });
});

test("A text of somebody else's is none of ours", () => {
  expect(parseMessage("can't run policy 'x' during preview: unknown")).toBeUndefined();
  expect(parseMessage("")).toBeUndefined();
});
