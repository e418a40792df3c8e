import { beforeAll, describe, expect, test } from "@jest/globals";
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
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

describe("Edge", () => {
  const gateway = (): Record<string, unknown> => inputsOf("prod-se-edge-gateway");

  test("spreads a WAF_v2 gateway over the zones, between the plan's least and the settings' most instances", () => {
    expect(gateway()).toMatchObject({
      zones: ["1", "2", "3"],
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      autoscaleConfiguration: { minCapacity: 3, maxCapacity: 10 },
      sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101" },
      firewallPolicy: { id: "/mock/prod-se-edge-firewall" },
      gatewayIPConfigurations: [{ subnet: { id: "/mock/prod-se-network-vnet/subnets/snet-edge" } }],
    });
    expect(gateway()).not.toHaveProperty("sku.capacity");
  });

  test("serves each market by a listener and a certificate of its own, read without a version", () => {
    expect(gateway().sslCertificates).toEqual([
      { name: "ch", keyVaultSecretId: "https://vault.example/secrets/edge-ch" },
      { name: "se", keyVaultSecretId: "https://vault.example/secrets/edge-se" },
    ]);
    expect(gateway().httpListeners).toEqual([
      expect.objectContaining({
        name: "https-ch",
        protocol: "Https",
        hostName: "ch.school.example",
      }),
      expect.objectContaining({ name: "http-ch", protocol: "Http", hostName: "ch.school.example" }),
      expect.objectContaining({
        name: "https-se",
        protocol: "Https",
        hostName: "se.school.example",
      }),
      expect.objectContaining({ name: "http-se", protocol: "Http", hostName: "se.school.example" }),
    ]);
  });

  test("sends plain HTTP to HTTPS of the same host, and never to a clone", () => {
    const rules = gateway().requestRoutingRules as { name: string }[];
    for (const rule of rules.filter(({ name }) => name.startsWith("http-"))) {
      expect(rule).toHaveProperty("redirectConfiguration.id");
      expect(rule).not.toHaveProperty("backendAddressPool");
    }
    expect(gateway().redirectConfigurations).toContainEqual(
      expect.objectContaining({
        redirectType: "Permanent",
        includePath: true,
        includeQueryString: true,
        targetListener: {
          id: "/mock/prod-se-edge-rg/providers/Microsoft.Network/applicationGateways/agw-prod-se/httpListeners/https-se",
        },
      }),
    );
  });

  test("waits for the roles by which it reads its certificates, one a market", () => {
    const { dependsOn } = stack.named("prod-se-edge-gateway").options;
    expect(dependsOn).toEqual([expect.any(RoleAssignment), expect.any(RoleAssignment)]);
  });

  test("drains a clone that leaves, and asks each whether it is well", () => {
    expect(gateway()).toMatchObject({
      backendHttpSettingsCollection: [
        {
          connectionDraining: { enabled: true, drainTimeoutInSec: 60 },
          port: 80,
          requestTimeout: 60,
        },
      ],
      probes: [{ path: "/health", match: { statusCodes: ["200"] } }],
    });
  });

  test("prevents by managed rules, bot rules and the plan's limit on one client's requests", () => {
    expect(inputsOf("prod-se-edge-firewall")).toMatchObject({
      policySettings: { state: "Enabled", mode: "Prevention", requestBodyCheck: true },
      managedRules: {
        managedRuleSets: [
          { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.1" },
          { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
        ],
      },
      customRules: [
        {
          ruleType: "RateLimitRule",
          action: "Block",
          rateLimitDuration: "OneMin",
          rateLimitThreshold: 2500,
          groupByUserSession: [{ groupByVariables: [{ variableName: "ClientAddr" }] }],
        },
      ],
    });
  });

  test("keeps every rule's priority when a market goes", async () => {
    const [, ch] = SETTINGS.markets;
    if (ch === undefined) throw new Error("the fixture has two markets");
    const fewer = await declare({ ...SETTINGS, markets: [ch] });
    const rules = gateway().requestRoutingRules as { name: string }[];
    expect(fewer.named("prod-se-edge-gateway").inputs.requestRoutingRules).toEqual(
      rules.filter(({ name }) => name.endsWith("-ch")),
    );
  });

  test.each([
    ["perAddress", { mode: "perAddress" }, "Enabled", undefined],
    ["none", { mode: "none" }, "VirtualNetworkInherited", undefined],
    ["plan", { mode: "plan", planId: "/plan" }, "VirtualNetworkInherited", { id: "/plan" }],
  ] as const)(
    "protects its address from floods as set: %s",
    async (_, ddosProtection, mode, plan) => {
      const other = await declare({
        ...SETTINGS,
        network: { ...SETTINGS.network, ddosProtection },
      });
      expect(other.named("prod-se-edge-ip").inputs.ddosSettings).toEqual({ protectionMode: mode });
      expect(other.named("prod-se-network-vnet").inputs.ddosProtectionPlan).toEqual(plan);
      expect(other.named("prod-se-network-vnet").inputs.enableDdosProtection).toBe(
        plan !== undefined,
      );
      expect(other.resources.filter(({ type }) => /DdosProtectionPlan/.test(type))).toEqual([]);
    },
  );
});
