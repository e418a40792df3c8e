import type { Reference } from "../behaviour.ts";

/** The collections of parts that a gateway holds, each with an id under the gateway's own. */
export const GATEWAY_PARTS = [
  "gatewayIPConfigurations",
  "frontendIPConfigurations",
  "frontendPorts",
  "sslCertificates",
  "trustedRootCertificates",
  "trustedClientCertificates",
  "sslProfiles",
  "probes",
  "backendAddressPools",
  "backendHttpSettingsCollection",
  "backendSettingsCollection",
  "httpListeners",
  "listeners",
  "urlPathMaps",
  "requestRoutingRules",
  "routingRules",
  "rewriteRuleSets",
  "redirectConfigurations",
  "privateLinkConfigurations",
  "authenticationCertificates",
] as const;

const GATEWAY = "Microsoft.Network/applicationGateways";
const POLICY = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies";

/**
 * Where a gateway refers to its own parts and to other resources.
 * Source: the type's wire shape at 2024-05-01 (the mappers of @azure/arm-network 33.5).
 */
export const GATEWAY_REFERENCES: readonly Reference[] = [
  {
    at: "properties.gatewayIPConfigurations[].properties.subnet.id",
    types: ["Microsoft.Network/virtualNetworks/subnets"],
    sameRegion: true,
  },
  {
    at: "properties.frontendIPConfigurations[].properties.publicIPAddress.id",
    types: ["Microsoft.Network/publicIPAddresses"],
    sameRegion: true,
  },
  {
    at: "properties.frontendIPConfigurations[].properties.subnet.id",
    types: ["Microsoft.Network/virtualNetworks/subnets"],
    sameRegion: true,
  },
  { at: "properties.firewallPolicy.id", types: [POLICY], sameRegion: true },
  {
    at: "properties.httpListeners[].properties.firewallPolicy.id",
    types: [POLICY],
    sameRegion: true,
  },
  own("httpListeners", "frontendIPConfiguration", "frontendIPConfigurations"),
  own("httpListeners", "frontendPort", "frontendPorts"),
  own("httpListeners", "sslCertificate", "sslCertificates"),
  own("httpListeners", "sslProfile", "sslProfiles"),
  own("requestRoutingRules", "httpListener", "httpListeners"),
  own("requestRoutingRules", "backendAddressPool", "backendAddressPools"),
  own("requestRoutingRules", "backendHttpSettings", "backendHttpSettingsCollection"),
  own("requestRoutingRules", "redirectConfiguration", "redirectConfigurations"),
  own("requestRoutingRules", "urlPathMap", "urlPathMaps"),
  own("requestRoutingRules", "rewriteRuleSet", "rewriteRuleSets"),
  own("redirectConfigurations", "targetListener", "httpListeners"),
  own("backendHttpSettingsCollection", "probe", "probes"),
  own("urlPathMaps", "defaultBackendAddressPool", "backendAddressPools"),
  own("urlPathMaps", "defaultBackendHttpSettings", "backendHttpSettingsCollection"),
  own("urlPathMaps", "defaultRedirectConfiguration", "redirectConfigurations"),
  own("urlPathMaps", "pathRules[].properties.backendAddressPool", "backendAddressPools"),
  own("urlPathMaps", "pathRules[].properties.backendHttpSettings", "backendHttpSettingsCollection"),
  own("urlPathMaps", "pathRules[].properties.redirectConfiguration", "redirectConfigurations"),
];

function own(from: string, property: string, to: string): Reference {
  return { at: `properties.${from}[].properties.${property}.id`, types: [`${GATEWAY}/${to}`] };
}
