import { expect, test } from "@jest/globals";
import { formatStack } from "../../infra/format-stack.ts";

const SITES = ["one (/a.ts:1:2)", "two (/b.ts:3:4)"].map(
  (text) => ({ toString: () => text }) as unknown as NodeJS.CallSite,
);

/** Formats while stacks have a limit, or none. */
function under(limit: number, error: Error): string {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = limit;
  try {
    return formatStack(error, SITES);
  } finally {
    Error.stackTraceLimit = before;
  }
}

test("writes the stack of an error that says something, as V8 does", () => {
  expect(under(10, new RangeError("too far"))).toBe(
    "RangeError: too far\n    at one (/a.ts:1:2)\n    at two (/b.ts:3:4)",
  );
});

test("writes none for a nameless error, but where Pulumi reads source positions, without a limit", () => {
  expect(under(10, new Error())).toBe("");
  expect(under(Number.POSITIVE_INFINITY, new Error())).toContain("    at two (/b.ts:3:4)");
});
