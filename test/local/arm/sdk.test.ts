import { ComputeManagementClient } from "@azure/arm-compute";
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { ManagedServiceIdentityClient } from "@azure/arm-msi";
import { NetworkManagementClient } from "@azure/arm-network";
import { ResourceManagementClient } from "@azure/arm-resources";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import type { JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { IDS, putEdge, putNetwork, putSecrets, REGION, setBody } from "./support/datacenter.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const GROUP = "rg-test";

let azure: TestAzure;
let clients: ReturnType<typeof makeClients>;

beforeEach(() => {
  azure = new TestAzure();
  clients = makeClients();
});
afterEach(() => azure.close());

function makeClients() {
  const options = inProcess(azure.plane) as object;
  const { subscriptionId } = account;
  return {
    resources: new ResourceManagementClient(credential, subscriptionId, {
      ...options,
      apiVersion: "2024-03-01",
    }),
    anything: new ResourceManagementClient(credential, subscriptionId, options),
    network: new NetworkManagementClient(credential, subscriptionId, options),
    compute: new ComputeManagementClient(credential, subscriptionId, options),
    keyVault: new KeyVaultManagementClient(credential, subscriptionId, options),
    identity: new ManagedServiceIdentityClient(credential, subscriptionId, options),
  };
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    // Each client carries its own copy of RestError, so the name has to do.
    if (error instanceof Error && error.name === "RestError")
      return String(Reflect.get(error, "code"));
    throw error;
  }
}

/** @changes Microsoft.Resources/resourceGroups */
test("serves resource groups to ResourceManagementClient", async () => {
  const { resourceGroups } = clients.resources;
  const made = await resourceGroups.createOrUpdate(GROUP, { location: REGION });
  expect(made.properties?.provisioningState).toBe("Succeeded");
  expect((await resourceGroups.checkExistence(GROUP)).body).toBe(true);
  const tagged = await resourceGroups.update(GROUP, { tags: { tier: "web" } });
  expect(tagged.tags).toEqual({ tier: "web" });
  expect((await all(resourceGroups.list())).map(({ name }) => name)).toEqual([GROUP]);
  await resourceGroups.beginDeleteAndWait(GROUP);
  expect((await resourceGroups.checkExistence(GROUP)).body).toBe(false);
  expect(await codeOf(resourceGroups.get(GROUP))).toBe("ResourceGroupNotFound");
});

/**
 * @changes Microsoft.Network/virtualNetworks, Microsoft.Network/networkSecurityGroups
 * @changes Microsoft.Network/natGateways, Microsoft.Network/publicIPAddresses
 */
test("serves a network to NetworkManagementClient", async () => {
  await clients.resources.resourceGroups.createOrUpdate(GROUP, { location: REGION });
  const { network } = clients;
  const group = await network.networkSecurityGroups.beginCreateOrUpdateAndWait(GROUP, "nsg", {
    location: REGION,
    securityRules: [],
  });
  expect(group.defaultSecurityRules).toHaveLength(6);

  const address = await network.publicIPAddresses.beginCreateOrUpdateAndWait(GROUP, "pip", {
    location: REGION,
    sku: { name: "Standard" },
    publicIPAllocationMethod: "Static",
    dnsSettings: { domainNameLabel: "school" },
  });
  expect(address.ipAddress).toMatch(/^203\.0\.113\.\d+$/);
  expect(address.dnsSettings?.fqdn).toBe("school.swedencentral.cloudapp.azure.com");

  const nat = await network.natGateways.beginCreateOrUpdateAndWait(GROUP, "nat", {
    location: REGION,
    sku: { name: "Standard" },
    publicIpAddresses: [{ id: address.id ?? "" }],
  });
  const vnet = await network.virtualNetworks.beginCreateOrUpdateAndWait(GROUP, "vnet", {
    location: REGION,
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [
      {
        name: "web",
        addressPrefix: "10.0.0.0/24",
        networkSecurityGroup: { id: group.id ?? "" },
        natGateway: { id: nat.id ?? "" },
      },
    ],
  });
  expect((await network.natGateways.get(GROUP, "nat")).subnets).toEqual([
    { id: `${vnet.id}/subnets/web` },
  ]);
  expect((await all(network.virtualNetworks.list(GROUP))).map(({ id }) => id)).toEqual([vnet.id]);

  const tagged = await network.virtualNetworks.updateTags(GROUP, "vnet", { tags: { a: "b" } });
  expect(tagged.tags).toEqual({ a: "b" });
  expect(tagged.etag).not.toBe(vnet.etag);
  const again = await network.virtualNetworks.beginCreateOrUpdateAndWait(GROUP, "vnet", vnet);
  expect(again.resourceGuid).toBe(vnet.resourceGuid);

  expect(await codeOf(network.natGateways.beginDeleteAndWait(GROUP, "nat"))).toBe(
    "NatGatewayInUseBySubnet",
  );
  await network.virtualNetworks.beginDeleteAndWait(GROUP, "vnet");
  await network.natGateways.beginDeleteAndWait(GROUP, "nat");
  await network.networkSecurityGroups.beginDeleteAndWait(GROUP, "nsg");
  await network.publicIPAddresses.beginDeleteAndWait(GROUP, "pip");
  expect(await all(network.publicIPAddresses.list(GROUP))).toEqual([]);
  expect(await codeOf(network.publicIPAddresses.get(GROUP, "pip"))).toBe("ResourceNotFound");
});

/**
 * @changes Microsoft.Network/applicationGateways
 * @changes Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies
 */
test("serves a gateway and its firewall policy to NetworkManagementClient", async () => {
  await putEdge(azure);
  const { applicationGateways, webApplicationFirewallPolicies } = clients.network;
  const gateway = await applicationGateways.get(GROUP, "agw");
  expect(gateway).toMatchObject({ operationalState: "Running", provisioningState: "Succeeded" });
  expect(gateway.httpListeners?.[0]?.id).toBe(`${IDS.gateway}/httpListeners/https-se`);

  const grown = await applicationGateways.beginCreateOrUpdateAndWait(GROUP, "agw", {
    ...gateway,
    autoscaleConfiguration: { minCapacity: 3, maxCapacity: 20 },
  });
  expect(grown.autoscaleConfiguration).toEqual({ minCapacity: 3, maxCapacity: 20 });
  expect((await applicationGateways.updateTags(GROUP, "agw", { tags: { x: "y" } })).tags).toEqual({
    x: "y",
  });

  const policy = await webApplicationFirewallPolicies.get(GROUP, "waf");
  expect(policy.applicationGateways).toEqual([{ id: IDS.gateway }]);
  expect(await codeOf(webApplicationFirewallPolicies.beginDeleteAndWait(GROUP, "waf"))).toBe(
    "ApplicationGatewayWebApplicationFirewallPolicyInUse",
  );
  await applicationGateways.beginDeleteAndWait(GROUP, "agw");
  await webApplicationFirewallPolicies.beginDeleteAndWait(GROUP, "waf");
  expect(await all(applicationGateways.listAll())).toEqual([]);
});

/** @changes Microsoft.Compute/virtualMachineScaleSets, Microsoft.Compute/virtualMachines */
test("serves a scale set and its machines to ComputeManagementClient", async () => {
  await putEdge(azure);
  const { virtualMachineScaleSets, virtualMachines } = clients.compute;
  await azure.put(IDS.set, setBody(3));
  const set = await virtualMachineScaleSets.get(GROUP, "vmss-web");
  expect(set).toMatchObject({ orchestrationMode: "Flexible", provisioningState: "Succeeded" });

  const grown = await virtualMachineScaleSets.beginUpdateAndWait(GROUP, "vmss-web", {
    sku: { name: "Standard_D4s_v5", capacity: 5 },
  });
  expect(grown.sku?.capacity).toBe(5);
  const machines = await all(virtualMachines.list(GROUP));
  expect(machines.map(({ zones }) => zones?.[0])).toEqual(["1", "2", "3", "1", "2"]);
  expect(machines[0]?.virtualMachineScaleSet?.id).toBe(IDS.set);

  const again = await virtualMachineScaleSets.beginCreateOrUpdateAndWait(GROUP, "vmss-web", grown);
  expect(again.uniqueId).toBe(set.uniqueId);
  await virtualMachines.beginDeleteAndWait(GROUP, machines[0]?.name ?? "");
  expect((await virtualMachineScaleSets.get(GROUP, "vmss-web")).sku?.capacity).toBe(4);
  expect(
    await codeOf(
      virtualMachineScaleSets.beginUpdateAndWait(GROUP, "vmss-web", {
        sku: { name: "Standard_D4s_v5", capacity: 1001 },
      }),
    ),
  ).toBe("InvalidParameter");
  await virtualMachineScaleSets.beginDeleteAndWait(GROUP, "vmss-web");
  expect(await all(virtualMachines.listAll())).toEqual([]);
});

/** @changes Microsoft.KeyVault/vaults */
test("serves vaults, deleted ones too, to KeyVaultManagementClient", async () => {
  await clients.resources.resourceGroups.createOrUpdate(GROUP, { location: REGION });
  const { vaults } = clients.keyVault;
  const body = {
    location: REGION,
    properties: {
      tenantId: account.tenantId,
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
    },
  } as const;
  const vault = await vaults.beginCreateOrUpdateAndWait(GROUP, "kv-school", body);
  expect(vault.properties.vaultUri).toBe("https://kv-school.vault.azure.net/");
  const updated = await vaults.update(GROUP, "kv-school", {
    properties: { enabledForDeployment: true },
  });
  expect(updated.properties.enabledForDeployment).toBe(true);
  expect((await all(vaults.listByResourceGroup(GROUP))).map(({ name }) => name)).toEqual([
    "kv-school",
  ]);
  await vaults.delete(GROUP, "kv-school");
  expect(await codeOf(vaults.get(GROUP, "kv-school"))).toBe("ResourceNotFound");
  expect((await vaults.getDeleted("kv-school", REGION)).properties?.vaultId).toBe(vault.id);
  expect(await codeOf(vaults.beginCreateOrUpdateAndWait(GROUP, "kv-school", body))).toBe(
    "ConflictError",
  );
  expect(await all(vaults.listDeleted())).toHaveLength(1);
  await vaults.beginPurgeDeletedAndWait("kv-school", REGION);
  expect(await all(vaults.listDeleted())).toEqual([]);
});

/** @accepts Microsoft.ManagedIdentity/userAssignedIdentities */
test("serves identities to ManagedServiceIdentityClient", async () => {
  await clients.resources.resourceGroups.createOrUpdate(GROUP, { location: REGION });
  const { userAssignedIdentities } = clients.identity;
  const made = await userAssignedIdentities.createOrUpdate(GROUP, "id-web", { location: REGION });
  expect(made.tenantId).toBe(account.tenantId);
  expect(made.principalId).toMatch(/^[0-9a-f-]{36}$/);
  expect(made.clientId).not.toBe(made.principalId);
  const tagged = await userAssignedIdentities.update(GROUP, "id-web", { tags: { a: "b" } });
  expect(tagged.principalId).toBe(made.principalId);
  expect(await all(userAssignedIdentities.listByResourceGroup(GROUP))).toHaveLength(1);
  await userAssignedIdentities.delete(GROUP, "id-web");
  expect(await codeOf(userAssignedIdentities.get(GROUP, "id-web"))).toBe("ResourceNotFound");
});

/** @changes Microsoft.Authorization/roleAssignments */
test("serves role assignments to the generic client", async () => {
  await putNetwork(azure);
  await putSecrets(azure);
  const { resources } = clients.anything;
  const version = "2022-04-01";
  const assignment = await resources.getById(IDS.reader, version);
  const properties = assignment.properties as JsonObject;
  expect(properties.scope).toBe(IDS.vault);
  const other = IDS.reader.replace(/1{12}$/, "222222222222");
  expect(
    await codeOf(resources.beginCreateOrUpdateByIdAndWait(other, version, { properties })),
  ).toBe("RoleAssignmentExists");
  await resources.beginDeleteByIdAndWait(IDS.reader, version);
  expect(await codeOf(resources.getById(IDS.reader, version))).toBe("ResourceNotFound");
});
