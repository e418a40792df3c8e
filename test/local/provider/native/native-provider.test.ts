import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { account } from "../../../../local/arm/account.ts";
import type { JsonObject } from "../../../../local/json.ts";
import { NativeProvider } from "../../../../local/provider/native/native-provider.ts";
import { replacementsOf, typesWithReplacements } from "../../../../local/schema/replacements.ts";
import { typeTable } from "../../../../local/schema/table.ts";
import { unknown, type Value, type ValueObject } from "../../../../local/schema/values.ts";
import * as examples from "../../schema/examples.ts";
import { Engine, urn } from "../support/client.ts";
import { FakeArm } from "../support/fake-arm.ts";

const nat = "azure-native:network:NatGateway";
const network = "azure-native:network:VirtualNetwork";
const scaleSet = "azure-native:compute:VirtualMachineScaleSet";
const group = `/subscriptions/${account.subscriptionId}/resourceGroups/rg`;
const natId = `${group}/providers/Microsoft.Network/natGateways/ng`;

let arm: FakeArm;
let engine: Engine;

beforeEach(async () => {
  arm = new FakeArm();
  const table = typeTable();
  engine = await Engine.on(new NativeProvider({ version: "3.28.0", table, arm, account }));
});

afterEach(() => engine.close());

/** The inputs of a NAT gateway as they are after a check. */
async function natInputs(more: ValueObject = {}): Promise<ValueObject> {
  const program = { natGatewayName: "ng", resourceGroupName: "rg", location: "swedencentral" };
  const { inputs, failures } = await engine.check(urn(nat), { ...program, ...more });
  expect(failures).toEqual([]);
  return inputs;
}

test("says what it is, and takes neither secrets nor references", async () => {
  expect(await engine.about()).toEqual({
    handshake: {
      acceptSecrets: false,
      acceptResources: false,
      acceptOutputs: false,
      supportsAutonamingConfiguration: false,
    },
    version: "3.28.0",
    schema: { name: "azure-native", version: "3.28.0" },
  });
  expect(await engine.configure({})).toMatchObject({
    acceptsecrets: false,
    acceptresources: false,
  });
});

test("gives inputs back as they are, with the API version", async () => {
  expect(await natInputs()).toEqual({
    natGatewayName: "ng",
    resourceGroupName: "rg",
    location: "swedencentral",
    azureApiVersion: "2024-05-01",
  });
});

test("says all that is wrong with inputs at once, each with its path", async () => {
  const { failures } = await engine.check(urn(nat), {
    natGatewayName: "ng",
    idleTimeoutInMinutes: "4",
    sku: { name: "Basic" },
    publicIPAddresses: [],
  });
  expect(failures).toEqual([
    {
      property: "idleTimeoutInMinutes",
      reason: "'idleTimeoutInMinutes' should be of type 'number' but got a string",
    },
    {
      property: "resourceGroupName",
      reason: "missing required property 'resourceGroupName'",
    },
    { property: "sku.name", reason: '\'sku.name\' is "Basic", but must be "Standard"' },
    {
      property: "publicIPAddresses",
      reason: "unknown property 'publicIPAddresses': did you mean 'publicIpAddresses'?",
    },
  ]);
});

test("makes up a name, and the same one again", async () => {
  const given = { resourceGroupName: "rg", location: "swedencentral" };
  const { inputs } = await engine.check(urn(nat, "outside"), given);
  expect(inputs.natGatewayName).toMatch(/^outside[0-9a-f]{8}$/);
  expect(inputs.__createBeforeDelete).toBe(true);
  const again = await engine.check(urn(nat, "outside"), given, {
    ...inputs,
    natGatewayName: "old",
  });
  expect(again.inputs).toMatchObject({ natGatewayName: "old", __createBeforeDelete: true });
});

test("makes up a UUID for a role assignment", async () => {
  const { inputs } = await engine.check(urn("azure-native:authorization:RoleAssignment"), {
    principalId: "p",
    roleDefinitionId: "r",
    scope: group,
  });
  expect(inputs.roleAssignmentName).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(inputs).not.toHaveProperty("location");
});

test("takes a location from the settings, else from the resource group, else from nowhere", async () => {
  const given = { natGatewayName: "ng", resourceGroupName: "rg" };
  const location = async (inputs: ValueObject = given): Promise<Value | undefined> =>
    (await engine.check(urn(nat), inputs)).inputs.location;
  expect(await location()).toBeUndefined();
  expect(await location({ ...given, resourceGroupName: unknown })).toBe(unknown);
  await engine.create(urn("azure-native:resources:ResourceGroup"), {
    resourceGroupName: "rg",
    location: "uksouth",
  });
  expect(await location()).toBe("uksouth");
  await engine.configure({ "azure-native:config:location": "northeurope" });
  expect(await location()).toBe("northeurope");
});

test("wants a location of a resource group", async () => {
  const type = urn("azure-native:resources:ResourceGroup");
  const { failures } = await engine.check(type, { resourceGroupName: "rg" });
  expect(failures).toMatchObject([
    {
      property: "location",
      reason: expect.stringContaining("pulumi config set azure-native:location"),
    },
  ]);
});

test("creates what is not there, and reads it back", async () => {
  const inputs = await natInputs({ sku: { name: "Standard" }, idleTimeoutInMinutes: 4 });
  const { id, outputs } = await engine.create(urn(nat), inputs);
  expect(id).toBe(natId);
  expect(arm.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `GET ${natId}?api-version=2024-05-01`,
    `PUT ${natId}?api-version=2024-05-01`,
    `GET ${natId}?api-version=2024-05-01`,
  ]);
  expect(arm.requests[1]?.body).toEqual({
    location: "swedencentral",
    sku: { name: "Standard" },
    properties: { idleTimeoutInMinutes: 4 },
  });
  expect(outputs).toEqual({
    azureApiVersion: "2024-05-01",
    etag: 'W/"2"',
    id: natId,
    idleTimeoutInMinutes: 4,
    location: "swedencentral",
    name: "ng",
    provisioningState: "Succeeded",
    sku: { name: "Standard" },
    type: "Microsoft.Network/natGateways",
  });
});

test("puts a role assignment below its scope", async () => {
  const { id, outputs } = await engine.create(urn("azure-native:authorization:RoleAssignment"), {
    roleAssignmentName: "0f9d7d4c-0000-0000-0000-000000000000",
    scope: natId,
    principalId: "p",
    roleDefinitionId: "r",
  });
  expect(id).toBe(
    `${natId}/providers/Microsoft.Authorization/roleAssignments/0f9d7d4c-0000-0000-0000-000000000000`,
  );
  expect(outputs).toMatchObject({ principalId: "p", roleDefinitionId: "r" });
});

test("refuses to create what exists already", async () => {
  const inputs = await natInputs();
  await engine.create(urn(nat), inputs);
  await expect(engine.create(urn(nat), inputs)).rejects.toThrow(
    `cannot create already existing resource '${natId}'`,
  );
});

test("shows Azure's refusal with all its details", async () => {
  arm.refuse = ({ method }) =>
    method === "PUT"
      ? {
          status: 400,
          body: {
            error: {
              code: "InvalidTemplate",
              message: 'It is "wrong".',
              target: natId,
              details: [
                { code: "A", message: "first" },
                { code: "B", message: "second" },
              ],
            },
          },
        }
      : undefined;
  await expect(engine.create(urn(nat), await natInputs())).rejects.toThrow(
    [
      `Status=400 Code="InvalidTemplate" Message="It is \\"wrong\\"." Target="${natId}"`,
      '  Code="A" Message="first"',
      '  Code="B" Message="second"',
    ].join("\n"),
  );
});

test("foretells at preview what it can", async () => {
  const { outputs, id } = await engine.create(urn(nat), await natInputs({ zones: ["1"] }), true);
  expect(id).toBe("");
  expect(arm.requests).toEqual([]);
  expect(outputs).toMatchObject({
    zones: ["1"],
    location: "swedencentral",
    azureApiVersion: "2024-05-01",
    name: unknown,
    provisioningState: unknown,
    sku: unknown,
  });
  expect(outputs).not.toHaveProperty("natGatewayName");
});

test("foretells of an update what stays", async () => {
  const inputs = await natInputs();
  const { id, outputs } = await engine.create(urn(nat), inputs);
  const changed = { ...inputs, tags: { a: "b" } };
  expect(await engine.update(urn(nat), id, { inputs, outputs }, changed, true)).toMatchObject({
    name: "ng",
    tags: { a: "b" },
    provisioningState: unknown,
  });
});

test("updates with the whole of the new inputs", async () => {
  const inputs = await natInputs({ tags: { a: "1" }, idleTimeoutInMinutes: 4 });
  const { id, outputs } = await engine.create(urn(nat), inputs);
  const { idleTimeoutInMinutes: _, ...rest } = inputs;
  const after = await engine.update(
    urn(nat),
    id,
    { inputs, outputs },
    { ...rest, tags: { a: "2" } },
  );
  expect(after).toMatchObject({ tags: { a: "2" }, etag: 'W/"4"' });
  expect(after).not.toHaveProperty("idleTimeoutInMinutes");
});

test("keeps subnets that were made beside their network", async () => {
  const inputs = { virtualNetworkName: "vnet", resourceGroupName: "rg", location: "swedencentral" };
  const { id, outputs } = await engine.create(urn(network), inputs);
  expect(arm.documents.get(id.toLowerCase())).toMatchObject({ properties: { subnets: [] } });
  arm.change(id, (document) => {
    (document.properties as JsonObject).subnets = [{ name: "beside" }];
  });
  const live = await engine.read(urn(network), id, { inputs, outputs });
  expect(live.inputs).toEqual(inputs);
  expect(live.outputs.subnets).toEqual([{ name: "beside" }]);
  await engine.update(urn(network), id, live, { ...inputs, tags: { a: "b" } });
  expect(arm.documents.get(id.toLowerCase())).toMatchObject({
    tags: { a: "b" },
    properties: { subnets: [{ name: "beside" }] },
  });
});

test("sends the empty access policies that ARM wants of a vault", async () => {
  const vault = urn("azure-native:keyvault:Vault");
  await engine.create(vault, examples.vaultInputs);
  const put = arm.requests.find(({ method }) => method === "PUT");
  expect(put?.body).toMatchObject({
    properties: { accessPolicies: [], sku: { name: "standard" } },
  });
});

test("deletes, and takes what is gone for deleted", async () => {
  const { id, outputs } = await engine.create(urn(nat), await natInputs());
  await engine.delete(urn(nat), id, outputs);
  expect(arm.documents.size).toBe(0);
  await engine.delete(urn(nat), id, outputs);
  arm.refuse = () => ({
    status: 409,
    body: { error: { code: "InUse", message: "It is in use." } },
  });
  await expect(engine.delete(urn(nat), id, outputs)).rejects.toThrow('Code="InUse"');
});

test("says of what is gone that it is gone", async () => {
  const inputs = await natInputs();
  expect(await engine.read(urn(nat), natId, { inputs, outputs: {} })).toEqual({
    id: "",
    inputs: {},
    outputs: {},
  });
});

test("imports what is there, with the inputs that a program would have", async () => {
  const inputs = await natInputs({ sku: { name: "Standard" } });
  await engine.create(urn(nat), inputs);
  const { azureApiVersion: _, ...declared } = inputs;
  const imported = await engine.read(urn(nat), natId);
  expect(imported).toMatchObject({ id: natId, inputs: declared, outputs: { name: "ng" } });
  expect(Object.keys(imported.inputs).sort()).toEqual(Object.keys(declared).sort());
});

test("refuses to import the id of something else", async () => {
  await expect(
    engine.read(urn(nat), `${group}/providers/Microsoft.Network/virtualNetworks/v`),
  ).rejects.toThrow("is not the id of a azure-native:network:NatGateway");
});

test("reads after a scale-out twelve machines, and changes no other input", async () => {
  const { inputs } = await engine.check(urn(scaleSet), examples.scaleSetInputs);
  const { id, outputs } = await engine.create(urn(scaleSet), inputs);
  arm.change(id, (document) => {
    (document.sku as JsonObject).capacity = 12;
    document.etag = 'W/"77"';
    (document.properties as JsonObject).uniqueId = "u";
  });
  const live = await engine.read(urn(scaleSet), id, { inputs, outputs });
  const sku = { ...(examples.scaleSetInputs.sku as ValueObject), capacity: 12 };
  expect(live.inputs).toEqual({ ...inputs, sku });
  expect(live.outputs).toMatchObject({ sku, uniqueId: "u" });
});

test("makes no inputs of what Azure filled in by itself", async () => {
  const { inputs } = await engine.check(urn(network), examples.networkInputs);
  const { id } = await engine.create(urn(network), inputs);
  arm.change(id, (document) => {
    const properties = document.properties as JsonObject;
    properties.enableDdosProtection = false;
    for (const subnet of properties.subnets as JsonObject[]) {
      Object.assign(subnet, {
        id: "/made",
        etag: 'W/"1"',
        type: "Microsoft.Network/virtualNetworks/subnets",
      });
      Object.assign(subnet.properties as JsonObject, {
        privateEndpointNetworkPolicies: "Disabled",
      });
    }
  });
  const outputs = (await engine.read(urn(network), id)).outputs;
  arm.change(id, (document) => {
    const [subnet] = (document.properties as JsonObject).subnets as JsonObject[];
    if (subnet === undefined) throw new Error("no subnet");
    subnet.etag = 'W/"2"';
    (subnet.properties as JsonObject).ipConfigurations = [{ id: "/nic" }];
  });
  expect((await engine.read(urn(network), id, { inputs, outputs })).inputs).toEqual(inputs);
});

test("finds no difference between the same inputs", async () => {
  const inputs = await natInputs();
  const diff = await engine.diff(urn(nat), { inputs, outputs: {} }, { ...inputs });
  expect(diff).toMatchObject({ changes: false, detailed: {}, replaces: [] });
  const spelled = { ...inputs, location: "Sweden Central" };
  expect(await engine.diff(urn(nat), { inputs, outputs: {} }, spelled)).toMatchObject({
    changes: false,
  });
});

test("finds differences by the path of the input", async () => {
  const inputs = await natInputs({ zones: ["1"], tags: { a: "1" }, sku: { name: "Standard" } });
  const { sku: _, ...rest } = inputs;
  const now = { ...rest, zones: ["2", "3"], tags: { a: "1", b: "2" } };
  expect(await engine.diff(urn(nat), { inputs, outputs: {} }, now)).toEqual({
    changes: true,
    detailed: { sku: "DELETE", "tags.b": "ADD", "zones[0]": "UPDATE", "zones[1]": "ADD" },
    replaces: [],
    stables: ["resourceGroupName", "natGatewayName"],
    deleteBeforeReplace: true,
  });
});

test("counts what is unknown as changed", async () => {
  const inputs = await natInputs({ publicIpAddresses: [{ id: "/ip" }] });
  const now: ValueObject = { ...inputs, publicIpAddresses: [{ id: unknown }] };
  const diff = await engine.diff(urn(nat), { inputs, outputs: {} }, now);
  expect(diff).toMatchObject({ detailed: { "publicIpAddresses[0].id": "UPDATE" }, replaces: [] });
  const role = urn("azure-native:authorization:RoleAssignment");
  const old = { inputs: { principalId: "p", scope: "/s" }, outputs: {} };
  const replaced = await engine.diff(role, old, { ...old.inputs, principalId: unknown });
  expect(replaced.detailed).toEqual({ principalId: "UPDATE_REPLACE" });
});

test("replaces before it deletes where the name was made up", async () => {
  const inputs = await natInputs({ __createBeforeDelete: true });
  const old = { inputs: { ...inputs, __createBeforeDelete: true }, outputs: {} };
  const diff = await engine.diff(urn(nat), old, { ...old.inputs, resourceGroupName: "other" });
  expect(diff).toMatchObject({ replaces: ["resourceGroupName"], deleteBeforeReplace: false });
});

const native = typesWithReplacements().filter((type) => type.startsWith("azure-native:"));
const rules = native.flatMap((type) =>
  Object.keys(replacementsOf(type)).map((path) => [type, path]),
);

test.each(rules as [string, string][])("replaces a %s when its %s changes", async (type, path) => {
  const old = { inputs: inputsAt(path, { name: "a" }), outputs: {} };
  const diff = await engine.diff(urn(type), old, inputsAt(path, { name: "b" }));
  expect(diff.detailed).toEqual({ [`${path}.name`]: "UPDATE_REPLACE" });
  const without = { inputs: inputsAt(path, undefined), outputs: {} };
  const added = await engine.diff(urn(type), without, inputsAt(path, "x"));
  expect(added.detailed).toEqual({ [path]: "ADD_REPLACE" });
});

/** Inputs with a value at a dotted path; undefined leaves it out, but not what is around it. */
function inputsAt(path: string, value: ValueObject | string | undefined): ValueObject {
  const [last = "", ...around] = path.split(".").reverse();
  const innermost: ValueObject = value === undefined ? {} : { [last]: value };
  return around.reduce((inner, name) => ({ [name]: inner }), innermost);
}

test.each([
  [nat, "location"],
  ["azure-native:network:NetworkSecurityGroup", "location"],
  ["azure-native:network:ApplicationGateway", "zones"],
  [scaleSet, "zones"],
  ["azure-native:keyvault:Vault", "location"],
])("updates a %s when its %s changes", async (type, path) => {
  const diff = await engine.diff(
    urn(type),
    { inputs: { [path]: "a" }, outputs: {} },
    { [path]: "b" },
  );
  expect(diff.detailed).toEqual({ [path]: "UPDATE" });
});

test("tells who is asking", async () => {
  const { subscriptionId, tenantId, clientId, objectId } = account;
  expect(await engine.invoke("azure-native:authorization:getClientConfig")).toEqual({
    subscriptionId,
    tenantId,
    clientId,
    objectId,
  });
});

test("refuses functions that it does not know, by name", async () => {
  await expect(engine.invoke("azure-native:network:getNatGateway")).rejects.toThrow(
    "does not know the function azure-native:network:getNatGateway",
  );
});

test.each(["azure-native:web:WebApp", "Microsoft.Compute/virtualMachines"])(
  "refuses the type %s by name",
  async (type) => {
    const message = `does not know the resource type ${type}. It knows azure-native:applicationinsights:Workbook`;
    await expect(engine.check(urn(type), {})).rejects.toThrow(message);
    await expect(engine.diff(urn(type), { inputs: {}, outputs: {} }, {})).rejects.toThrow(message);
    await expect(engine.create(urn(type), {})).rejects.toThrow(message);
    await expect(engine.read(urn(type), "/x")).rejects.toThrow(message);
    await expect(engine.update(urn(type), "/x", { inputs: {}, outputs: {} }, {})).rejects.toThrow(
      message,
    );
    await expect(engine.delete(urn(type), "/x")).rejects.toThrow(message);
  },
);
