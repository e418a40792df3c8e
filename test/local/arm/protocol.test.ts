import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import { textAt } from "../../../local/behaviours/support/json.ts";
import { SUBSCRIPTION, TestAzure } from "./support/azure.ts";
import { BODIES, groupId, IDS, networkId, putNetwork, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

let azure: TestAzure;
beforeAll(async () => {
  azure = new TestAzure();
  await putNetwork(azure);
});
afterAll(() => azure.close());

const NETWORK_LIST = `${IDS.group}/providers/Microsoft.Network`;

/** @refuses Microsoft.Resources/resourceGroups, Microsoft.Network/natGateways */
test.each([
  ["GET", `${IDS.nat}?api-version=2023-01-01`, undefined, 400, "NoRegisteredProviderFound"],
  ["GET", `${IDS.group}?api-version=2020-06-01`, undefined, 400, "InvalidApiVersionParameter"],
  ["PUT", networkId("rg-test", "loadBalancers", "lb"), {}, 404, "InvalidResourceType"],
  ["PUT", `${IDS.vnet}/subnets/more`, {}, 404, "InvalidResourceType"],
  ["GET", `${NETWORK_LIST}/loadBalancers`, undefined, 404, "InvalidResourceType"],
  ["PUT", `${IDS.group}/providers/Microsoft.Sql/servers/s`, {}, 404, "InvalidResourceNamespace"],
  [
    "GET",
    "/subscriptions/00000000-0000-0000-0000-000000000000",
    undefined,
    404,
    "SubscriptionNotFound",
  ],
  ["GET", networkId("rg-test", "natGateways", "none"), undefined, 404, "ResourceNotFound"],
  ["HEAD", networkId("rg-test", "natGateways", "none"), undefined, 404, "ResourceNotFound"],
  ["PATCH", networkId("rg-test", "natGateways", "none"), {}, 404, "ResourceNotFound"],
  ["GET", networkId("rg-none", "natGateways", "nat"), undefined, 404, "ResourceGroupNotFound"],
  ["PUT", networkId("rg-none", "natGateways", "nat"), BODIES.nat, 404, "ResourceGroupNotFound"],
  ["GET", groupId("rg-none"), undefined, 404, "ResourceGroupNotFound"],
  ["GET", `${groupId("rg-none")}/resources`, undefined, 404, "ResourceGroupNotFound"],
  ["DELETE", groupId("rg-none"), undefined, 404, "ResourceGroupNotFound"],
  ["POST", `${IDS.nat}/restart`, undefined, 501, "NotImplemented"],
  ["GET", "/subscriptions/%zz", undefined, 400, "InvalidRequestUri"],
  ["GET", "/tenants", undefined, 501, "NotImplemented"],
  ["PUT", IDS.nat, [], 400, "InvalidRequestContent"],
  ["PUT", IDS.nat, undefined, 400, "InvalidRequestContent"],
  ["PUT", IDS.nat, { ...BODIES.nat, name: "other" }, 400, "InvalidRequestContent"],
  ["PUT", IDS.nat, edited(BODIES.nat, { location: undefined }), 400, "LocationRequired"],
  ["PUT", IDS.nat, { ...BODIES.nat, location: "uksouth" }, 409, "InvalidResourceLocation"],
  ["PUT", IDS.group, { location: "uksouth" }, 409, "InvalidResourceGroupLocation"],
  ["PUT", groupId("rg-new"), { location: "iceland" }, 400, "LocationNotAvailableForResourceType"],
  [
    "PUT",
    groupId("rg-new"),
    { location: "swedensouth" },
    400,
    "LocationNotAvailableForResourceType",
  ],
  ["PATCH", IDS.nat, { properties: { idleTimeoutInMinutes: 5 } }, 400, "InvalidRequestContent"],
  [
    "GET",
    `${NETWORK_LIST}/natGateways?$filter=name eq 'x'`,
    undefined,
    400,
    "InvalidFilterInQueryString",
  ],
] as const)("refuses %s %s %j", async (method, id, body, status, code) => {
  expect(await azure.refused(method, id, body as never)).toMatchObject({ status, code });
});

test("names what it knows instead of an unknown type", async () => {
  const { message } = await azure.refused("GET", networkId("rg-test", "loadBalancers", "lb"));
  expect(message).toMatch(
    /'loadBalancers' could not be found in the namespace 'Microsoft.Network'.*natGateways/,
  );
});

test("names the regions instead of an unknown one", async () => {
  const { message } = await azure.refused("PUT", groupId("rg-new"), { location: "iceland" });
  expect(message).toMatch(/'iceland' is not available.*northeurope.*swedencentral/);
  expect(message).not.toMatch(/swedensouth/);
});

test.each([
  ["ukwest", ["1"], /supported zones for location 'ukwest' are ''/],
  [REGION, ["1", "4"], /zone\(s\) '4'.* location 'swedencentral' are '1,2,3'/],
])("refuses zones that %s lacks", async (location, zones, text) => {
  const id = networkId("rg-test", "publicIPAddresses", "zonal");
  const refused = await azure.refused("PUT", id, { ...BODIES.edgeAddress, location, zones });
  expect(refused.code).toBe("AvailabilityZoneNotSupported");
  expect(refused.message).toMatch(text);
});

test("reports all broken rules of a body's shape at once", async () => {
  const body = edited(BODIES.vnet, {
    "properties.addressSpaces": [],
    "properties.enableDdosProtection": "yes",
    "properties.subnets.0.properties.privateEndpointNetworkPolicies": 7,
  });
  const refused = await azure.refused("PUT", IDS.vnet, body);
  expect(refused.status).toBe(400);
  expect(refused.message).toMatch(/Microsoft.Network\/virtualNetworks: 3 problems/);
  expect(refused.details).toHaveLength(3);
});

test("says which property is missing", async () => {
  const refused = await azure.refused("PUT", IDS.vault, { location: REGION, properties: {} });
  expect(refused.details.length + 1).toBeGreaterThan(2);
  expect(refused.code).toBe("MissingRequiredProperty");
});

/** @changes Microsoft.Network/networkSecurityGroups */
test("creates with 201, writes over with 200, and answers HEAD with 204", async () => {
  const id = networkId("rg-test", "networkSecurityGroups", "nsg-new");
  expect((await azure.request("PUT", id, BODIES.webGroup)).status).toBe(201);
  expect((await azure.request("PUT", id, BODIES.webGroup)).status).toBe(200);
  expect((await azure.request("HEAD", id)).status).toBe(204);
  expect((await azure.request("DELETE", id)).status).toBe(200);
  expect((await azure.request("DELETE", id)).status).toBe(204);
});

/** @accepts Microsoft.Network/natGateways, Microsoft.Network/networkSecurityGroups */
test("keeps names as first written, and ARM's own spelling of the rest", async () => {
  const loud = IDS.nat
    .replace("resourceGroups", "RESOURCEGROUPS")
    .replace("natGateways", "NATGATEWAYS");
  const written = await azure.put(loud.replace("/nat", "/NAT"), BODIES.nat);
  expect(written.id).toBe(IDS.nat);
  const fresh = networkId("rg-test", "NETWORKSECURITYGROUPS", "Nsg-Mixed").replace(
    "Groups/rg",
    "groups/rg",
  );
  expect((await azure.put(fresh, BODIES.webGroup)).id).toBe(
    networkId("rg-test", "networkSecurityGroups", "Nsg-Mixed"),
  );
  await azure.delete(fresh);
});

/** @accepts Microsoft.Resources/resourceGroups */
test("takes a region by its display name and shows it by its name", async () => {
  expect(await azure.put(groupId("rg-named"), { location: "Sweden Central" })).toMatchObject({
    location: REGION,
    properties: { provisioningState: "Succeeded" },
  });
  await azure.delete(groupId("rg-named"));
});

/** @changes Microsoft.Network/publicIPAddresses */
test("replaces tags by PATCH and leaves the rest", async () => {
  await azure.request("PATCH", IDS.natAddress, { tags: { a: "1", b: "2" } });
  const before = await azure.get(IDS.natAddress);
  const after = await azure.request("PATCH", IDS.natAddress, { tags: { b: "3" } });
  expect(after.body).toMatchObject({
    tags: { b: "3" },
    properties: { ipAddress: textAt(before, "properties.ipAddress") },
  });
  expect(textAt(after.body, "tags.a")).toBeUndefined();
  expect(textAt(after.body, "etag")).not.toBe(textAt(before, "etag"));
});

test("shows its subscription and regions", async () => {
  expect(await azure.get(SUBSCRIPTION)).toMatchObject({
    tenantId: account.tenantId,
    state: "Enabled",
  });
  expect(await azure.list("/subscriptions")).toHaveLength(1);
  const names = (await azure.list(`${SUBSCRIPTION}/locations`)).map(({ name }) => name);
  expect(names).toContain(REGION);
  expect(names).not.toContain("swedensouth");
});

test("lists groups, resources and types, in a group and in the subscription", async () => {
  const other = groupId("rg-other");
  await azure.put(other, { location: REGION });
  await azure.put(networkId("rg-other", "networkSecurityGroups", "nsg-other"), BODIES.webGroup);
  const names = async (id: string): Promise<unknown[]> =>
    (await azure.list(id)).map(({ name }) => name);
  expect(await names(`${SUBSCRIPTION}/resourcegroups`)).toEqual(["rg-test", "rg-other"]);
  expect(await names(`${IDS.group}/resources`)).toEqual([
    "nsg-edge",
    "nsg-web",
    "pip-nat",
    "nat",
    "vnet",
  ]);
  const everywhere = await names(`${SUBSCRIPTION}/resources`);
  expect(everywhere).toContain("nsg-other");
  expect(everywhere).not.toContain("rg-test");
  expect(
    await names(
      `${IDS.group}/resources?$filter=${encodeURIComponent("resourceType eq 'Microsoft.Network/natGateways'")}`,
    ),
  ).toEqual(["nat"]);
  expect(await names(`${NETWORK_LIST}/networkSecurityGroups`)).toEqual(["nsg-edge", "nsg-web"]);
  expect(await names(`${SUBSCRIPTION}/providers/Microsoft.Network/networkSecurityGroups`)).toEqual([
    "nsg-edge",
    "nsg-web",
    "nsg-other",
  ]);
  const [resource] = await azure.list(`${other}/resources`);
  expect(Object.keys(resource ?? {}).toSorted()).toEqual(["id", "location", "name", "type"]);
  await azure.delete(other);
});

test("refuses a request without an API version", async () => {
  const response = await azure.plane.handle({ method: "GET", url: IDS.nat });
  expect(response).toMatchObject({
    status: 400,
    body: { error: { code: "MissingApiVersionParameter" } },
  });
});

test("takes an absolute URL of ARM", async () => {
  const url = `https://management.azure.com${IDS.nat}?api-version=2024-05-01`;
  expect((await azure.plane.handle({ method: "GET", url })).status).toBe(200);
});

test("gives the same documents for the same calls at the same time", async () => {
  const twin = new TestAzure();
  const again = new TestAzure();
  for (const one of [twin, again]) await putNetwork(one);
  expect(twin.store.list()).toEqual(again.store.list());
  twin.close();
  again.close();
});
