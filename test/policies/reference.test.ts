import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { renderReference } from "../../policies/reference/render-reference.ts";
import { POLICIES, POLICY_TEXTS } from "../../policies/registry.ts";

test("docs/policies.md is what the policies say: `npm run generate` writes it", () => {
  const written = readFileSync(new URL("../../docs/policies.md", import.meta.url), "utf8");
  expect(written).toBe(renderReference(POLICY_TEXTS));
});

test("Every policy tells a newcomer what it is for", () => {
  for (const { id, title, why, control, example } of POLICY_TEXTS) {
    expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    expect(title).toMatch(/\.$/);
    expect(why.length).toBeGreaterThan(20);
    expect(control).toMatch(/^A\.[5-8]\.\d+ [A-Z]/);
    expect([example.violation, example.remedy].every((text) => text.length > 3)).toBe(true);
  }
});

test("No two policies have one id, and none that Pulumi keeps for itself", () => {
  const ids = POLICY_TEXTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain("all");
});

test("Every default of a setting is within its own bounds", () => {
  for (const { config = {} } of POLICIES) {
    for (const { default: value, minimum, maximum, type } of Object.values(config)) {
      expect(Array.isArray(value)).toBe(type === "array");
      if (typeof value !== "number") continue;
      expect(value).toBeGreaterThanOrEqual(minimum ?? value);
      expect(value).toBeLessThanOrEqual(maximum ?? value);
    }
  }
});
