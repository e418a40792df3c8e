import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Checkout, freshCheckout } from "../support/checkout.ts";

/** What an edit of Sweden's settings would do, seen before it is done. */
describe("preview", () => {
  let checkout: Checkout;
  beforeAll(() => {
    checkout = freshCheckout();
  });
  afterAll(() => checkout.remove());

  test.each(["prod-se", "prod-is", "prod-uk"])(
    "plans all of %s from its own settings",
    async (stack) => {
      const { code, text } = await checkout.gradetide("local", "preview", "--stack", stack);
      expect({ code, text }).toMatchObject({ code: 0 });
      expect(text).toMatch(/\+ \d+ to create/);
      // What the season's plan wants done by a person, and nothing else.
      const warnings = [...text.matchAll(/(?<!\d )warning.*/gi)].map(([warning]) => warning);
      for (const warning of warnings) expect(warning).toMatch(/^warning: To do: /);
    },
    120_000,
  );

  test("shows every setting of Sweden's that is wrong, with its place in the file", async () => {
    checkout.edit("Pulumi.prod-se.yaml", "zones: [1, 2, 3]", "zones: [1, 2, 4]");
    const { code, text } = await checkout.gradetide("local", "preview", "--stack", "prod-se");
    expect(code).toBe(1);
    expect(text).toMatch(/Pulumi\.prod-se\.yaml:\d+:\d+/);
    checkout.edit("Pulumi.prod-se.yaml", "zones: [1, 2, 4]", "zones: [1, 2, 3]");
  });

  test("refuses a range that another stack has, before anything is registered", async () => {
    checkout.edit("Pulumi.prod-is.yaml", "addressSpace: 10.17.0.0/16", "addressSpace: 10.0.0.0/8");
    const { code, text } = await checkout.gradetide("local", "preview", "--stack", "prod-is");
    expect(code).toBe(1);
    expect(text).toContain("a range apart from every other stack's");
    checkout.edit("Pulumi.prod-is.yaml", "addressSpace: 10.0.0.0/8", "addressSpace: 10.17.0.0/16");
  });

  test("refuses a word that is no option of ours, instead of a table for a script", async () => {
    const { code, text } = await checkout.gradetide("local", "status", "--jsno");
    expect(code).toBe(1);
    expect(text).toContain("(option-unknown)");
  });

  test("says where a settings file is no YAML", async () => {
    checkout.edit("Pulumi.prod-uk.yaml", "config:", "config: [");
    const { code, text } = await checkout.gradetide("local", "preview", "--stack", "prod-uk");
    expect(code).toBe(1);
    expect(text).toMatch(/Pulumi\.prod-uk\.yaml:\d+:\d+/);
    expect(text).toContain("(settings-yaml)");
  });
});
