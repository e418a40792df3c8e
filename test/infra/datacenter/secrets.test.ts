import { beforeAll, describe, expect, test } from "@jest/globals";
import { Certificate } from "@pulumi/azure/keyvault/certificate.js";
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

  test("lets the gateway's identity read the secret of each market's certificate, and nothing more", () => {
    const given = stack.resources
      .filter(({ type }) => type.endsWith(":RoleAssignment"))
      .filter(({ inputs }) => String(inputs.principalId).includes("-gateway-identity"));
    expect(given.map(({ name, inputs }) => [name, inputs.scope])).toEqual([
      ["prod-se-secrets-gateway-reads-se", "/mock/prod-se-secrets-vault/secrets/edge-se"],
      ["prod-se-secrets-gateway-reads-ch", "/mock/prod-se-secrets-vault/secrets/edge-ch"],
    ]);
    for (const { inputs } of given) {
      expect(inputs).toMatchObject({
        principalId: "principal-of-prod-se-secrets-gateway-identity",
        principalType: "ServicePrincipal",
        roleDefinitionId: expect.stringMatching(/4633458b-17de-408a-b874-0445c86b69e6$/),
      });
    }
  });

  test("names each of these roles by its own text alone, so that it is the same after a lost state", () => {
    expect(
      ["se", "ch"].map(
        (market) => inputsOf(`prod-se-secrets-gateway-reads-${market}`).roleAssignmentName,
      ),
    ).toEqual(["2f908b63-0767-8323-ac6e-dc1b1de47b1d", "1f1b4bd9-eceb-865e-a802-f021b79133cd"]);
  });

  test("reads a certificate's secret by the name of the certificate, after that stands", () => {
    for (const market of ["se", "ch"]) {
      const role = stack.named(`prod-se-secrets-gateway-reads-${market}`);
      const certificate = inputsOf(`prod-se-secrets-${market}-certificate`);
      expect(String(role.inputs.scope)).toMatch(new RegExp(`/secrets/${certificate.name}$`));
      expect(role.options.dependsOn).toEqual([expect.any(Certificate)]);
    }
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
