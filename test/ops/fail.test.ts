import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { SettingsError } from "../../infra/settings/index.ts";
import { UserError } from "../../local/user-error.ts";
import { fail } from "../../ops/fail.ts";

describe("fail", () => {
  let text: string;
  const before = process.exitCode;
  beforeEach(() => {
    text = "";
    jest.spyOn(process.stderr, "write").mockImplementation((part) => {
      text += String(part);
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = before;
  });

  test.each([
    ["a user error", new UserError("stack-busy", "Another run is at work."), "(stack-busy)"],
    [
      "wrong settings",
      new SettingsError("settings-invalid", [
        { file: "f.yaml", path: "p", received: "1", allowed: "2", edit: "e" },
      ]),
      "(settings-invalid)",
    ],
    [
      "a full disk",
      Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }),
      "The disk is full.",
    ],
  ])("shows %s by its text and code, without a stack, and exits with 1", (_, error, expected) => {
    fail(error);
    expect(text).toContain(expected);
    expect(text).toContain(error.message);
    expect(text).not.toMatch(/^ {4}at /m);
    expect(process.exitCode).toBe(1);
  });

  test("shows anything else as a bug, with its stack, and exits with 70", () => {
    fail(new TypeError("x is not a function"));
    expect(text).toContain("This is a bug in Gradetide");
    expect(text).toMatch(/^ {4}at /m);
    expect(process.exitCode).toBe(70);
  });
});
