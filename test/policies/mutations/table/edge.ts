import { ABSENT } from "../../support/change.ts";
import { changesOf } from "./rows.ts";
import { TYPE } from "./types.ts";

const GATEWAY = { type: TYPE.gateway, name: "-edge-gateway" };
const FIREWALL = { type: TYPE.firewall, name: "-edge-firewall" };
const ADDRESS = { type: TYPE.publicAddress, name: "-edge-ip" };
const NAT_ADDRESS = { type: TYPE.publicAddress, name: "-nat-ip" };

const WAF_POLICY = "Azure Web Application Firewall policy overview";
const WAF_MODES = "Best practices for Azure Web Application Firewall in Application Gateway";
const WAF_BODY = "Web Application Firewall request size limits";
const WAF_RULES = "Web Application Firewall DRS and CRS rule groups and rules";
const WAF_SUPPORT = "Managed rule set support policy";
const WAF_BOTS = "Bot protection for Application Gateway WAF";
const WAF_CUSTOM = "Custom rules for Web Application Firewall v2 on Application Gateway";
const WAF_EXCLUSIONS = "Web Application Firewall exclusion lists";
const RATE = "What is rate limiting for Web Application Firewall on Application Gateway?";
const LISTENERS = "Application Gateway listener configuration";
const REDIRECT = "Application Gateway redirect overview";
const TLS = "Application Gateway TLS policy overview";
const ZONES = "Scaling and zone-redundant Application Gateway v2";
const PROBES = "Application Gateway health probes overview";
const SETTINGS = "Application Gateway HTTP settings configuration";
const CERTIFICATES = "TLS termination with Key Vault certificates";
const DDOS = "About Azure DDoS Protection tier comparison";
const ADDRESSES = "Public IP addresses";

const GW = "/mock/prod-se-edge-rg/providers/Microsoft.Network/applicationGateways/agw-prod-se";
const OTHER_FIREWALL =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-old/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf-old";

export const EDGE = [
  ...changesOf(GATEWAY, [
    [
      "takes the firewall from the gateway",
      WAF_POLICY,
      "firewallPolicy",
      ABSENT,
      "firewall attached",
    ],
    [
      "puts a firewall from elsewhere before the gateway",
      WAF_POLICY,
      "firewallPolicy.id",
      OTHER_FIREWALL,
      "firewall attached",
    ],
    [
      "gives one site a firewall of its own, which counts instead",
      "Configure per-site WAF policies",
      "httpListeners[0].firewallPolicy",
      { id: OTHER_FIREWALL },
      "firewall attached",
    ],
    [
      "takes a gateway of the kind without a firewall",
      "What is Application Gateway v2?",
      "sku",
      { name: "Standard_v2", tier: "Standard_v2" },
      "firewall attached",
    ],
    [
      "takes a gateway of the Basic kind",
      "What is Application Gateway v2?",
      "sku",
      { name: "Basic", tier: "Basic" },
      "firewall attached",
    ],

    ["serves a site without TLS", LISTENERS, "httpListeners[0].protocol", "Http", "HTTPS only"],
    [
      "answers on port 80 instead of sending people to HTTPS",
      REDIRECT,
      "requestRoutingRules[1]",
      {
        name: "http-ch",
        priority: 219,
        ruleType: "Basic",
        httpListener: { id: `${GW}/httpListeners/http-ch` },
        backendAddressPool: { id: `${GW}/backendAddressPools/web` },
        backendHttpSettings: { id: `${GW}/backendHttpSettingsCollection/clones` },
      },
      "HTTPS only",
    ],
    [
      "sends people from port 80 to an address without TLS",
      REDIRECT,
      "redirectConfigurations[0]",
      {
        name: "https-ch",
        redirectType: "Permanent",
        includePath: true,
        targetUrl: "http://ch.school.example:8080",
      },
      "HTTPS only",
    ],
    [
      "sends people from port 80 to port 80",
      REDIRECT,
      "redirectConfigurations[2].targetListener.id",
      `${GW}/httpListeners/http-se`,
      "HTTPS only",
    ],

    [
      "takes the TLS policy of 2015, which knows TLS 1.0",
      TLS,
      "sslPolicy.policyName",
      "AppGwSslPolicy20150501",
      "TLS policy",
    ],
    [
      "takes the TLS policy of 2017, which knows TLS 1.1",
      TLS,
      "sslPolicy.policyName",
      "AppGwSslPolicy20170401",
      "TLS policy",
    ],
    [
      "writes a TLS policy of its own with TLS 1.0",
      TLS,
      "sslPolicy",
      {
        policyType: "Custom",
        minProtocolVersion: "TLSv1_0",
        cipherSuites: ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"],
      },
      "TLS policy",
    ],
    [
      "writes a TLS policy of its own with 3DES",
      TLS,
      "sslPolicy",
      {
        policyType: "Custom",
        minProtocolVersion: "TLSv1_2",
        cipherSuites: ["TLS_RSA_WITH_3DES_EDE_CBC_SHA"],
      },
      "TLS policy",
    ],
    ["forbids TLS 1.0 only", TLS, "sslPolicy", { disabledSslProtocols: ["TLSv1_0"] }, "TLS policy"],

    ["holds the gateway in one zone", ZONES, "zones", ["1"], "edge over zones"],

    [
      "takes Azure's own probe, which asks for the start page",
      PROBES,
      "backendHttpSettingsCollection[0].probe",
      ABSENT,
      "probes",
    ],
    [
      "takes every answer for a healthy one, errors too",
      PROBES,
      "probes[0].match.statusCodes",
      ["200-599"],
      "probes",
    ],
    ["asks for health once a day", PROBES, "probes[0].interval", 86_400, "probes"],
    [
      "takes a clone out only after twenty failures",
      PROBES,
      "probes[0].unhealthyThreshold",
      20,
      "probes",
    ],
    [
      "asks for a path that the clones do not have",
      PROBES,
      "probes[0].path",
      "/old-health",
      "probes",
    ],

    [
      "cuts requests when a clone is taken out",
      SETTINGS,
      "backendHttpSettingsCollection[0].connectionDraining.enabled",
      false,
      "draining and affinity",
    ],
    [
      "does not ask for draining",
      SETTINGS,
      "backendHttpSettingsCollection[0].connectionDraining",
      ABSENT,
      "draining and affinity",
    ],
    [
      "drains for a second",
      SETTINGS,
      "backendHttpSettingsCollection[0].connectionDraining.drainTimeoutInSec",
      1,
      "draining and affinity",
    ],
    [
      "binds people to the clone that they met first",
      SETTINGS,
      "backendHttpSettingsCollection[0].cookieBasedAffinity",
      "Enabled",
      "draining and affinity",
    ],

    [
      "carries a certificate in the program",
      CERTIFICATES,
      "sslCertificates[0]",
      { name: "ch", data: "MIIKAgIBAzCCCb4GCSqGSIb3DQEHAaCCCa8EggmrMIIJpzCCBggGCSqGSIb3DQEHAaCC" },
      "certificate from the vault",
    ],
    [
      "takes one version of the certificate, which is never renewed",
      CERTIFICATES,
      "sslCertificates[0].keyVaultSecretId",
      "https://kv-prod-se-gt26.vault.azure.net/secrets/edge-ch/0123456789abcdef0123456789abcdef",
      "certificate from the vault",
    ],
    [
      "takes the identity from the gateway that reads the vault",
      CERTIFICATES,
      "identity",
      ABSENT,
      "certificate from the vault",
    ],
  ]),
  ...changesOf(FIREWALL, [
    [
      "lets the firewall only write down what it sees",
      WAF_MODES,
      "policySettings.mode",
      "Detection",
      "firewall prevents",
    ],
    [
      "lets the firewall only write down, in lower case",
      WAF_MODES,
      "policySettings.mode",
      "detection",
      "firewall prevents",
    ],
    [
      "leaves the firewall's mode to Azure",
      WAF_MODES,
      "policySettings.mode",
      ABSENT,
      "firewall prevents",
    ],
    [
      "switches the firewall off",
      WAF_MODES,
      "policySettings.state",
      "Disabled",
      "firewall prevents",
    ],

    [
      "does not look into bodies",
      WAF_BODY,
      "policySettings.requestBodyCheck",
      false,
      "firewall reads bodies",
    ],
    [
      "lets bodies pass that are too large to be read",
      WAF_BODY,
      "policySettings.requestBodyEnforcement",
      false,
      "firewall reads bodies",
    ],
    [
      "lets files pass of any size",
      WAF_BODY,
      "policySettings.fileUploadEnforcement",
      false,
      "firewall reads bodies",
    ],

    [
      "takes managed rules of 2017",
      WAF_SUPPORT,
      "managedRules.managedRuleSets[0]",
      { ruleSetType: "OWASP", ruleSetVersion: "3.0" },
      "managed rules in support",
    ],
    [
      "takes managed rules of 2019",
      WAF_SUPPORT,
      "managedRules.managedRuleSets[0]",
      { ruleSetType: "OWASP", ruleSetVersion: "3.1" },
      "managed rules in support",
    ],
    [
      "takes managed rules of 2013",
      WAF_SUPPORT,
      "managedRules.managedRuleSets[0]",
      { ruleSetType: "OWASP", ruleSetVersion: "2.2.9" },
      "managed rules in support",
    ],
    [
      "takes the managed rules away",
      WAF_RULES,
      "managedRules.managedRuleSets[0]",
      ABSENT,
      "managed rules in support",
    ],
    [
      "names a version of the managed rules that there is not",
      WAF_RULES,
      "managedRules.managedRuleSets[0].ruleSetVersion",
      "1.0",
      "managed rules in support",
    ],
    [
      "lets every argument pass the managed rules",
      WAF_EXCLUSIONS,
      "managedRules.exclusions",
      [{ matchVariable: "RequestArgNames", selectorMatchOperator: "EqualsAny", selector: "*" }],
      "managed rules in support",
    ],
    [
      "lets every cookie pass the managed rules",
      WAF_EXCLUSIONS,
      "managedRules.exclusions",
      [{ matchVariable: "RequestCookieNames", selectorMatchOperator: "StartsWith", selector: "" }],
      "managed rules in support",
    ],
    [
      "switches off a rule against SQL injection",
      WAF_RULES,
      "managedRules.managedRuleSets[0].ruleGroupOverrides",
      [{ ruleGroupName: "SQLI", rules: [{ ruleId: "942100", state: "Disabled" }] }],
      "managed rules in support",
    ],
    [
      "lets SQL injection pass with a note",
      WAF_RULES,
      "managedRules.managedRuleSets[0].ruleGroupOverrides",
      [{ ruleGroupName: "SQLI", rules: [{ ruleId: "942100", state: "Enabled", action: "Log" }] }],
      "managed rules in support",
    ],

    [
      "takes the rules against bots away",
      WAF_BOTS,
      "managedRules.managedRuleSets[1]",
      ABSENT,
      "rules against bots",
    ],
    [
      "takes the first rules against bots, of 2020",
      WAF_BOTS,
      "managedRules.managedRuleSets[1].ruleSetVersion",
      "0.1",
      "rules against bots",
    ],
    [
      "lets bad bots in",
      WAF_BOTS,
      "managedRules.managedRuleSets[1].ruleGroupOverrides",
      [
        {
          ruleGroupName: "BadBots",
          rules: [{ ruleId: "100100", state: "Enabled", action: "Allow" }],
        },
      ],
      "rules against bots",
    ],

    [
      "lets every address pass all other rules",
      WAF_CUSTOM,
      "customRules[+]",
      {
        name: "AllowAll",
        priority: 5,
        ruleType: "MatchRule",
        action: "Allow",
        matchConditions: [
          {
            matchVariables: [{ variableName: "RemoteAddr" }],
            operator: "IPMatch",
            matchValues: ["0.0.0.0/0"],
          },
        ],
      },
      "nothing passes the firewall by a rule of ours",
    ],
    [
      "lets whoever sends a header pass all other rules",
      WAF_CUSTOM,
      "customRules[+]",
      {
        name: "AllowPartner",
        priority: 20,
        ruleType: "MatchRule",
        action: "Allow",
        state: "Enabled",
        matchConditions: [
          {
            matchVariables: [{ variableName: "RequestHeaders", selector: "X-Partner" }],
            operator: "Equal",
            matchValues: ["yes"],
          },
        ],
      },
      "nothing passes the firewall by a rule of ours",
    ],
    [
      "lets a path pass all other rules",
      WAF_CUSTOM,
      "customRules[+]",
      {
        name: "AllowApi",
        priority: 30,
        ruleType: "MatchRule",
        action: "allow",
        matchConditions: [
          {
            matchVariables: [{ variableName: "RequestUri" }],
            operator: "BeginsWith",
            matchValues: ["/"],
          },
        ],
      },
      "nothing passes the firewall by a rule of ours",
    ],

    ["takes the rate limit away", RATE, "customRules", [], "rate limit"],
    ["switches the rate limit off", RATE, "customRules[0].state", "Disabled", "rate limit"],
    [
      "writes down who exceeds the rate limit, and lets him go on",
      RATE,
      "customRules[0].action",
      "Log",
      "rate limit",
    ],
    [
      "lets one address make a million requests a minute",
      RATE,
      "customRules[0].rateLimitThreshold",
      1_000_000,
      "rate limit",
    ],
    [
      "blocks a school that opens its grades",
      RATE,
      "customRules[0].rateLimitThreshold",
      100,
      "rate limit",
    ],
    [
      "counts over five minutes what a school asks in one",
      RATE,
      "customRules[0].rateLimitDuration",
      "FiveMins",
      "rate limit",
    ],
    [
      "counts all people together, and blocks all of them",
      RATE,
      "customRules[0].groupByUserSession",
      [{ groupByVariables: [{ variableName: "None" }] }],
      "rate limit",
    ],
    [
      "counts a country as one client",
      RATE,
      "customRules[0].groupByUserSession",
      [{ groupByVariables: [{ variableName: "GeoLocation" }] }],
      "rate limit",
    ],
    [
      "limits nobody but one address that nobody has",
      RATE,
      "customRules[0].matchConditions[0].negationConditon",
      false,
      "rate limit",
    ],
    [
      "limits everybody but the whole world",
      RATE,
      "customRules[0].matchConditions[0].matchValues",
      ["0.0.0.0/0", "::/0"],
      "rate limit",
    ],
  ]),
  ...changesOf(ADDRESS, [
    ["holds the public address in one zone", ADDRESSES, "zones", ["2"], "edge over zones"],
    [
      "switches DDoS protection of the address off",
      DDOS,
      "ddosSettings.protectionMode",
      "Disabled",
      "DDoS protection",
    ],
    ["takes DDoS protection from the address", DDOS, "ddosSettings", ABSENT, "DDoS protection"],
    [
      "inherits DDoS protection from a network that has none",
      DDOS,
      "ddosSettings.protectionMode",
      "VirtualNetworkInherited",
      "DDoS protection",
    ],
    [
      "takes a Basic address, open and without zones",
      ADDRESSES,
      "sku.name",
      "Basic",
      "kind of public address",
    ],
    [
      "takes an address that may change",
      ADDRESSES,
      "publicIPAllocationMethod",
      "Dynamic",
      "kind of public address",
    ],
    [
      "names no kind of address, which means Basic",
      ADDRESSES,
      "sku",
      ABSENT,
      "kind of public address",
    ],
  ]),
  ...changesOf(NAT_ADDRESS, [
    [
      "takes a Basic address for what the clones fetch",
      ADDRESSES,
      "sku.name",
      "Basic",
      "kind of public address",
    ],
  ]),
];
