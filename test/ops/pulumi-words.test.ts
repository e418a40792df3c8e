import { describe, expect, test } from "@jest/globals";
import { refuseLeavingHere } from "../../ops/local-refusals.ts";
import { parseWords, stackOf, withWholePaths } from "../../ops/pulumi-words.ts";

function parse(line: string): ReturnType<typeof parseWords> {
  return parseWords(line.split(" "));
}

describe("parseWords", () => {
  test.each<[string, string | undefined]>([
    ["up --stack prod-se --yes", "prod-se"],
    ["up --stack=prod-se", "prod-se"],
    ["up -s prod-se", "prod-se"],
    ["up -sprod-se", "prod-se"],
    ["up -s=prod-se", "prod-se"],
    ["--stack prod-se up", "prod-se"],
    ["--non-interactive up --stack prod-se", "prod-se"],
    ["up -s organization/gradetide/prod-se", "prod-se"],
    ["stack init prod-se", "prod-se"],
    ["stack init --copy-config-from prod-uk prod-se", "prod-se"],
    ["stack rm --yes prod-se", "prod-se"],
    ["stack select prod-se", "prod-se"],
    ["stack ls", undefined],
    ["up", undefined],
    ["up --show-sames", undefined],
    ["up --stack", undefined],
    ["up --stack --yes", undefined],
    ["about -- --stack prod-se", undefined],
  ])("reads the stack of `%s` as %p", (line, stack) => {
    expect(stackOf(parse(line))).toBe(stack);
  });

  test.each([
    ["--non-interactive up --stack prod-se", ["up"]],
    ["--color never -v 9 up -y", ["up"]],
    ["config --stack prod-uk set foo bar", ["config", "set", "foo", "bar"]],
    ["stack export --file out.json", ["stack", "export"]],
  ])("finds the words of `%s`", (line, words) => {
    expect(parse(line).words).toEqual(words);
  });
});

describe("withWholePaths", () => {
  test.each([
    ["up --plan plan.json --yes", "up --plan /here/plan.json --yes"],
    ["preview --save-plan=../plan.json", "preview --save-plan=/plan.json"],
    [
      "preview --event-log events.jsonl --policy-pack policies",
      "preview --event-log /here/events.jsonl --policy-pack /here/policies",
    ],
    ["preview --policy-pack /a/b", "preview --policy-pack /a/b"],
    ["preview --policy-pack --diff", "preview --policy-pack --diff"],
    ["up --message plan.json", "up --message plan.json"],
  ])("writes the user's own paths of `%s` out", (line, whole) => {
    expect(withWholePaths(line.split(" "), "/here").join(" ")).toBe(whole);
  });
});

describe("refuseLeavingHere", () => {
  test.each([
    "stack init prod-se -C /elsewhere",
    "preview --cwd=/elsewhere",
    "preview --stack prod-is --config-file ../../Pulumi.prod-is.yaml",
    "stack init prod-se --secrets-provider azurekeyvault://x",
    "login azblob://state",
    "logout",
  ])("refuses `%s`, which would leave this machine", (line) => {
    expect(() => refuseLeavingHere(parse(line))).toThrow("on this machine");
  });

  test.each([
    "config set a b",
    "config --stack prod-uk set foo bar",
    "config rm a",
    "config refresh",
  ])("refuses `%s`, which the next run would undo", (line) => {
    expect(() => refuseLeavingHere(parse(line))).toThrow("Edit that file");
  });

  test.each([
    "config",
    "config get a",
    "up --stack prod-se",
    "stack export",
    "state unprotect --all",
  ])("lets `%s` pass", (line) => {
    expect(() => refuseLeavingHere(parse(line))).not.toThrow();
  });
});
