import { beforeAll, describe, expect, test } from "@jest/globals";
import type { MockedStack } from "../../support/mocked-stack.ts";
import { declare } from "./declare.ts";
import { SETTINGS } from "./fixture.ts";

let stack: MockedStack;
beforeAll(async () => {
  stack = await declare(SETTINGS);
});

function inputsOf(name: string): Record<string, unknown> {
  return stack.named(name).inputs;
}

describe("Secrets", () => {
  test("keeps a vault that only roles open, that can't be purged, and that lets no one in unnamed", () => {
    expect(inputsOf("prod-se-secrets-vault")).toMatchObject({
      vaultName: "kv-prod-se-k7m2",
      properties: {
        enableRbacAuthorization: true,
        enablePurgeProtection: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        networkAcls: {
          defaultAction: "Deny",
          bypass: "AzureServices",
          ipRules: [{ value: "192.0.2.10" }],
        },
      },
    });
    expect(inputsOf("prod-se-secrets-vault")).not.toHaveProperty("properties.accessPolicies");
  });

  test("lets the gateway's identity read secrets of that vault, and do nothing more", () => {
    expect(inputsOf("prod-se-secrets-gateway-reads")).toMatchObject({
      scope: "/mock/prod-se-secrets-vault",
      principalId: "principal-of-prod-se-secrets-gateway-identity",
      principalType: "ServicePrincipal",
      roleDefinitionId: expect.stringMatching(/4633458b-17de-408a-b874-0445c86b69e6$/),
    });
  });

  test.each([
    ["se", "se.school.example"],
    ["ch", "ch.school.example"],
  ])("makes market %s a certificate for %s that renews itself", (market, hostname) => {
    expect(inputsOf(`prod-se-secrets-${market}-certificate`)).toMatchObject({
      keyVaultId: "/mock/prod-se-secrets-vault",
      certificatePolicy: {
        issuerParameters: { name: "Self" },
        keyProperties: { keyType: "RSA", keySize: 2048, reuseKey: false },
        lifetimeActions: [
          { action: { actionType: "AutoRenew" }, trigger: { daysBeforeExpiry: 45 } },
        ],
        x509CertificateProperties: {
          subject: `CN=${hostname}`,
          subjectAlternativeNames: { dnsNames: [hostname] },
        },
      },
    });
  });
});
