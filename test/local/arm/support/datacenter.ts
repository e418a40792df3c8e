import { account } from "../../../../local/arm/account.ts";
import type { JsonObject } from "../../../../local/json.ts";
import { SUBSCRIPTION, type TestAzure } from "./azure.ts";

export const REGION = "swedencentral";

export function groupId(name: string): string {
  return `${SUBSCRIPTION}/resourceGroups/${name}`;
}

export function networkId(group: string, type: string, name: string): string {
  return `${groupId(group)}/providers/Microsoft.Network/${type}/${name}`;
}

/** The ids of a datacenter's resources, as the fixtures make them. */
export const IDS = {
  group: groupId("rg-test"),
  vnet: networkId("rg-test", "virtualNetworks", "vnet"),
  edgeSubnet: `${networkId("rg-test", "virtualNetworks", "vnet")}/subnets/snet-edge`,
  webSubnet: `${networkId("rg-test", "virtualNetworks", "vnet")}/subnets/snet-web`,
  edgeGroup: networkId("rg-test", "networkSecurityGroups", "nsg-edge"),
  webGroup: networkId("rg-test", "networkSecurityGroups", "nsg-web"),
  natAddress: networkId("rg-test", "publicIPAddresses", "pip-nat"),
  nat: networkId("rg-test", "natGateways", "nat"),
  edgeAddress: networkId("rg-test", "publicIPAddresses", "pip-edge"),
  policy: networkId("rg-test", "ApplicationGatewayWebApplicationFirewallPolicies", "waf"),
  gateway: networkId("rg-test", "applicationGateways", "agw"),
  pool: `${networkId("rg-test", "applicationGateways", "agw")}/backendAddressPools/web`,
  vault: `${groupId("rg-test")}/providers/Microsoft.KeyVault/vaults/kv-test`,
  identity: `${groupId("rg-test")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-gateway`,
  set: `${groupId("rg-test")}/providers/Microsoft.Compute/virtualMachineScaleSets/vmss-web`,
  reader: `${groupId("rg-test")}/providers/Microsoft.KeyVault/vaults/kv-test/providers/Microsoft.Authorization/roleAssignments/11111111-1111-4111-8111-111111111111`,
  certificate: "https://kv-test.vault.azure.net/certificates/edge-se",
} as const;

export function rule(name: string, priority: number, more: JsonObject = {}): JsonObject {
  return {
    name,
    properties: {
      priority,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourceAddressPrefix: "Internet",
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange: "443",
      ...more,
    },
  };
}

/** Wire bodies of what a datacenter declares, small and real. */
export const BODIES = {
  group: { location: REGION, tags: { datacenter: "test" } },
  edgeGroup: {
    location: REGION,
    properties: {
      securityRules: [
        rule("allow-web", 100, { destinationPortRanges: ["80", "443"] }),
        rule("allow-manager", 110, {
          sourceAddressPrefix: "GatewayManager",
          destinationPortRange: "65200-65535",
        }),
        rule("deny", 4096, {
          access: "Deny",
          protocol: "*",
          sourceAddressPrefix: "*",
          destinationPortRange: "*",
        }),
      ],
    },
  },
  webGroup: { location: REGION, properties: { securityRules: [rule("allow-web", 100)] } },
  natAddress: {
    location: REGION,
    sku: { name: "Standard" },
    properties: { publicIPAllocationMethod: "Static" },
  },
  nat: {
    location: REGION,
    sku: { name: "Standard" },
    properties: { publicIpAddresses: [{ id: IDS.natAddress }] },
  },
  vnet: {
    location: REGION,
    properties: {
      addressSpace: { addressPrefixes: ["10.10.0.0/16"] },
      subnets: [
        {
          name: "snet-edge",
          properties: {
            addressPrefix: "10.10.0.0/24",
            networkSecurityGroup: { id: IDS.edgeGroup },
          },
        },
        {
          name: "snet-web",
          properties: {
            addressPrefix: "10.10.4.0/22",
            networkSecurityGroup: { id: IDS.webGroup },
            natGateway: { id: IDS.nat },
            defaultOutboundAccess: false,
          },
        },
      ],
    },
  },
  edgeAddress: {
    location: REGION,
    zones: ["1", "2", "3"],
    sku: { name: "Standard", tier: "Regional" },
    properties: {
      publicIPAllocationMethod: "Static",
      dnsSettings: { domainNameLabel: "test-edge" },
      ddosSettings: { protectionMode: "Enabled" },
    },
  },
  policy: {
    location: REGION,
    properties: {
      policySettings: { state: "Enabled", mode: "Prevention" },
      managedRules: {
        managedRuleSets: [
          { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.1" },
          { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
        ],
      },
      customRules: [
        {
          name: "RateLimit",
          priority: 10,
          ruleType: "RateLimitRule",
          rateLimitDuration: "OneMin",
          rateLimitThreshold: 5000,
          groupByUserSession: [{ groupByVariables: [{ variableName: "ClientAddr" }] }],
          matchConditions: [
            {
              matchVariables: [{ variableName: "RemoteAddr" }],
              operator: "IPMatch",
              negationConditon: true,
              matchValues: ["255.255.255.255/32"],
            },
          ],
          action: "Block",
        },
      ],
    },
  },
  identity: { location: REGION },
  vault: {
    location: REGION,
    properties: {
      tenantId: account.tenantId,
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
      networkAcls: { defaultAction: "Deny", bypass: "AzureServices" },
    },
  },
  certificate: {
    policy: {
      issuer: { name: "Self" },
      key_props: { kty: "EC", crv: "P-256" },
      x509_props: { subject: "CN=se.school.example", sans: { dns_names: ["se.school.example"] } },
    },
  },
} satisfies Record<string, JsonObject>;

function own(collection: string, name: string): JsonObject {
  return { id: `${IDS.gateway}/${collection}/${name}` };
}

export function gatewayBody(more: JsonObject = {}): JsonObject {
  return {
    location: REGION,
    zones: ["1", "2", "3"],
    identity: { type: "UserAssigned", userAssignedIdentities: { [IDS.identity]: {} } },
    properties: {
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      autoscaleConfiguration: { minCapacity: 2, maxCapacity: 10 },
      firewallPolicy: { id: IDS.policy },
      sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101" },
      gatewayIPConfigurations: [
        { name: "gateway", properties: { subnet: { id: IDS.edgeSubnet } } },
      ],
      frontendIPConfigurations: [
        { name: "public", properties: { publicIPAddress: { id: IDS.edgeAddress } } },
      ],
      frontendPorts: [
        { name: "http", properties: { port: 80 } },
        { name: "https", properties: { port: 443 } },
      ],
      sslCertificates: [
        {
          name: "se",
          properties: { keyVaultSecretId: "https://kv-test.vault.azure.net/secrets/edge-se" },
        },
      ],
      httpListeners: [
        {
          name: "https-se",
          properties: {
            frontendIPConfiguration: own("frontendIPConfigurations", "public"),
            frontendPort: own("frontendPorts", "https"),
            protocol: "Https",
            hostName: "se.school.example",
            sslCertificate: own("sslCertificates", "se"),
            requireServerNameIndication: true,
          },
        },
        {
          name: "http-se",
          properties: {
            frontendIPConfiguration: own("frontendIPConfigurations", "public"),
            frontendPort: own("frontendPorts", "http"),
            protocol: "Http",
            hostName: "se.school.example",
          },
        },
      ],
      redirectConfigurations: [
        {
          name: "https-se",
          properties: {
            redirectType: "Permanent",
            targetListener: own("httpListeners", "https-se"),
            includePath: true,
          },
        },
      ],
      requestRoutingRules: [
        {
          name: "https-se",
          properties: {
            ruleType: "Basic",
            priority: 100,
            httpListener: own("httpListeners", "https-se"),
            backendAddressPool: own("backendAddressPools", "web"),
            backendHttpSettings: own("backendHttpSettingsCollection", "clones"),
          },
        },
        {
          name: "http-se",
          properties: {
            ruleType: "Basic",
            priority: 101,
            httpListener: own("httpListeners", "http-se"),
            redirectConfiguration: own("redirectConfigurations", "https-se"),
          },
        },
      ],
      backendAddressPools: [{ name: "web" }],
      backendHttpSettingsCollection: [
        {
          name: "clones",
          properties: {
            port: 80,
            protocol: "Http",
            cookieBasedAffinity: "Disabled",
            connectionDraining: { enabled: true, drainTimeoutInSec: 60 },
            probe: own("probes", "health"),
          },
        },
      ],
      probes: [
        {
          name: "health",
          properties: {
            protocol: "Http",
            host: "127.0.0.1",
            path: "/health",
            interval: 10,
            timeout: 5,
            unhealthyThreshold: 3,
          },
        },
      ],
      ...more,
    },
  };
}

/** A Flexible set; `profile` goes over the machines' profile, `more` over the properties. */
export function setBody(
  capacity: number,
  more: JsonObject = {},
  profile: JsonObject = {},
): JsonObject {
  return {
    location: REGION,
    zones: ["1", "2", "3"],
    sku: { name: "Standard_D4s_v5", capacity },
    properties: {
      orchestrationMode: "Flexible",
      platformFaultDomainCount: 1,
      singlePlacementGroup: false,
      upgradePolicy: {
        mode: "Rolling",
        rollingUpgradePolicy: { maxBatchInstancePercent: 20, maxUnhealthyInstancePercent: 20 },
      },
      automaticRepairsPolicy: { enabled: true, gracePeriod: "PT10M" },
      virtualMachineProfile: {
        storageProfile: {
          imageReference: {
            publisher: "Canonical",
            offer: "ubuntu-24_04-lts",
            sku: "server",
            version: "24.04.202410090",
          },
          osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
        },
        osProfile: {
          computerNamePrefix: "web-",
          adminUsername: "gradetide",
          customData: "I2Nsb3VkLWNvbmZpZw==",
          linuxConfiguration: {
            disablePasswordAuthentication: true,
            ssh: {
              publicKeys: [
                { path: "/home/gradetide/.ssh/authorized_keys", keyData: "ssh-ed25519 AAAA" },
              ],
            },
          },
        },
        networkProfile: {
          networkApiVersion: "2020-11-01",
          networkInterfaceConfigurations: [
            {
              name: "nic",
              properties: {
                primary: true,
                ipConfigurations: [
                  {
                    name: "internal",
                    properties: {
                      primary: true,
                      subnet: { id: IDS.webSubnet },
                      applicationGatewayBackendAddressPools: [{ id: IDS.pool }],
                    },
                  },
                ],
              },
            },
          ],
        },
        extensionProfile: {
          extensions: [
            {
              name: "health",
              properties: {
                publisher: "Microsoft.ManagedServices",
                type: "ApplicationHealthLinux",
                typeHandlerVersion: "1.0",
                settings: { protocol: "http", port: 80, requestPath: "/health" },
              },
            },
          ],
        },
        ...profile,
      },
      ...more,
    },
  };
}

/** The network: groups, addresses, NAT gateway, virtual network. */
export async function putNetwork(azure: TestAzure): Promise<void> {
  await azure.put(IDS.group, BODIES.group);
  await azure.put(IDS.edgeGroup, BODIES.edgeGroup);
  await azure.put(IDS.webGroup, BODIES.webGroup);
  await azure.put(IDS.natAddress, BODIES.natAddress);
  await azure.put(IDS.nat, BODIES.nat);
  await azure.put(IDS.vnet, BODIES.vnet);
}

/** The vault with one certificate, and the gateway's identity that may read it. */
export async function putSecrets(azure: TestAzure): Promise<void> {
  await azure.put(IDS.vault, BODIES.vault);
  const identity = await azure.put(IDS.identity, BODIES.identity);
  const { principalId = "" } = identity.properties as JsonObject;
  await azure.put(IDS.reader, {
    properties: {
      principalId,
      principalType: "ServicePrincipal",
      roleDefinitionId:
        "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6",
    },
  });
  await azure.request("POST", `${IDS.certificate}/create`, BODIES.certificate);
}

/** All that stands in front of the clones. */
export async function putEdge(azure: TestAzure): Promise<void> {
  await putNetwork(azure);
  await putSecrets(azure);
  await azure.put(IDS.edgeAddress, BODIES.edgeAddress);
  await azure.put(IDS.policy, BODIES.policy);
  await azure.put(IDS.gateway, gatewayBody());
}
