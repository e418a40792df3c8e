import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { UserError } from "../../../local/user-error.ts";
import { checkPolicyConfig } from "../../../ops/check/policy-config.ts";
import { POLICY_TEXTS } from "../../../policies/registry.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function check(text: string): string {
  const file = join(folder, "config.json");
  writeFileSync(file, text);
  return checkPolicyConfig(file, POLICY_TEXTS);
}

test.each([
  ["severities", { "web-zones": "advisory", all: "mandatory" }],
  ["a threshold within its range", { "web-zones": { zones: 3, enforcementLevel: "disabled" } }],
  ["a list", { "edge-tls-policy": { policies: ["AppGwSslPolicy20220101"] } }],
])("takes %s", (_, config) => {
  expect(check(JSON.stringify(config))).toBe(join(folder, "config.json"));
});

test.each([
  ["an unknown policy", '{"web-zonez": "advisory"}', 'there is no policy "web-zonez"'],
  ["an unknown setting", '{"web-zones": {"zone": 2}}', 'web-zones has no setting "zone"'],
  ["a number out of its range", '{"web-zones": {"zones": 9}}', "allowed is a number from 1 to 3"],
  ["a part of a whole number", '{"web-zones": {"zones": 1.5}}', "allowed is a number from 1 to 3"],
  ["a text for a number", '{"web-zones": {"zones": "2"}}', "allowed is a number"],
  ["a text for a list", '{"edge-tls-policy": {"policies": "x"}}', "allowed is a list of texts"],
  ["an unknown severity", '{"web-zones": "warn"}', "advisory, mandatory, disabled"],
  ["a list", "[]", "an object is needed"],
  ["no JSON", "{", "can't be read as JSON"],
])("refuses %s by name", (_, text, expected) => {
  expect(() => check(text)).toThrow(UserError);
  expect(() => check(text)).toThrow(expected);
});

test("refuses a file that is not there", () => {
  expect(() => checkPolicyConfig(join(folder, "none.json"), POLICY_TEXTS)).toThrow(UserError);
});
