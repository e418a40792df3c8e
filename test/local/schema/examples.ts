import type { ValueObject } from "../../../local/schema/values.ts";

const group = "/subscriptions/0f9d7d4c-6a1e-4b0e-9a50-1d6c5a11ad01/resourceGroups/rg-test-network";
const gateway = `${group}/providers/Microsoft.Network/applicationGateways/agw-test`;
/** A user-assigned identity's id. */
export const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-test`;

/** A gateway with everything that an edge needs, as a program declares it. */
export const gatewayInputs: ValueObject = {
  applicationGatewayName: "agw-test",
  resourceGroupName: "rg-test-network",
  location: "swedencentral",
  zones: ["1", "2", "3"],
  sku: { name: "WAF_v2", tier: "WAF_v2" },
  autoscaleConfiguration: { minCapacity: 2, maxCapacity: 10 },
  identity: { type: "UserAssigned", userAssignedIdentities: [identity] },
  enableHttp2: true,
  sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101" },
  firewallPolicy: {
    id: `${group}/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf`,
  },
  gatewayIPConfigurations: [
    {
      name: "gateway",
      subnet: { id: `${group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/edge` },
    },
  ],
  frontendIPConfigurations: [
    {
      name: "public",
      publicIPAddress: { id: `${group}/providers/Microsoft.Network/publicIPAddresses/pip` },
    },
  ],
  frontendPorts: [
    { name: "https", port: 443 },
    { name: "http", port: 80 },
  ],
  sslCertificates: [
    { name: "se", keyVaultSecretId: "https://kv-test.vault.azure.net/secrets/edge-se" },
  ],
  backendAddressPools: [{ name: "clones" }],
  backendHttpSettingsCollection: [
    {
      name: "clones",
      port: 8080,
      protocol: "Http",
      cookieBasedAffinity: "Disabled",
      requestTimeout: 30,
      connectionDraining: { enabled: true, drainTimeoutInSec: 60 },
      probe: { id: `${gateway}/probes/health` },
    },
  ],
  probes: [
    {
      name: "health",
      protocol: "Http",
      path: "/health",
      host: "127.0.0.1",
      interval: 10,
      timeout: 5,
      unhealthyThreshold: 3,
      match: { statusCodes: ["200-399"] },
    },
  ],
  httpListeners: [
    {
      name: "se",
      frontendIPConfiguration: { id: `${gateway}/frontendIPConfigurations/public` },
      frontendPort: { id: `${gateway}/frontendPorts/https` },
      protocol: "Https",
      hostName: "se.school.example",
      requireServerNameIndication: true,
      sslCertificate: { id: `${gateway}/sslCertificates/se` },
    },
  ],
  redirectConfigurations: [
    {
      name: "to-https",
      redirectType: "Permanent",
      targetListener: { id: `${gateway}/httpListeners/se` },
      includePath: true,
      includeQueryString: true,
    },
  ],
  requestRoutingRules: [
    {
      name: "se",
      ruleType: "Basic",
      priority: 10,
      httpListener: { id: `${gateway}/httpListeners/se` },
      backendAddressPool: { id: `${gateway}/backendAddressPools/clones` },
      backendHttpSettings: { id: `${gateway}/backendHttpSettingsCollection/clones` },
    },
  ],
  tags: { tier: "edge" },
};

/** A Flexible scale set as a program declares it. */
export const scaleSetInputs: ValueObject = {
  vmScaleSetName: "vmss-test",
  resourceGroupName: "rg-test-web",
  location: "swedencentral",
  zones: ["1", "2", "3"],
  orchestrationMode: "Flexible",
  platformFaultDomainCount: 1,
  singlePlacementGroup: false,
  sku: { name: "Standard_D4s_v5", tier: "Standard", capacity: 4 },
  identity: { type: "UserAssigned", userAssignedIdentities: [identity] },
  upgradePolicy: {
    mode: "Rolling",
    rollingUpgradePolicy: {
      maxBatchInstancePercent: 20,
      pauseTimeBetweenBatches: "PT1M",
      maxSurge: true,
    },
  },
  automaticRepairsPolicy: { enabled: true, gracePeriod: "PT10M", repairAction: "Replace" },
  scaleInPolicy: { rules: ["Default"] },
  virtualMachineProfile: {
    priority: "Regular",
    storageProfile: {
      imageReference: {
        publisher: "Canonical",
        offer: "ubuntu-24_04-lts",
        sku: "server",
        version: "24.04.1",
      },
      osDisk: {
        createOption: "FromImage",
        caching: "ReadWrite",
        deleteOption: "Delete",
        managedDisk: { storageAccountType: "Premium_LRS" },
      },
    },
    securityProfile: {
      encryptionAtHost: true,
      securityType: "TrustedLaunch",
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    },
    osProfile: {
      computerNamePrefix: "test-",
      adminUsername: "gradetide",
      customData: "I2Nsb3VkLWNvbmZpZwo=",
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        provisionVMAgent: true,
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
          primary: true,
          enableAcceleratedNetworking: true,
          deleteOption: "Delete",
          ipConfigurations: [
            {
              name: "internal",
              primary: true,
              privateIPAddressVersion: "IPv4",
              subnet: {
                id: `${group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/web`,
              },
              applicationGatewayBackendAddressPools: [
                { id: `${gateway}/backendAddressPools/clones` },
              ],
            },
          ],
        },
      ],
    },
    extensionProfile: {
      extensions: [
        {
          name: "health",
          publisher: "Microsoft.ManagedServices",
          type: "ApplicationHealthLinux",
          typeHandlerVersion: "1.0",
          autoUpgradeMinorVersion: true,
          settings: { protocol: "http", port: 8080, requestPath: "/health" },
        },
      ],
    },
    capacityReservation: {
      capacityReservationGroup: {
        id: `${group}/providers/Microsoft.Compute/capacityReservationGroups/crg`,
      },
    },
  },
  tags: { tier: "web" },
};

/** A network with its subnets inside. */
export const networkInputs: ValueObject = {
  virtualNetworkName: "vnet-test",
  resourceGroupName: "rg-test-network",
  location: "swedencentral",
  addressSpace: { addressPrefixes: ["10.10.0.0/16"] },
  subnets: [
    {
      name: "snet-web",
      addressPrefix: "10.10.4.0/22",
      defaultOutboundAccess: false,
      networkSecurityGroup: {
        id: `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg`,
      },
      natGateway: { id: `${group}/providers/Microsoft.Network/natGateways/ng` },
    },
  ],
};

/** A vault that trusts roles, not access policies. */
export const vaultInputs: ValueObject = {
  vaultName: "kv-test",
  resourceGroupName: "rg-test-secrets",
  location: "swedencentral",
  properties: {
    tenantId: "0f9d7d4c-6a1e-4b0e-9a50-1d6c5a11ad02",
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
    enablePurgeProtection: true,
    networkAcls: {
      defaultAction: "Deny",
      bypass: "AzureServices",
      ipRules: [{ value: "192.0.2.1" }],
    },
  },
};

/** A certificate's policy in the classic provider's words. */
export const certificateInputs: ValueObject = {
  name: "edge-se",
  keyVaultId: `${group}/providers/Microsoft.KeyVault/vaults/kv-test`,
  certificatePolicy: {
    issuerParameters: { name: "Self" },
    keyProperties: { exportable: true, keyType: "RSA", keySize: 2048, reuseKey: false },
    secretProperties: { contentType: "application/x-pkcs12" },
    lifetimeActions: [{ action: { actionType: "AutoRenew" }, trigger: { daysBeforeExpiry: 30 } }],
    x509CertificateProperties: {
      subject: "CN=se.school.example",
      subjectAlternativeNames: { dnsNames: ["se.school.example"] },
      keyUsages: ["digitalSignature", "keyEncipherment"],
      extendedKeyUsages: ["1.3.6.1.5.5.7.3.1"],
      validityInMonths: 12,
    },
  },
};
