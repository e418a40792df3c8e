import { expect, test } from "@jest/globals";
import { secretsPrivate } from "../../policies/secrets/private.ts";
import type { Config, Stack } from "../../policies/support/policy.ts";
import { T } from "../../policies/support/types.ts";
import { withInput } from "./support/change.ts";
import { realStack } from "./support/real-stack.ts";

const RULES = "properties.networkAcls.ipRules";

test("secrets-private lets in the addresses that the settings name, and no others", async () => {
  const standing = await realStack("prod-se", { today: "2026-11-25", known: true });
  const secrets = {
    ...standing.settings.secrets,
    allowedAddresses: ["192.0.2.10", "198.51.100.0/24", "203.0.0.0/16"],
  };
  const stack: Stack = { ...standing, settings: { ...standing.settings, secrets } };
  const said = (value: string, config: Config = {}): readonly string[] =>
    secretsPrivate
      .checkStack(
        {
          ...stack,
          resources: stack.resources.map((one) =>
            one.type === T.vault ? withInput(one, RULES, [{ value }]) : one,
          ),
        },
        config,
      )
      .map((finding) => finding.value);
  expect(said("192.0.2.10")).toEqual([]);
  expect(said("192.0.2.10/32")).toEqual([]);
  expect(said("198.51.100.0/24")).toEqual([]);
  expect(said("192.0.2.11")).toEqual(["192.0.2.11"]);
  expect(said("203.0.0.0/16")).toEqual(["203.0.0.0/16"]);
  expect(said("203.0.0.0/16", { prefix: 16 })).toEqual([]);
});
