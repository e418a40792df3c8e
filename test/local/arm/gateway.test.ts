import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { objectAt, objectsAt, textAt } from "../../../local/behaviours/support/json.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import {
  BODIES,
  gatewayBody,
  IDS,
  networkId,
  putEdge,
  REGION,
  setBody,
} from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

let azure: TestAzure;
beforeAll(async () => {
  azure = new TestAzure();
  await putEdge(azure);
});
afterAll(() => azure.close());

type Changes = Record<string, Json | undefined>;

const RULES = "properties.requestRoutingRules";
const LISTENERS = "properties.httpListeners";
const SCALE = "properties.autoscaleConfiguration";
const SECRET = "properties.sslCertificates.0.properties.keyVaultSecretId";

function listener(name: string, more: JsonObject): JsonObject {
  const [, http = {}] = objectsAt(gatewayBody(), LISTENERS);
  return { ...http, name, properties: { ...objectAt(http, "properties"), ...more } };
}

/** @refuses Microsoft.Network/applicationGateways */
test.each<[string, Changes, string]>([
  [
    "a rule without a priority",
    { [`${RULES}.0.properties.priority`]: undefined },
    "ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty",
  ],
  [
    "a priority twice",
    { [`${RULES}.1.properties.priority`]: 100 },
    "ApplicationGatewayRequestRoutingRulePriorityNotUnique",
  ],
  [
    "priority 0",
    { [`${RULES}.0.properties.priority`]: 0 },
    "ApplicationGatewayRequestRoutingRulePriorityOutOfRange",
  ],
  [
    "priority 20001",
    { [`${RULES}.0.properties.priority`]: 20001 },
    "ApplicationGatewayRequestRoutingRulePriorityOutOfRange",
  ],
  [
    "a rule without a destination",
    { [`${RULES}.0.properties.backendAddressPool`]: undefined },
    "ApplicationGatewayRequestRoutingRuleDestinationInvalid",
  ],
  [
    "two rules on one listener",
    { [`${RULES}.1.properties.httpListener.id`]: `${IDS.gateway}/httpListeners/https-se` },
    "ApplicationGatewayRequestRoutingRulesUsingSameHttpListener",
  ],
  [
    "two ports of one number",
    { "properties.frontendPorts.1.properties.port": 80 },
    "ApplicationGatewayFrontendPortsUsingSamePortNumber",
  ],
  [
    "two listeners for one host",
    { [`${LISTENERS}.2`]: listener("http-again", { hostName: "SE.school.example" }) },
    "ApplicationGatewayHttpListenersUsingSameFrontendPortAndFrontendIpConfig",
  ],
  [
    "an HTTPS listener without a certificate",
    { [`${LISTENERS}.0.properties.sslCertificate`]: undefined },
    "ApplicationGatewayHttpsListenerMustReferenceSslCert",
  ],
  [
    "a certificate on plain HTTP",
    { [`${LISTENERS}.1.properties.sslCertificate`]: { id: `${IDS.gateway}/sslCertificates/se` } },
    "ApplicationGatewayHttpListenerMustNotReferenceSslCert",
  ],
  ["a listener twice", { [`${LISTENERS}.1.name`]: "https-se" }, "InvalidRequestFormat"],
  [
    "a listener that a rule lost",
    { [`${RULES}.0.properties.httpListener.id`]: `${IDS.gateway}/httpListeners/gone` },
    "InvalidResourceReference",
  ],
  [
    "a pool of another gateway",
    {
      [`${RULES}.0.properties.backendAddressPool.id`]: `${networkId("rg-test", "applicationGateways", "other")}/backendAddressPools/web`,
    },
    "InvalidResourceReference",
  ],
  [
    "a part of the wrong kind",
    { [`${RULES}.0.properties.httpListener.id`]: `${IDS.gateway}/probes/health` },
    "InvalidRequestFormat",
  ],
  [
    "draining for too long",
    {
      "properties.backendHttpSettingsCollection.0.properties.connectionDraining.drainTimeoutInSec": 3601,
    },
    "ApplicationGatewayConnectionDrainingTimeoutOutOfRange",
  ],
  [
    "minimum above maximum",
    { [`${SCALE}.minCapacity`]: 11 },
    "ApplicationGatewayAutoscaleMinCapacityGreaterThanMaxCapacity",
  ],
  ["minimum -1", { [`${SCALE}.minCapacity`]: -1 }, "ApplicationGatewayCapacityOutOfRange"],
  ["minimum 126", { [`${SCALE}.minCapacity`]: 126 }, "ApplicationGatewayCapacityOutOfRange"],
  [
    "maximum 1",
    { [SCALE]: { minCapacity: 0, maxCapacity: 1 } },
    "ApplicationGatewayCapacityOutOfRange",
  ],
  ["maximum 126", { [`${SCALE}.maxCapacity`]: 126 }, "ApplicationGatewayCapacityOutOfRange"],
  ["no size at all", { [SCALE]: undefined }, "ApplicationGatewayCapacityInvalid"],
  ["two sizes", { "properties.sku.capacity": 2 }, "ApplicationGatewayCapacityInvalid"],
  [
    "a sku of version 1",
    { "properties.sku": { name: "WAF_Medium", tier: "WAF", capacity: 2 } },
    "ApplicationGatewaySkuNotSupported",
  ],
  [
    "a tier that is another",
    { "properties.sku.tier": "Standard_v2" },
    "ApplicationGatewaySkuNotSupported",
  ],
  [
    "a policy on a sku without a firewall",
    { "properties.sku": { name: "Standard_v2", tier: "Standard_v2" } },
    "ApplicationGatewayFirewallCannotBeEnabledForSelectedSku",
  ],
  [
    "no frontend",
    { "properties.frontendIPConfigurations": [] },
    "ApplicationGatewayFrontendIpConfigurationMissing",
  ],
  [
    "no subnet",
    { "properties.gatewayIPConfigurations": [] },
    "ApplicationGatewayGatewayIpConfigurationMissing",
  ],
  [
    "the NAT gateway's address",
    { "properties.frontendIPConfigurations.0.properties.publicIPAddress.id": IDS.natAddress },
    "PublicIPAddressInUse",
  ],
  [
    "a policy that does not exist",
    { "properties.firewallPolicy.id": `${IDS.policy}-none` },
    "InvalidResourceReference",
  ],
  ["other zones", { zones: ["1"] }, "ResourceAvailabilityZonesCannotBeModified"],
  [
    "no policy any more",
    {
      "properties.firewallPolicy": undefined,
      "properties.webApplicationFirewallConfiguration": {
        enabled: true,
        firewallMode: "Prevention",
        ruleSetType: "OWASP",
        ruleSetVersion: "3.2",
      },
    },
    "ApplicationGatewayFirewallPolicyCannotBeRemoved",
  ],
  [
    "an identity that does not exist",
    {
      identity: { type: "UserAssigned", userAssignedIdentities: { [`${IDS.identity}-none`]: {} } },
    },
    "InvalidResourceReference",
  ],
])("refuses a gateway with %s", async (_what, changes, code) => {
  const refused = await azure.refused("PUT", IDS.gateway, edited(gatewayBody(), changes));
  expect([refused.code, ...refused.details]).toContain(code);
});

/** @accepts Microsoft.Network/applicationGateways */
test.each<[string, Changes]>([
  ["autoscale from 0 to 2", { [SCALE]: { minCapacity: 0, maxCapacity: 2 } }],
  ["autoscale at 125", { [SCALE]: { minCapacity: 125, maxCapacity: 125 } }],
  ["no maximum", { [SCALE]: { minCapacity: 2 } }],
  [
    "priorities at their ends",
    { [`${RULES}.0.properties.priority`]: 1, [`${RULES}.1.properties.priority`]: 20000 },
  ],
  [
    "a second host on one port",
    { [`${LISTENERS}.2`]: listener("http-ch", { hostName: "ch.school.example" }) },
  ],
  ["a certificate's version", { [SECRET]: undefined }],
])("lets a gateway have %s", async (_what, changes) => {
  const certificate = await azure.get(IDS.certificate);
  const filled = SECRET in changes ? { ...changes, [SECRET]: textAt(certificate, "sid") } : changes;
  await azure.put(IDS.gateway, edited(gatewayBody(), filled));
});

const OTHER = networkId("rg-test", "applicationGateways", "agw-new");

/** @refuses Microsoft.Network/applicationGateways */
test("refuses a new WAF_v2 gateway without a firewall", async () => {
  const body = edited(gatewayBody(), { "properties.firewallPolicy": undefined });
  const refused = await azure.refused("PUT", OTHER, body);
  expect([refused.code, ...refused.details]).toContain(
    "ApplicationGatewayFirewallNotConfiguredForSelectedSku",
  );
});

test("refuses a zonal gateway on an address without its zones", async () => {
  const address = networkId("rg-test", "publicIPAddresses", "pip-regional");
  await azure.put(address, BODIES.natAddress);
  const body = edited(gatewayBody(), {
    "properties.frontendIPConfigurations.0.properties.publicIPAddress.id": address,
  });
  expect((await azure.refused("PUT", IDS.gateway, body)).code).toBe("PublicIPAddressZonesMismatch");
  await azure.delete(address);
});

/** @refuses Microsoft.Network/applicationGateways */
test("refuses a gateway and machines in one subnet, both ways round", async () => {
  const machines = edited(setBody(1), {
    "properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations.0.properties.ipConfigurations.0.properties.subnet.id":
      IDS.edgeSubnet,
  });
  expect((await azure.refused("PUT", IDS.set, machines)).code).toBe(
    "ApplicationGatewaySubnetCannotBeUsedByOtherResources",
  );
  await azure.put(IDS.set, setBody(1));
  const body = edited(gatewayBody(), {
    "properties.gatewayIPConfigurations.0.properties.subnet.id": IDS.webSubnet,
  });
  const refused = await azure.refused("PUT", IDS.gateway, body);
  expect([refused.code, ...refused.details]).toContain(
    "ApplicationGatewaySubnetCannotBeUsedByOtherResources",
  );
  await azure.delete(IDS.set);
});

/** @changes Microsoft.Network/applicationGateways */
test("keeps the pool that machines are joined to, and shows them in it", async () => {
  await azure.put(IDS.set, setBody(2));
  const [pool] = objectsAt(await azure.get(IDS.gateway), "properties.backendAddressPools");
  expect(
    objectsAt(pool, "properties.backendIPConfigurations").map((item) => textAt(item, "id")),
  ).toEqual([
    expect.stringMatching(/networkInterfaces\/nic-[0-9a-f]{8}\/ipConfigurations\/internal$/),
    expect.stringMatching(/networkInterfaces\/nic-[0-9a-f]{8}\/ipConfigurations\/internal$/),
  ]);
  const body = edited(gatewayBody(), {
    "properties.backendAddressPools": [{ name: "other" }],
    [`${RULES}.0.properties.backendAddressPool.id`]: `${IDS.gateway}/backendAddressPools/other`,
  });
  expect((await azure.refused("PUT", IDS.gateway, body)).code).toBe(
    "ApplicationGatewayInUseByVirtualMachineScaleSet",
  );
  await azure.delete(IDS.set);
});

/** @refuses Microsoft.Network/applicationGateways */
test.each([
  ["a vault that does not exist", "https://kv-none.vault.azure.net/secrets/edge-se", "NotFound"],
  ["a certificate that does not exist", "https://kv-test.vault.azure.net/secrets/none", "NotFound"],
  [
    "a version that does not exist",
    `https://kv-test.vault.azure.net/secrets/edge-se/${"0".repeat(32)}`,
    "NotFound",
  ],
  ["something that is no secret", "https://example.org/secrets/edge-se", "InvalidSecretId"],
])("refuses a certificate from %s", async (_what, secret, kind) => {
  const refused = await azure.refused(
    "PUT",
    IDS.gateway,
    edited(gatewayBody(), { [SECRET]: secret }),
  );
  expect(refused).toMatchObject({
    status: 400,
    code: "ApplicationGatewayKeyVaultSecretException",
    details: [`ApplicationGatewayKeyVaultSecret${kind}`],
  });
});

test("refuses a gateway without an identity for its certificates", async () => {
  const refused = await azure.refused(
    "PUT",
    IDS.gateway,
    edited(gatewayBody(), { identity: undefined }),
  );
  expect(refused.details).toEqual(["ApplicationGatewayKeyVaultSecretIdentityMissing"]);
});

test("refuses a certificate whose secret the identity may not read", async () => {
  const assignment = await azure.get(IDS.reader);
  const properties = objectAt(assignment, "properties") ?? {};
  const role = (guid: string): JsonObject => ({
    properties: {
      ...properties,
      roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    },
  });
  await azure.delete(IDS.reader);
  const refused = await azure.refused("PUT", IDS.gateway, gatewayBody());
  expect(refused.details).toEqual(["ApplicationGatewayKeyVaultSecretAccessDenied"]);

  await azure.put(IDS.reader, role("21090545-7ca7-4776-b22c-e363652d74d2"));
  expect((await azure.refused("PUT", IDS.gateway, gatewayBody())).details).toHaveLength(1);
  await azure.delete(IDS.reader);

  const wider = `${IDS.group}/providers/Microsoft.Authorization/roleAssignments/33333333-3333-4333-8333-333333333333`;
  await azure.put(wider, role("00482a5a-887f-4fb3-b363-3b7fe8e74483"));
  await azure.put(IDS.gateway, gatewayBody());
  await azure.delete(wider);
  await azure.put(IDS.reader, { properties });
});

test("refuses a role on another vault, and a certificate that was deleted", async () => {
  const { properties = {} } = await azure.get(IDS.reader);
  await azure.delete(IDS.reader);
  const other = IDS.vault.replace("kv-test", "kv-test-2");
  await azure.put(other, BODIES.vault);
  await azure.put(IDS.reader.replace(IDS.vault, other), { properties });
  const denied = await azure.refused("PUT", IDS.gateway, gatewayBody());
  expect(denied.details).toEqual(["ApplicationGatewayKeyVaultSecretAccessDenied"]);
  await azure.put(IDS.reader, { properties });

  await azure.delete(IDS.certificate);
  const gone = await azure.refused("PUT", IDS.gateway, gatewayBody());
  expect(gone.details).toEqual(["ApplicationGatewayKeyVaultSecretNotFound"]);
  const recover = IDS.certificate.replace("/certificates/", "/deletedcertificates/");
  await azure.request("POST", `${recover}/recover`);
  await azure.put(IDS.gateway, gatewayBody());
});

test("refuses certificates from a vault that lets no service in", async () => {
  const closed = edited(BODIES.vault, { "properties.networkAcls.bypass": "None" });
  await azure.put(IDS.vault, closed);
  const refused = await azure.refused("PUT", IDS.gateway, gatewayBody());
  expect(refused.details).toEqual(["ApplicationGatewayKeyVaultSecretVaultHasRestrictedAccess"]);
  await azure.put(IDS.vault, BODIES.vault);
});

/** @accepts Microsoft.Network/applicationGateways */
test("reads certificates by an access policy where the vault goes by these", async () => {
  const principal = textAt(await azure.get(IDS.identity), "properties.principalId") ?? "";
  const policies = (secrets: string[]): JsonObject =>
    edited(BODIES.vault, {
      "properties.enableRbacAuthorization": false,
      "properties.accessPolicies": [
        {
          tenantId: textAt(BODIES.vault, "properties.tenantId") ?? "",
          objectId: principal,
          permissions: { secrets },
        },
      ],
    });
  await azure.put(IDS.vault, policies(["list"]));
  expect((await azure.refused("PUT", IDS.gateway, gatewayBody())).details).toHaveLength(1);
  await azure.put(IDS.vault, policies(["get"]));
  await azure.put(IDS.gateway, gatewayBody());
  await azure.put(IDS.vault, BODIES.vault);
});

/** @accepts Microsoft.Network/applicationGateways */
test("gives parts their ids, and shows no key of a certificate", async () => {
  const gateway = await azure.get(IDS.gateway);
  expect(objectsAt(gateway, "properties.probes")[0]).toMatchObject({
    id: `${IDS.gateway}/probes/health`,
    type: "Microsoft.Network/applicationGateways/probes",
    properties: { provisioningState: "Succeeded" },
  });
  expect(gateway).toMatchObject({
    identity: { userAssignedIdentities: { [IDS.identity]: { principalId: expect.any(String) } } },
  });
  const withData = edited(gatewayBody(), {
    "properties.sslCertificates.0.properties": { data: "c2VjcmV0", password: "secret" },
  });
  const written = await azure.put(IDS.gateway, withData);
  expect(JSON.stringify(written)).not.toContain("c2VjcmV0");
  expect(JSON.stringify(azure.store.get(IDS.gateway))).not.toContain('secret"');
  await azure.put(IDS.gateway, gatewayBody());
});

const CUSTOM = "properties.customRules.0";
const SETS = "properties.managedRules.managedRuleSets";

/** @refuses Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies */
test.each<[string, Changes, string]>([
  [
    "an unknown rule set",
    { [`${SETS}.0.ruleSetType`]: "MyRules" },
    "ApplicationGatewayFirewallUnknownRuleSet",
  ],
  [
    "an unknown version",
    { [`${SETS}.0.ruleSetVersion`]: "1.0" },
    "ApplicationGatewayFirewallUnknownRuleSet",
  ],
  [
    "no primary rule set",
    { [SETS]: [{ ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" }] },
    "ApplicationGatewayFirewallPrimaryRuleSetInvalid",
  ],
  ["priority 0", { [`${CUSTOM}.priority`]: 0 }, "ApplicationGatewayFirewallCustomRuleInvalid"],
  ["priority 101", { [`${CUSTOM}.priority`]: 101 }, "ApplicationGatewayFirewallCustomRuleInvalid"],
  [
    "a rule's wrong name",
    { [`${CUSTOM}.name`]: "rate-limit" },
    "ApplicationGatewayFirewallCustomRuleInvalid",
  ],
  [
    "a rate limit of 0",
    { [`${CUSTOM}.rateLimitThreshold`]: 0 },
    "ApplicationGatewayFirewallCustomRuleInvalid",
  ],
  [
    "a rate limit without a duration",
    { [`${CUSTOM}.rateLimitDuration`]: undefined },
    "ApplicationGatewayFirewallCustomRuleInvalid",
  ],
  [
    "a rate limit without a group",
    { [`${CUSTOM}.groupByUserSession`]: undefined },
    "ApplicationGatewayFirewallCustomRuleInvalid",
  ],
  [
    "a rule without a condition",
    { [`${CUSTOM}.matchConditions`]: [] },
    "ApplicationGatewayFirewallCustomRuleInvalid",
  ],
])("refuses a firewall policy with %s", async (_what, changes, code) => {
  const refused = await azure.refused("PUT", IDS.policy, edited(BODIES.policy, changes));
  expect(refused.code).toBe(code);
});

/** @accepts Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies */
test("fills in a firewall policy's settings", async () => {
  const id = networkId("rg-test", "ApplicationGatewayWebApplicationFirewallPolicies", "waf-new");
  const policy = await azure.put(id, {
    location: REGION,
    properties: { managedRules: BODIES.policy.properties.managedRules },
  });
  expect(objectAt(policy, "properties.policySettings")).toMatchObject({
    state: "Enabled",
    mode: "Detection",
  });
  await azure.delete(id);
});
