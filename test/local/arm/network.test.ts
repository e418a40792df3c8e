import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { publicAddress } from "../../../local/behaviours/network/public-address-pool.ts";
import { objectAt, objectsAt, textAt } from "../../../local/behaviours/support/json.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import {
  BODIES,
  groupId,
  IDS,
  networkId,
  putEdge,
  REGION,
  rule,
  setBody,
} from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

/** A whole datacenter; refused requests leave no trace in it. */
let azure: TestAzure;
beforeAll(async () => {
  azure = new TestAzure();
  await putEdge(azure);
  await azure.put(IDS.set, setBody(1));
});
afterAll(() => azure.close());

const WEB_RANGE = "properties.subnets.1.properties.addressPrefix";
const OTHER = networkId("rg-test", "virtualNetworks", "other");

/** @refuses Microsoft.Network/virtualNetworks */
test.each<[string, Record<string, Json | undefined>, string]>([
  ["subnets that overlap", { [WEB_RANGE]: "10.10.0.128/25" }, "NetcfgSubnetRangesOverlap"],
  ["a subnet outside the network", { [WEB_RANGE]: "10.11.0.0/24" }, "NetcfgInvalidSubnet"],
  ["a subnet larger than the network", { [WEB_RANGE]: "10.0.0.0/8" }, "NetcfgInvalidSubnet"],
  ["a subnet that is too small", { [WEB_RANGE]: "10.10.4.0/30" }, "NetcfgInvalidSubnet"],
  ["a subnet with bits beyond its prefix", { [WEB_RANGE]: "10.10.4.1/24" }, "InvalidCIDRNotation"],
  ["a subnet that is no range", { [WEB_RANGE]: "10.10.4.0" }, "InvalidAddressPrefixFormat"],
  ["a subnet without a range", { [WEB_RANGE]: undefined }, "MissingJsonProperty"],
  [
    "ranges of its own that overlap",
    { "properties.addressSpace.addressPrefixes": ["10.10.0.0/16", "10.10.8.0/24"] },
    "VnetAddressSpacesOverlap",
  ],
  ["two subnets of one name", { "properties.subnets.1.name": "SNET-EDGE" }, "InvalidRequestFormat"],
  ["a subnet's wrong name", { "properties.subnets.1.name": "web." }, "InvalidResourceName"],
  [
    "a security group that does not exist",
    { "properties.subnets.0.properties.networkSecurityGroup.id": `${IDS.edgeGroup}-none` },
    "InvalidResourceReference",
  ],
  [
    "a security group that is something else",
    { "properties.subnets.0.properties.networkSecurityGroup.id": IDS.nat },
    "InvalidRequestFormat",
  ],
  [
    "a security group's id that is none",
    { "properties.subnets.0.properties.networkSecurityGroup.id": "nsg-edge" },
    "LinkedInvalidPropertyId",
  ],
  [
    "a DDoS plan that the tenant does not have",
    {
      "properties.ddosProtectionPlan": {
        id: networkId("rg-plan", "ddosProtectionPlans", "plan"),
      },
    },
    "InvalidResourceReference",
  ],
])("refuses a network with %s", async (_what, changes, code) => {
  const refused = await azure.refused("PUT", OTHER, edited(BODIES.vnet, changes));
  expect(refused).toMatchObject({ status: 400, code });
});

test("names both sides of a broken reference", async () => {
  const gone = `${IDS.edgeGroup}-none`;
  const { message } = await azure.refused(
    "PUT",
    OTHER,
    edited(BODIES.vnet, { "properties.subnets.0.properties.networkSecurityGroup.id": gone }),
  );
  expect(message).toContain(`Resource ${gone} referenced by resource ${OTHER} was not found.`);
});

/** @accepts Microsoft.Network/virtualNetworks */
test("takes a DDoS plan that the tenant has", async () => {
  const plan = networkId("rg-plan", "ddosProtectionPlans", "plan");
  azure.store.put({
    id: plan,
    name: "plan",
    type: "Microsoft.Network/ddosProtectionPlans",
    location: "westeurope",
  });
  await azure.put(OTHER, edited(BODIES.vnet, { "properties.ddosProtectionPlan": { id: plan } }));
  await azure.delete(OTHER);
  azure.store.delete(plan);
});

/** @refuses Microsoft.Network/virtualNetworks */
test("refuses a reference into another region", async () => {
  const body = { ...BODIES.vnet, location: "uksouth" };
  expect((await azure.refused("PUT", OTHER, body)).code).toBe("InvalidResourceReference");
});

/** @refuses Microsoft.Network/virtualNetworks */
test.each<[string, string, Record<string, Json | undefined>, string]>([
  [
    "leaves out the gateway's subnet",
    "",
    { "properties.subnets": BODIES.vnet.properties.subnets.slice(1) },
    "InUseSubnetCannotBeDeleted",
  ],
  [
    "leaves out the machines' subnet",
    "",
    { "properties.subnets": BODIES.vnet.properties.subnets.slice(0, 1) },
    "InUseSubnetCannotBeDeleted",
  ],
  ["moves a subnet in use", "", { [WEB_RANGE]: "10.10.8.0/22" }, "InUsePrefixCannotBeDeleted"],
  [
    "puts the gateway behind a group that shuts it off",
    "",
    { "properties.subnets.0.properties.networkSecurityGroup.id": IDS.webGroup },
    "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup",
  ],
])("refuses an update that %s", async (_what, _none, changes, code) => {
  expect((await azure.refused("PUT", IDS.vnet, edited(BODIES.vnet, changes))).code).toBe(code);
});

/**
 * @refuses Microsoft.Network/virtualNetworks, Microsoft.Network/networkSecurityGroups
 * @refuses Microsoft.Network/natGateways, Microsoft.Network/publicIPAddresses
 * @refuses Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies
 * @refuses Microsoft.Network/applicationGateways
 */
test.each([
  [IDS.vnet, "InUseSubnetCannotBeDeleted", /agw\/gatewayIPConfigurations\/gateway/],
  [IDS.edgeGroup, "InUseNetworkSecurityGroupCannotBeDeleted", /vnet\/subnets\/snet-edge/],
  [IDS.nat, "NatGatewayInUseBySubnet", /vnet\/subnets\/snet-web/],
  [IDS.natAddress, "PublicIPAddressCannotBeDeleted", /natGateways\/nat/],
  [IDS.edgeAddress, "PublicIPAddressCannotBeDeleted", /agw\/frontendIPConfigurations\/public/],
  [IDS.policy, "ApplicationGatewayWebApplicationFirewallPolicyInUse", /applicationGateways\/agw/],
  [
    IDS.gateway,
    "ApplicationGatewayInUseByVirtualMachineScaleSet",
    /virtualMachineScaleSets\/vmss-web/,
  ],
])("does not delete %s while it is in use", async (id, code, text) => {
  const refused = await azure.refused("DELETE", id);
  expect(refused.code).toBe(code);
  expect(refused.message).toMatch(text);
  expect((await azure.request("HEAD", id)).status).toBe(204);
});

/** @refuses Microsoft.Network/publicIPAddresses */
test.each<[string, Record<string, Json | undefined>, string]>([
  [
    "dynamic",
    { "properties.publicIPAllocationMethod": "Dynamic" },
    "StandardSkuPublicIPAddressesMustBeStatic",
  ],
  ["Basic with zones", { "sku.name": "Basic" }, "ZonesNotAllowedForBasicPublicIPAddress"],
  [
    "of a wrong label",
    { "properties.dnsSettings.domainNameLabel": "Test" },
    "InvalidDomainNameLabel",
  ],
  ["of a label that is taken", {}, "DnsRecordInUse"],
])("refuses a public address that is %s", async (_what, changes, code) => {
  const id = networkId("rg-test", "publicIPAddresses", "pip-other");
  expect((await azure.refused("PUT", id, edited(BODIES.edgeAddress, changes))).code).toBe(code);
});

/** @accepts Microsoft.Network/publicIPAddresses */
test("lets one label be used in two regions", async () => {
  const id = networkId("rg-test", "publicIPAddresses", "pip-uk");
  const made = await azure.put(id, { ...BODIES.edgeAddress, location: "uksouth" });
  expect(textAt(made, "properties.dnsSettings.fqdn")).toBe("test-edge.uksouth.cloudapp.azure.com");
  await azure.delete(id);
});

/** @refuses Microsoft.Network/publicIPAddresses */
test.each<[string, Record<string, Json | undefined>, number, string]>([
  ["zones", { zones: ["1"] }, 400, "ResourceAvailabilityZonesCannotBeModified"],
  ["no zones", { zones: undefined }, 400, "ResourceAvailabilityZonesCannotBeModified"],
  ["IP version", { "properties.publicIPAddressVersion": "IPv6" }, 409, "PropertyChangeNotAllowed"],
  ["sku", { "sku.name": "Basic" }, 409, "PropertyChangeNotAllowed"],
])("does not change a public address's %s", async (_what, changes, status, code) => {
  const refused = await azure.refused("PUT", IDS.edgeAddress, edited(BODIES.edgeAddress, changes));
  const codes = [refused.code, ...refused.details];
  expect(codes).toContain(code);
  expect(refused.status).toBe(status);
});

/** @changes Microsoft.Network/publicIPAddresses */
test("keeps an address over writes and never gives one twice", async () => {
  const first = textAt(await azure.get(IDS.edgeAddress), "properties.ipAddress");
  const again = await azure.put(IDS.edgeAddress, { ...BODIES.edgeAddress, tags: { a: "b" } });
  expect(textAt(again, "properties.ipAddress")).toBe(first);
  const other = textAt(await azure.get(IDS.natAddress), "properties.ipAddress");
  expect(other).not.toBe(first);
});

/** @refuses Microsoft.Network/natGateways */
test.each<[string, Record<string, Json | undefined>, string]>([
  [
    "another resource's address",
    { "properties.publicIpAddresses": [{ id: IDS.edgeAddress }] },
    "PublicIPAddressInUse",
  ],
  ["several zones", { zones: ["1", "2"] }, "NatGatewayMustHaveOneZone"],
  [
    "a time-out that is too short",
    { "properties.idleTimeoutInMinutes": 3 },
    "NatGatewayIdleTimeoutOutOfRange",
  ],
  ["no sku", { sku: undefined }, "InvalidNatGatewaySku"],
])("refuses a NAT gateway with %s", async (_what, changes, code) => {
  const id = networkId("rg-test", "natGateways", "nat-other");
  const refused = await azure.refused("PUT", id, edited(BODIES.nat, changes));
  expect([refused.code, ...refused.details]).toContain(code);
});

/** @refuses Microsoft.Network/natGateways, Microsoft.Network/publicIPAddresses */
test("refuses a Basic address, or one in other zones, under a NAT gateway", async () => {
  const basic = networkId("rg-test", "publicIPAddresses", "pip-basic");
  const zonal = networkId("rg-test", "publicIPAddresses", "pip-zonal");
  const nat = networkId("rg-test", "natGateways", "nat-other");
  await azure.put(basic, { location: REGION, properties: { publicIPAllocationMethod: "Static" } });
  await azure.put(zonal, { ...BODIES.natAddress, zones: ["2"] });
  const using = (id: string): Promise<{ code: string }> =>
    azure.refused("PUT", nat, {
      ...BODIES.nat,
      zones: id === zonal ? ["1"] : [],
      properties: { publicIpAddresses: [{ id }] },
    });
  expect((await using(basic)).code).toBe("PublicIPAddressSkuMustBeStandard");
  expect((await using(zonal)).code).toBe("PublicIPAddressZonesMismatch");
  await azure.delete(basic);
  await azure.delete(zonal);
});

/** @refuses Microsoft.Network/networkSecurityGroups */
test.each<[string, Json[], string]>([
  ["a priority twice", [rule("a", 100), rule("b", 100)], "SecurityRuleConflict"],
  ["a priority below 100", [rule("a", 99)], "SecurityRuleInvalidPriority"],
  ["a priority above 4096", [rule("a", 4097)], "SecurityRuleInvalidPriority"],
  [
    "a port above 65535",
    [rule("a", 100, { destinationPortRange: "65536" })],
    "SecurityRuleInvalidPortRange",
  ],
  [
    "ports the wrong way round",
    [rule("a", 100, { destinationPortRange: "90-80" })],
    "SecurityRuleInvalidPortRange",
  ],
  ["no port", [rule("a", 100, { destinationPortRange: "" })], "SecurityRuleParameterNotSpecified"],
  ["no source", [rule("a", 100, { sourceAddressPrefix: "" })], "SecurityRuleParameterNotSpecified"],
  [
    "a source that is none",
    [rule("a", 100, { sourceAddressPrefix: "10.0.0.300" })],
    "SecurityRuleInvalidAddressPrefix",
  ],
  [
    "a range with bits beyond",
    [rule("a", 100, { sourceAddressPrefix: "10.0.0.1/24" })],
    "SecurityRuleInvalidAddressPrefix",
  ],
  ["a name twice", [rule("a", 100), rule("a", 101)], "InvalidRequestFormat"],
])("refuses a security group with %s", async (_what, securityRules, code) => {
  const id = networkId("rg-test", "networkSecurityGroups", "nsg-other");
  const body = { location: REGION, properties: { securityRules } };
  expect((await azure.refused("PUT", id, body)).code).toBe(code);
});

/** @accepts Microsoft.Network/networkSecurityGroups */
test("lets both directions use one priority", async () => {
  const id = networkId("rg-test", "networkSecurityGroups", "nsg-both");
  const securityRules = [
    rule("in", 100, { sourceAddressPrefix: "10.0.0.0/8", destinationPortRange: "0-65535" }),
    rule("out", 100, { direction: "Outbound", sourceAddressPrefix: "Storage.SwedenCentral" }),
  ];
  const group = await azure.put(id, { location: REGION, properties: { securityRules } });
  expect(objectsAt(group, "properties.securityRules").map((item) => textAt(item, "id"))).toEqual([
    `${id}/securityRules/in`,
    `${id}/securityRules/out`,
  ]);
  await azure.delete(id);
});

/** @refuses Microsoft.Network/networkSecurityGroups */
test.each<[string, Json[]]>([
  ["no rule for the gateway's manager", [rule("web", 100)]],
  [
    "a rule for some of its ports only",
    [
      rule("m", 100, {
        sourceAddressPrefix: "GatewayManager",
        destinationPortRange: "65200-65400",
      }),
    ],
  ],
  [
    "a denial in front",
    [
      rule("deny", 100, {
        access: "Deny",
        protocol: "*",
        sourceAddressPrefix: "*",
        destinationPortRange: "*",
      }),
      rule("m", 110, {
        sourceAddressPrefix: "GatewayManager",
        destinationPortRange: "65200-65535",
      }),
    ],
  ],
  [
    "a rule for UDP",
    [
      rule("m", 100, {
        protocol: "Udp",
        sourceAddressPrefix: "GatewayManager",
        destinationPortRange: "65200-65535",
      }),
    ],
  ],
])("refuses a gateway's security group with %s", async (_what, securityRules) => {
  const refused = await azure.refused("PUT", IDS.edgeGroup, {
    location: REGION,
    properties: { securityRules },
  });
  expect(refused.code).toBe("ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup");
});

test("reads a security group's rules by their priority, not by their order", async () => {
  const [web, manager, deny] = BODIES.edgeGroup.properties.securityRules;
  const securityRules = [deny, web, manager] as JsonObject[];
  await azure.put(IDS.edgeGroup, { location: REGION, properties: { securityRules } });
});

test("passes over an address that is taken", async () => {
  const number = azure.store.transaction(() => azure.store.next("public address"));
  const next = publicAddress(number + 1);
  const taken = networkId("rg-test", "publicIPAddresses", "pip-taken");
  azure.store.put({
    id: taken,
    name: "pip-taken",
    type: "Microsoft.Network/publicIPAddresses",
    properties: { ipAddress: next },
  });
  const id = networkId("rg-test", "publicIPAddresses", "pip-next");
  const made = await azure.put(id, BODIES.natAddress);
  expect(textAt(made, "properties.ipAddress")).toBe(publicAddress(number + 2));
  for (const gone of [taken, id]) await azure.delete(gone);
});

/**
 * @accepts Microsoft.Network/virtualNetworks, Microsoft.Network/networkSecurityGroups
 * @accepts Microsoft.Network/natGateways, Microsoft.Network/publicIPAddresses
 */
test("shows who uses what, and drops it from what a client sends back", async () => {
  const vnet = await azure.get(IDS.vnet);
  const [edge, web] = objectsAt(vnet, "properties.subnets");
  expect(edge).toMatchObject({
    id: IDS.edgeSubnet,
    properties: {
      provisioningState: "Succeeded",
      applicationGatewayIPConfigurations: [
        { id: `${IDS.gateway}/gatewayIPConfigurations/gateway` },
      ],
    },
  });
  expect(objectsAt(web, "properties.ipConfigurations")).toHaveLength(1);
  expect(objectAt(await azure.get(IDS.edgeGroup), "properties")).toMatchObject({
    subnets: [{ id: IDS.edgeSubnet }],
  });
  expect(objectAt(await azure.get(IDS.nat), "properties")).toMatchObject({
    subnets: [{ id: IDS.webSubnet }],
  });
  expect(textAt(await azure.get(IDS.natAddress), "properties.natGateway.id")).toBe(IDS.nat);
  expect(textAt(await azure.get(IDS.edgeAddress), "properties.ipConfiguration.id")).toBe(
    `${IDS.gateway}/frontendIPConfigurations/public`,
  );
  await azure.put(IDS.vnet, vnet);
  const [stored] = objectsAt(azure.store.get(IDS.vnet), "properties.subnets");
  expect(objectAt(stored, "properties")).not.toHaveProperty("applicationGatewayIPConfigurations");
});

/** @changes Microsoft.Network/virtualNetworks */
test("keeps the subnets when a body does not speak of them", async () => {
  const written = await azure.put(
    IDS.vnet,
    edited(BODIES.vnet, { "properties.subnets": undefined }),
  );
  expect(objectsAt(written, "properties.subnets").map(({ name }) => name)).toEqual([
    "snet-edge",
    "snet-web",
  ]);
});

/** @refuses Microsoft.Resources/resourceGroups */
test("does not delete a group whose resources are used from outside", async () => {
  const group = groupId("rg-shared");
  const nsg = networkId("rg-shared", "networkSecurityGroups", "nsg-shared");
  await azure.put(group, { location: REGION });
  await azure.put(nsg, BODIES.webGroup);
  const body = edited(BODIES.vnet, {
    "properties.subnets": [
      {
        name: "a",
        properties: { addressPrefix: "10.10.0.0/24", networkSecurityGroup: { id: nsg } },
      },
    ],
  });
  await azure.put(OTHER, body);
  const refused = await azure.refused("DELETE", group);
  expect(refused).toMatchObject({
    status: 409,
    code: "ResourceGroupDeletionBlocked",
    details: ["InUseNetworkSecurityGroupCannotBeDeleted"],
  });
  await azure.delete(OTHER);
  await azure.delete(group);
  expect(azure.store.get(nsg)).toBeUndefined();
});
