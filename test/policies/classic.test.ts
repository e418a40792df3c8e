import { expect, test } from "@jest/globals";
import { edgeStandardAddress } from "../../policies/edge/standard-address.ts";
import { networkInternetOnlyToEdge } from "../../policies/network/internet-only-to-edge.ts";
import { orderKnownTypes } from "../../policies/order/known-types.ts";
import { secretsPurgeProtection } from "../../policies/secrets/purge-protection.ts";
import { secretsRbac } from "../../policies/secrets/rbac.ts";
import { translated } from "../../policies/support/classic.ts";
import { judge, type ResourcePolicy } from "../../policies/support/policy.ts";
import { plainType, type Resource } from "../../policies/support/resource.ts";

function resource(type: string, inputs: Readonly<Record<string, unknown>>): Resource {
  return {
    ...translated(plainType(type).type, inputs),
    registeredType: type,
    name: "x",
    urn: "urn:pulumi:prod-se::gradetide::T::x",
    protect: false,
    ignoreChanges: [],
    dependencies: [],
    madeFrom: {},
  };
}

const VAULT = "azure:keyvault/keyVault:KeyVault";
const RULE = "azure:network/networkSecurityRule:NetworkSecurityRule";
const ADDRESS = "azure:network/publicIp:PublicIp";
const rule = {
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  destinationPortRange: "8080",
};

test.each<[string, ResourcePolicy, string, object, boolean]>([
  [
    "a vault that can be purged",
    secretsPurgeProtection,
    VAULT,
    { purgeProtectionEnabled: false },
    true,
  ],
  ["one that can't", secretsPurgeProtection, VAULT, { purgeProtectionEnabled: true }, false],
  ["a vault by lists", secretsRbac, VAULT, { rbacAuthorizationEnabled: false }, true],
  ["a vault by roles", secretsRbac, VAULT, { rbacAuthorizationEnabled: true }, false],
  [
    "a rule for the internet",
    networkInternetOnlyToEdge,
    RULE,
    { ...rule, sourceAddressPrefix: "Internet" },
    true,
  ],
  [
    "a rule for a subnet",
    networkInternetOnlyToEdge,
    RULE,
    { ...rule, sourceAddressPrefix: "10.0.0.0/24" },
    false,
  ],
  [
    "a Basic address",
    edgeStandardAddress,
    ADDRESS,
    { sku: "Basic", allocationMethod: "Static" },
    true,
  ],
  [
    "a Standard one by default",
    edgeStandardAddress,
    ADDRESS,
    { allocationMethod: "Static" },
    false,
  ],
])("judges classic types as azure-native's: %s", (_, policy, type, inputs, objects) => {
  const found = judge(policy, resource(type, inputs as Record<string, unknown>));
  expect(found.length > 0).toBe(objects);
});

test("refuses a classic type that no policy knows", () => {
  const found = judge(
    orderKnownTypes,
    resource("azure:compute/linuxVirtualMachine:LinuxVirtualMachine", {}),
  );
  expect(found[0]?.value).toContain("azure:compute/linuxVirtualMachine:LinuxVirtualMachine");
});

test.each([
  ["azure-native:network:VirtualNetwork", "azure-native:network:VirtualNetwork", undefined],
  [
    "azure-native:network/v20240501:VirtualNetwork",
    "azure-native:network:VirtualNetwork",
    "2024-05-01",
  ],
  ["azure-native:network/v20231101preview:X", "azure-native:network:X", "2023-11-01-preview"],
  ["azure:keyvault/certificate:Certificate", "azure:keyvault/certificate:Certificate", undefined],
])("reads %s", (written, type, apiVersion) => {
  expect(plainType(written)).toEqual(apiVersion === undefined ? { type } : { type, apiVersion });
});
