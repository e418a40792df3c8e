import type * as inputs from "@pulumi/azure-native/types/input.js";
import * as pulumi from "@pulumi/pulumi";
import { CLONE_PORT } from "./network-rules.ts";

/** The name of the gateway's one backend pool, which the clones join. */
export const POOL_NAME = "web";

/** What the gateway serves to one market. */
export interface Site {
  /** The market's code of two letters. */
  readonly market: string;
  /** The hostname under which its schools reach the platform. */
  readonly hostname: string;
  /** Where the vault serves the hostname's certificate. */
  readonly certificateSecretId: pulumi.Input<string>;
}

export interface RoutingArgs {
  /** ARM id that the gateway will have: its parts refer to each other by it. */
  readonly gatewayId: pulumi.Input<string>;
  readonly publicAddressId: pulumi.Input<string>;
  readonly sites: readonly Site[];
  readonly healthPath: string;
  /** Seconds that a request may take, also when its clone leaves. */
  readonly drainSeconds: number;
}

type Reference = { readonly id: pulumi.Output<string> };
type Refer = (collection: string, name: string) => Reference;

/** The way of a request through the gateway: address, port, listener, rule, pool. */
export interface Routing {
  frontendIPConfigurations: inputs.network.ApplicationGatewayFrontendIPConfigurationArgs[];
  frontendPorts: inputs.network.ApplicationGatewayFrontendPortArgs[];
  sslCertificates: inputs.network.ApplicationGatewaySslCertificateArgs[];
  httpListeners: inputs.network.ApplicationGatewayHttpListenerArgs[];
  redirectConfigurations: inputs.network.ApplicationGatewayRedirectConfigurationArgs[];
  requestRoutingRules: inputs.network.ApplicationGatewayRequestRoutingRuleArgs[];
  backendAddressPools: inputs.network.ApplicationGatewayBackendAddressPoolArgs[];
  backendHttpSettingsCollection: inputs.network.ApplicationGatewayBackendHttpSettingsArgs[];
  probes: inputs.network.ApplicationGatewayProbeArgs[];
}

/**
 * One HTTPS listener with its certificate a market, all to the same clones; plain HTTP is sent to
 * HTTPS of the same host for good. A request for any other hostname finds no listener.
 *
 * Sites are laid out in the order of their markets' codes, so that their order in the settings
 * means nothing, and a rule keeps its priority when another market comes or goes.
 */
export function gatewayRouting(args: RoutingArgs): Routing {
  const refer: Refer = (collection, name) => ({
    id: pulumi.interpolate`${args.gatewayId}/${collection}/${name}`,
  });
  const sites = args.sites.toSorted((a, b) => (a.market < b.market ? -1 : 1));
  return {
    frontendIPConfigurations: [{ name: "public", publicIPAddress: { id: args.publicAddressId } }],
    frontendPorts: [
      { name: "http", port: 80 },
      { name: "https", port: 443 },
    ],
    sslCertificates: sites.map(({ market, certificateSecretId }) => ({
      name: market,
      keyVaultSecretId: certificateSecretId,
    })),
    httpListeners: sites.flatMap((site) => listeners(site, refer)),
    redirectConfigurations: sites.map(({ market }) => ({
      name: `https-${market}`,
      redirectType: "Permanent",
      targetListener: refer("httpListeners", `https-${market}`),
      includePath: true,
      includeQueryString: true,
    })),
    requestRoutingRules: sites.flatMap(({ market }) => rules(market, refer)),
    backendAddressPools: [{ name: POOL_NAME }],
    backendHttpSettingsCollection: [
      {
        name: "clones",
        port: CLONE_PORT,
        protocol: "Http",
        cookieBasedAffinity: "Disabled",
        requestTimeout: args.drainSeconds,
        connectionDraining: { enabled: true, drainTimeoutInSec: args.drainSeconds },
        probe: refer("probes", "health"),
      },
    ],
    probes: [
      {
        name: "health",
        protocol: "Http",
        host: "127.0.0.1",
        path: args.healthPath,
        interval: 10,
        timeout: 5,
        unhealthyThreshold: 3,
        match: { statusCodes: ["200"] },
      },
    ],
  };
}

function listeners(
  { market, hostname }: Site,
  refer: Refer,
): inputs.network.ApplicationGatewayHttpListenerArgs[] {
  const common = {
    frontendIPConfiguration: refer("frontendIPConfigurations", "public"),
    hostName: hostname,
  };
  return [
    {
      ...common,
      name: `https-${market}`,
      protocol: "Https",
      frontendPort: refer("frontendPorts", "https"),
      sslCertificate: refer("sslCertificates", market),
      requireServerNameIndication: true,
    },
    {
      ...common,
      name: `http-${market}`,
      protocol: "Http",
      frontendPort: refer("frontendPorts", "http"),
    },
  ];
}

function rules(
  market: string,
  refer: Refer,
): inputs.network.ApplicationGatewayRequestRoutingRuleArgs[] {
  const priority = firstPriority(market);
  return [
    {
      name: `https-${market}`,
      ruleType: "Basic",
      priority,
      httpListener: refer("httpListeners", `https-${market}`),
      backendAddressPool: refer("backendAddressPools", POOL_NAME),
      backendHttpSettings: refer("backendHttpSettingsCollection", "clones"),
    },
    {
      name: `http-${market}`,
      ruleType: "Basic",
      priority: priority + 1,
      httpListener: refer("httpListeners", `http-${market}`),
      redirectConfiguration: refer("redirectConfigurations", `https-${market}`),
    },
  ];
}

/** Two priorities of its own (of Azure's 1 to 20,000) for each of the 676 codes of two letters. */
function firstPriority(market: string): number {
  const [first = 0, second = 0] = [...market].map((letter) => letter.charCodeAt(0) - 97);
  return 100 + 2 * (26 * first + second);
}
