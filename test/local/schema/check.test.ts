import { expect, test } from "@jest/globals";
import { armSchema } from "../../../local/schema/arm-types.ts";
import { checkObject } from "../../../local/schema/check.ts";
import { toWire } from "../../../local/schema/convert.ts";
import { typeTable } from "../../../local/schema/table.ts";
import { unknown, type ValueObject } from "../../../local/schema/values.ts";
import { sdkViews } from "../../../local/schema/views.ts";
import * as examples from "./examples.ts";

const table = typeTable();
const side = { table, views: sdkViews(table), setsAre: "array" } as const;

function check(shape: string, inputs: ValueObject): readonly object[] {
  return checkObject(side, side.views(shape), inputs);
}

const complete: readonly (readonly [string, ValueObject])[] = [
  ["network:ApplicationGateway", examples.gatewayInputs],
  ["compute:VirtualMachineScaleSet", examples.scaleSetInputs],
  ["network:VirtualNetwork", examples.networkInputs],
  ["keyvault:Vault", examples.vaultInputs],
  ["azure.keyvault:Certificate", examples.certificateInputs],
];

test.each(complete)("finds nothing wrong with a whole %s", (shape, inputs) => {
  expect(check(shape, inputs)).toEqual([]);
});

const subnet = { name: "web" };

test.each<[string, ValueObject, object]>([
  ["network:NatGateway", {}, { path: "resourceGroupName", problem: "missing" }],
  [
    "network:NatGateway",
    { resourceGroupName: "rg", natGatewayNam: "x" },
    { path: "natGatewayNam", problem: "unknown", value: "x", allowed: ["natGatewayName"] },
  ],
  [
    "network:NatGateway",
    { resourceGroupName: "rg", provisioningState: "Succeeded" },
    { path: "provisioningState", problem: "unknown", value: "Succeeded", allowed: [] },
  ],
  [
    "network:NatGateway",
    { resourceGroupName: "rg", idleTimeoutInMinutes: "4" },
    { path: "idleTimeoutInMinutes", problem: "type", value: "4", allowed: ["number"] },
  ],
  [
    "network:NatGateway",
    { resourceGroupName: "rg", zones: "1" },
    { path: "zones", problem: "type", value: "1", allowed: ["array"] },
  ],
  [
    "network:NatGateway",
    { resourceGroupName: "rg", zones: ["1", 2] },
    { path: "zones[1]", problem: "type", value: 2, allowed: ["string"] },
  ],
  [
    "network:NatGateway",
    { resourceGroupName: "rg", tags: { "a b": 1 } },
    { path: 'tags["a b"]', problem: "type", value: 1, allowed: ["string"] },
  ],
  [
    "network:NatGateway",
    { resourceGroupName: "rg", sku: ["Standard"] },
    { path: "sku", problem: "type", value: ["Standard"], allowed: ["object"] },
  ],
  [
    "network:NatGateway",
    { resourceGroupName: "rg", sku: { name: "Basic" } },
    { path: "sku.name", problem: "enum", value: "Basic", allowed: ["Standard"] },
  ],
  [
    "network:VirtualNetwork",
    { resourceGroupName: "rg", subnets: [subnet, { ...subnet, adressPrefix: "10.0.0.0/24" }] },
    {
      path: "subnets[1].adressPrefix",
      problem: "unknown",
      value: "10.0.0.0/24",
      allowed: ["addressPrefix", "addressPrefixes"],
    },
  ],
  [
    "keyvault:Vault",
    { resourceGroupName: "rg", properties: { sku: { family: "A", name: "standard" } } },
    { path: "properties.tenantId", problem: "missing" },
  ],
  [
    "network:ApplicationGateway",
    { resourceGroupName: "rg", identity: { type: "UserAssigned", userAssignedIdentities: {} } },
    { path: "identity.userAssignedIdentities", problem: "type", value: {}, allowed: ["array"] },
  ],
])("says of %s %o what is wrong", (shape, inputs, issue) => {
  expect(check(shape, inputs)).toEqual([issue]);
});

test("says all that is wrong at once", () => {
  const problems = check("network:NatGateway", { zones: 1, sku: { name: "B" }, nonsense: true });
  expect(problems).toHaveLength(4);
});

test.each<[string, ValueObject]>([
  ["network:NatGateway", { resourceGroupName: unknown, zones: unknown }],
  ["network:NatGateway", { resourceGroupName: "rg", sku: unknown, tags: { a: unknown } }],
  ["network:NatGateway", { resourceGroupName: "rg", zones: [unknown], sku: { name: unknown } }],
  ["keyvault:Vault", { resourceGroupName: "rg", properties: unknown }],
])("lets what is unknown at preview pass in %s %o", (shape, inputs) => {
  expect(check(shape, inputs)).toEqual([]);
});

const schema = armSchema();

test.each(complete.slice(0, 4))("finds nothing wrong with the wire body of %s", (shape, inputs) => {
  const armType = Object.values(table.resources).find((one) => one.shape === shape)?.armType ?? "";
  expect(schema.describe(armType)?.check(toWire(table, shape, inputs))).toEqual([]);
});

test.each([
  [
    "Microsoft.Network/natGateways",
    { properties: { idleTimeoutInMinutes: true } },
    { path: "properties.idleTimeoutInMinutes", problem: "type", value: true, allowed: ["number"] },
  ],
  [
    "Microsoft.Network/natGateways",
    { idleTimeoutInMinutes: 4 },
    { path: "idleTimeoutInMinutes", problem: "unknown", value: 4, allowed: [] },
  ],
  [
    "microsoft.network/virtualnetworks",
    { properties: { subnets: [{ name: "a", properties: { addressPrefx: "x" } }] } },
    {
      path: "properties.subnets[0].properties.addressPrefx",
      problem: "unknown",
      value: "x",
      allowed: ["addressPrefix", "addressPrefixes"],
    },
  ],
  [
    "Microsoft.Authorization/roleAssignments",
    { properties: { principalId: "p" } },
    { path: "properties.roleDefinitionId", problem: "missing" },
  ],
  [
    "Microsoft.Network/applicationGateways",
    { identity: { type: "UserAssigned", userAssignedIdentities: ["id"] } },
    {
      path: "identity.userAssignedIdentities",
      problem: "type",
      value: ["id"],
      allowed: ["object"],
    },
  ],
  [
    "Microsoft.Network/natGateways",
    [],
    { path: "", problem: "type", value: [], allowed: ["object"] },
  ],
])("says of the body of %s %j what is wrong", (armType, body, issue) => {
  expect(schema.describe(armType)?.check(body)).toEqual([issue]);
});

test("lets a body repeat what Azure alone sets", () => {
  const type = schema.describe("Microsoft.Network/natGateways");
  const body = { id: "/x", name: "n", type: "t", etag: "e", properties: { resourceGuid: 7 } };
  expect(type?.check(body)).toEqual([]);
});

test("describes types in any case, and no other", () => {
  expect(schema.describe("MICROSOFT.COMPUTE/VIRTUALMACHINES")).toMatchObject({
    armType: "Microsoft.Compute/virtualMachines",
    apiVersions: ["2024-11-01"],
  });
  expect(schema.describe("Microsoft.Network/loadBalancers")).toBeUndefined();
  expect(schema.describe("Microsoft.KeyVault/vaults/certificates")).toBeUndefined();
});
