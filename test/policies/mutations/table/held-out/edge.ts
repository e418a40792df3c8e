import { ABSENT } from "../../../support/change.ts";
import { changesOf } from "../rows.ts";
import { TYPE } from "../types.ts";

const GATEWAY = { type: TYPE.gateway, name: "-edge-gateway" };
const FIREWALL = { type: TYPE.firewall, name: "-edge-firewall" };

const PROBES = "Application Gateway health probes overview";
const SETTINGS = "Application Gateway HTTP settings configuration";
const RULES = "Application Gateway request routing rules";
const TLS = "Application Gateway TLS policy overview";
const PROFILES = "Configure listener-specific SSL policies on Application Gateway";
const CERTIFICATES = "TLS termination with Key Vault certificates";
const MULTI_SITE = "Hosting multiple sites on Application Gateway";
const WAF_BODY = "Web Application Firewall request size limits";
const WAF_EXCLUSIONS = "Web Application Firewall exclusion lists";
const WAF_EXCEPTIONS = "Web Application Firewall exceptions on Application Gateway";
const WAF_RULES = "Web Application Firewall DRS and CRS rule groups and rules";
const WAF_BOTS = "Bot protection for Application Gateway WAF";
const WAF_CUSTOM = "Custom rules for Web Application Firewall v2 on Application Gateway";
const GEO = "Geomatch custom rules for Web Application Firewall v2";
const RATE = "What is rate limiting for Web Application Firewall on Application Gateway?";

const GW = "/mock/prod-se-edge-rg/providers/Microsoft.Network/applicationGateways/agw-prod-se";
const CLONES = "backendHttpSettingsCollection[0]";
const PASSES = "nothing passes the firewall by a rule of ours";

function allow(
  name: string,
  variable: Record<string, string>,
  operator: string,
  values: string[],
): unknown {
  return {
    name,
    priority: 40,
    ruleType: "MatchRule",
    action: "Allow",
    state: "Enabled",
    matchConditions: [{ matchVariables: [variable], operator, matchValues: values }],
  };
}

export const HELD_OUT_EDGE = [
  ...changesOf(GATEWAY, [
    [
      "takes all clones for healthy, whatever the probe says",
      PROBES,
      "probes[0].minServers",
      24,
      "probes",
    ],
    ["waits for an hour for each answer to a probe", PROBES, "probes[0].timeout", 3600, "probes"],
    [
      "probes a port that answers while the platform does not",
      PROBES,
      "probes[0].port",
      22,
      "probes",
    ],
    ["probes by HTTPS what speaks HTTP", PROBES, "probes[0].protocol", "Https", "probes"],
    [
      "takes a redirect to the login for a healthy answer",
      PROBES,
      "probes[0].match",
      ABSENT,
      "probes",
    ],
    [
      "sends requests to a port on which no clone listens",
      SETTINGS,
      `${CLONES}.port`,
      8080,
      "probes",
    ],
    [
      "drains for an hour where a minute was meant",
      SETTINGS,
      `${CLONES}.connectionDraining.drainTimeoutInSec`,
      3600,
      "draining and affinity",
    ],

    [
      "serves on port 80 by the rule that was for HTTPS",
      RULES,
      "requestRoutingRules[0].httpListener.id",
      `${GW}/httpListeners/http-ch`,
      "HTTPS only",
    ],
    [
      "keeps a profile with TLS 1.0 for one old site",
      PROFILES,
      "sslProfiles",
      [
        {
          name: "old",
          sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20150501" },
        },
      ],
      "TLS policy",
    ],
    [
      "writes a TLS policy of its own without forward secrecy",
      TLS,
      "sslPolicy",
      {
        policyType: "CustomV2",
        minProtocolVersion: "TLSv1_2",
        cipherSuites: ["TLS_RSA_WITH_AES_128_CBC_SHA256"],
      },
      "TLS policy",
    ],
    [
      "writes what the backend wants as a login into a header",
      "Rewrite HTTP headers and URL with Application Gateway",
      "rewriteRuleSets",
      [
        {
          name: "login",
          rewriteRules: [
            {
              name: "basic",
              ruleSequence: 100,
              actionSet: {
                requestHeaderConfigurations: [
                  {
                    headerName: "Authorization",
                    headerValue: "Basic cGxhdGZvcm06V2ludGVyLTIwMjYtc2Nob29sIQ==",
                  },
                ],
              },
            },
          ],
        },
      ],
      "no secret in plain",
    ],

    [
      "takes a certificate from somebody else's vault",
      CERTIFICATES,
      "sslCertificates[0].keyVaultSecretId",
      "https://kv-old.vault.azure.net/secrets/edge-ch",
      "certificate from the vault",
    ],
    [
      "shows Swedish schools the Swiss certificate",
      MULTI_SITE,
      "httpListeners[4].sslCertificate.id",
      `${GW}/sslCertificates/ch`,
      "certificate from the vault",
    ],
    [
      "gives the gateway the clones' identity, which may not read the vault",
      CERTIFICATES,
      "identity.userAssignedIdentities",
      ["/mock/prod-se-web-identity"],
      "certificate from the vault",
    ],
  ]),
  ...changesOf(FIREWALL, [
    [
      "reads only the first 8 kB of a body",
      WAF_BODY,
      "policySettings.requestBodyInspectLimitInKB",
      8,
      "firewall reads bodies",
    ],
    [
      "lets files of four gigabytes in",
      WAF_BODY,
      "policySettings.fileUploadLimitInMb",
      4000,
      "firewall reads bodies",
    ],

    [
      "leaves out every argument with an e in its name",
      WAF_EXCLUSIONS,
      "managedRules.exclusions",
      [{ matchVariable: "RequestArgNames", selectorMatchOperator: "Contains", selector: "e" }],
      "managed rules in support",
    ],
    [
      "leaves out one header, into which an attacker writes what he likes",
      WAF_EXCLUSIONS,
      "managedRules.exclusions",
      [
        {
          matchVariable: "RequestHeaderValues",
          selectorMatchOperator: "Equals",
          selector: "User-Agent",
        },
      ],
      "managed rules in support",
    ],
    [
      "makes an exception of every path from the managed rules",
      WAF_EXCEPTIONS,
      "managedRules.exceptions",
      [{ matchVariable: "RequestURI", valueMatchOperator: "StartsWith", values: ["/"] }],
      "managed rules in support",
    ],
    [
      "puts the rules against floods where those against injections were",
      WAF_RULES,
      "managedRules.managedRuleSets[0]",
      { ruleSetType: "Microsoft_HTTPDDoSRuleSet", ruleSetVersion: "1.0" },
      "managed rules in support",
    ],
    [
      "no longer minds bots that forge who they are",
      WAF_BOTS,
      "managedRules.managedRuleSets[1].ruleGroupOverrides",
      [{ ruleGroupName: "BadBots", rules: [{ ruleId: "100200", state: "Disabled" }] }],
      "rules against bots",
    ],

    [
      "lets whoever is in its markets' countries pass all other rules",
      GEO,
      "customRules[+]",
      allow("AllowMarkets", { variableName: "RemoteAddr" }, "GeoMatch", ["SE", "CH", "DE"]),
      PASSES,
    ],
    [
      "lets whoever claims an office's address in a header pass all other rules",
      WAF_CUSTOM,
      "customRules[+]",
      allow(
        "AllowOffice",
        { variableName: "RequestHeaders", selector: "X-Forwarded-For" },
        "Contains",
        ["203.0.113.7"],
      ),
      PASSES,
    ],

    [
      "turns the rate limit into a rule that blocks everybody",
      RATE,
      "customRules[0].ruleType",
      "MatchRule",
      "rate limit",
    ],
    [
      "limits only requests for one path",
      RATE,
      "customRules[0].matchConditions[+]",
      {
        matchVariables: [{ variableName: "RequestUri" }],
        operator: "BeginsWith",
        matchValues: ["/login"],
      },
      "rate limit",
    ],
    [
      "leaves one provider's addresses out of the rate limit",
      RATE,
      "customRules[0].matchConditions[0].matchValues",
      ["255.255.255.255/32", "198.51.100.0/24"],
      "rate limit",
    ],
    [
      "does not say by what the rate limit counts",
      RATE,
      "customRules[0].groupByUserSession",
      ABSENT,
      "rate limit",
    ],
    [
      "adds a second rate limit, which a classroom reaches",
      RATE,
      "customRules[+]",
      {
        name: "RateLimitLogin",
        priority: 20,
        ruleType: "RateLimitRule",
        action: "Block",
        rateLimitDuration: "OneMin",
        rateLimitThreshold: 30,
        groupByUserSession: [{ groupByVariables: [{ variableName: "ClientAddr" }] }],
        matchConditions: [
          {
            matchVariables: [{ variableName: "RequestUri" }],
            operator: "BeginsWith",
            matchValues: ["/"],
          },
        ],
      },
      "rate limit",
    ],
  ]),
];
