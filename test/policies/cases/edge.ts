import { T } from "../../../policies/support/types.ts";
import { ABSENT } from "../support/change.ts";
import { IDENTITY } from "./identity-urns.ts";
import type { PolicyCases } from "./policy-cases.ts";

const gateway = { of: T.gateway, name: "-edge-gateway" } as const;
const firewall = { of: T.firewall, name: "-edge-firewall" } as const;
const SETS = "managedRules.managedRuleSets";
const BACKEND = "backendHttpSettingsCollection[0]";
const OVERRIDE = [{ ruleGroupName: "SQLI", rules: [{ ruleId: "942100", state: "Disabled" }] }];

const CONDITION = "customRules[0].matchConditions[0]";
const ADDRESS = { matchVariables: [{ variableName: "RemoteAddr" }], operator: "IPMatch" } as const;

const CERT = "certificatePolicy";
const USAGES = `${CERT}.x509CertificateProperties.extendedKeyUsages`;
const SITES = `${CERT}.x509CertificateProperties.subjectAlternativeNames.dnsNames`;

export const EDGE_CASES: readonly PolicyCases[] = [
  {
    ...gateway,
    policy: "edge-firewall-attached",
    breaks: [
      ["a gateway without a firewall", "sku.name", "Standard_v2"],
      ["the tier without one", "sku.tier", "Standard_v2"],
      ["a policy from elsewhere", "$.madeFrom.firewallPolicy", []],
      ["a listener with a policy of its own", "httpListeners[0].firewallPolicy", { id: "/x" }],
    ],
    absent: [["sku", "violation"]],
    unknown: [["sku.name", "unknown"]],
  },
  {
    ...firewall,
    policy: "edge-firewall-prevents",
    breaks: [
      ["detection", "policySettings.mode", "Detection"],
      ["switched off", "policySettings.state", "Disabled"],
    ],
    absent: [
      ["policySettings", "violation"],
      ["policySettings.mode", "violation"],
    ],
    unknown: [["policySettings.mode", "unknown"]],
  },
  {
    ...firewall,
    policy: "edge-firewall-reads-bodies",
    breaks: [
      ["bodies left unread", "policySettings.requestBodyCheck", false],
      ["bodies of any size", "policySettings.requestBodyEnforcement", false],
      ["a body of 5 MB", "policySettings.maxRequestBodySizeInKb", 5000],
      [
        "a body that is read to its eighth kilobyte",
        "policySettings.requestBodyInspectLimitInKB",
        8,
      ],
      ["a larger body than is read by itself", "policySettings.maxRequestBodySizeInKb", 256],
      ["a file of 4 GB", "policySettings.fileUploadLimitInMb", 4000],
    ],
    absent: [
      ["policySettings.requestBodyCheck", "violation"],
      ["policySettings.maxRequestBodySizeInKb", "safe"],
    ],
    unknown: [["policySettings.requestBodyCheck", "unknown"]],
  },
  {
    ...firewall,
    policy: "edge-managed-rules",
    breaks: [
      ["no rule set", SETS, []],
      ["an old rule set", `${SETS}[0]`, { ruleSetType: "OWASP", ruleSetVersion: "3.0" }],
      ["an old one beside it", `${SETS}[+]`, { ruleSetType: "OWASP", ruleSetVersion: "2.2.9" }],
      ["a rule switched off", `${SETS}[0].ruleGroupOverrides`, OVERRIDE],
      [
        "a rule that only logs",
        `${SETS}[0].ruleGroupOverrides`,
        [{ ruleGroupName: "SQLI", rules: [{ ruleId: "1", state: "Enabled", action: "Log" }] }],
      ],
      [
        "an exception of every path",
        "managedRules.exceptions",
        [{ matchVariable: "RequestURI", valueMatchOperator: "StartsWith", values: ["/"] }],
      ],
      [
        "an exclusion",
        "managedRules.exclusions",
        [{ matchVariable: "RequestCookieNames", selector: "s", selectorMatchOperator: "Equals" }],
      ],
    ],
    allows: [["OWASP 3.2", `${SETS}[0]`, { ruleSetType: "OWASP", ruleSetVersion: "3.2" }]],
    absent: [["managedRules", "violation"]],
    unknown: [["managedRules", "unknown"]],
    config: [[{ supported: ["OWASP 4.0"] }, ["a set that is no longer listed", "tags", {}], true]],
  },
  {
    ...firewall,
    policy: "edge-bot-rules",
    breaks: [
      ["no rules against bots", `${SETS}[1]`, ABSENT],
      ["old ones", `${SETS}[1].ruleSetVersion`, "0.1"],
    ],
    absent: [["managedRules", "violation"]],
    unknown: [["managedRules", "unknown"]],
    config: [
      [{ supported: ["Microsoft_BotManagerRuleSet 2.0"] }, ["a set not listed", "tags", {}], true],
    ],
  },
  {
    ...firewall,
    policy: "edge-custom-rules",
    breaks: [
      [
        "a rule that allows",
        "customRules[+]",
        { name: "x", ruleType: "MatchRule", action: "Allow" },
      ],
      [
        "a rule that only logs",
        "customRules[+]",
        { name: "x", ruleType: "MatchRule", action: "Log" },
      ],
      ["a limit that only logs", "customRules[0].action", "Log"],
    ],
    absent: [["customRules", "safe"]],
    unknown: [["customRules", "fine"]],
  },
  {
    ...firewall,
    policy: "edge-rate-limit",
    breaks: [
      [
        "one provider's addresses left out",
        `${CONDITION}.matchValues`,
        ["255.255.255.255/32", "198.51.100.0/24"],
      ],
      ["no limit", "customRules", []],
      ["a limit that locks a school out", "customRules[0].rateLimitThreshold", 100],
      ["a limit that nobody reaches", "customRules[0].rateLimitThreshold", 1_000_000],
      ["a limit that is switched off", "customRules[0].state", "Disabled"],
      ["a limit that logs", "customRules[0].action", "Log"],
      ["a limit of five minutes' requests", "customRules[0].rateLimitDuration", "FiveMins"],
      [
        "a limit by country",
        "customRules[0].groupByUserSession",
        [{ groupByVariables: [{ variableName: "GeoLocation" }] }],
      ],
      ["a limit of all together", "customRules[0].groupByUserSession", ABSENT],
      ["a limit for an address that nobody has", `${CONDITION}.negationConditon`, false],
      ["a limit for nobody in the world", `${CONDITION}.matchValues`, ["0.0.0.0/0", "::/0"]],
      [
        "a limit for all but a friend",
        `${CONDITION}.matchValues`,
        ["255.255.255.255", "81.2.69.142"],
      ],
      ["a limit for all but half of them", `${CONDITION}.matchValues`, ["128.0.0.0/1"]],
      [
        "a limit by what the client says",
        `${CONDITION}.matchVariables[0].variableName`,
        "RequestHeaders",
      ],
      [
        "a limit for one country",
        CONDITION,
        { ...ADDRESS, operator: "GeoMatch", matchValues: ["SE"] },
      ],
      [
        "a limit for one page more",
        "customRules[0].matchConditions[+]",
        {
          matchVariables: [{ variableName: "RequestUri" }],
          operator: "Contains",
          matchValues: ["/login"],
        },
      ],
      ["a limit for some of the world", CONDITION, { ...ADDRESS, matchValues: ["0.0.0.0/1"] }],
      ["a limit for no condition", "customRules[0].matchConditions", []],
    ],
    allows: [
      ["another address that nobody has", `${CONDITION}.matchValues`, ["240.0.0.1/32"]],
      ["the whole world", CONDITION, { ...ADDRESS, matchValues: ["0.0.0.0/0"] }],
      ["its halves", CONDITION, { ...ADDRESS, matchValues: ["128.0.0.0/1", "0.0.0.0/1"] }],
      ["whatever comes", CONDITION, { ...ADDRESS, operator: "Any", matchValues: [] }],
    ],
    absent: [
      ["customRules", "violation"],
      ["customRules[0].matchConditions", "violation"],
      [`${CONDITION}.negationConditon`, "violation"],
    ],
    unknown: [
      ["customRules", "unknown"],
      ["customRules[0].matchConditions", "unknown"],
      [`${CONDITION}.matchValues[0]`, "unknown"],
    ],
  },
  {
    ...gateway,
    policy: "edge-https-only",
    breaks: [
      ["a site by plain HTTP", "httpListeners[0].protocol", "Http"],
      ["no certificate", "httpListeners[0].sslCertificate", ABSENT],
      ["a site of any name", "httpListeners[0].hostName", ABSENT],
      ["plain HTTP to the clones", "requestRoutingRules[1].redirectConfiguration", ABSENT],
      ["a redirect to elsewhere", "redirectConfigurations[0].targetUrl", "http://example.org"],
      ["a redirect for now", "redirectConfigurations[0].redirectType", "Temporary"],
    ],
    absent: [["httpListeners", "violation"]],
    unknown: [["httpListeners", "unknown"]],
  },
  {
    ...gateway,
    policy: "edge-tls-policy",
    breaks: [
      ["an old policy", "sslPolicy.policyName", "AppGwSslPolicy20150501"],
      ["one of 2017", "sslPolicy.policyName", "AppGwSslPolicy20170401S"],
      ["a list of one's own", "sslPolicy.policyType", "CustomV2"],
      ["TLS 1.0", "sslPolicy.minProtocolVersion", "TLSv1_0"],
      ["a listener's own profile", "sslProfiles", [{ name: "old" }]],
    ],
    allows: [["the stricter one", "sslPolicy.policyName", "AppGwSslPolicy20220101S"]],
    absent: [["sslPolicy", "violation"]],
    unknown: [["sslPolicy.policyName", "unknown"]],
    config: [[{ policies: ["AppGwSslPolicy2030"] }, ["one no longer listed", "tags", {}], true]],
  },
  {
    ...gateway,
    policy: "edge-zones",
    breaks: [
      ["one zone", "zones", ["1"]],
      ["no zone", "zones", []],
    ],
    absent: [["zones", "violation"]],
    unknown: [["zones", "unknown"]],
    config: [
      [{ zones: 3 }, ["two zones where three are wanted", "zones", ["1", "2"]], true],
      [{ zones: 1 }, ["one zone where one is enough", "zones", ["1"]], false],
    ],
  },
  {
    ...gateway,
    policy: "edge-probes",
    breaks: [
      ["all clones taken for healthy", "probes[0].minServers", 24],
      ["a port that answers without the platform", "probes[0].port", 22],
      ["a protocol that clones do not speak", "probes[0].protocol", "Https"],
      ["an hour's wait for each answer", "probes[0].timeout", 3600],
      ["settings without a probe", `${BACKEND}.probe`, ABSENT],
      ["a probe of the front page", "probes[0].path", "/"],
      ["a probe of a path that clones do not have", "probes[0].path", "/status"],
      ["errors taken for health", "probes[0].match.statusCodes", ["200-599"]],
      ["no word on what is health", "probes[0].match", ABSENT],
      ["a look every five minutes", "probes[0].interval", 300],
      ["twenty misses", "probes[0].unhealthyThreshold", 20],
    ],
    absent: [["probes", "violation"]],
    unknown: [["probes", "unknown"]],
    config: [[{ seconds: 10 }, ["half a minute, where ten seconds are wanted", "tags", {}], true]],
  },
  {
    ...gateway,
    policy: "edge-certificate-from-vault",
    breaks: [
      ["an uploaded one", "sslCertificates[0]", { name: "x", data: "MII", password: "x" }],
      [
        "one version of it",
        "sslCertificates[0].keyVaultSecretId",
        "https://v/secrets/a/0123456789abcdef",
      ],
      ["certificates of elsewhere", "$.madeFrom.sslCertificates", []],
      [
        "one of somebody else's vault",
        "sslCertificates[0].keyVaultSecretId",
        "https://kv-old.vault.azure.net/secrets/edge-old",
      ],
      [
        "another site's certificate",
        "httpListeners[4].sslCertificate.id",
        "/elsewhere/sslCertificates/ch",
      ],
      ["a site that no certificate names", "httpListeners[4].hostName", "a.se.school.example"],
      ["an identity of elsewhere", "$.madeFrom.identity", []],
      ["the clones' identity, which reads no secret", "$.madeFrom.identity", [IDENTITY.clones]],
    ],
    absent: [["sslCertificates", "violation"]],
    unknown: [
      ["sslCertificates[0].keyVaultSecretId", "fine"],
      ["httpListeners[4].sslCertificate.id", "fine"],
    ],
  },
  {
    of: T.certificate,
    name: "-se-certificate",
    policy: "edge-certificate-from-vault",
    breaks: [["another site's name", SITES, ["ch.school.example"]]],
    allows: [
      ["a name for all sites", SITES, ["*.school.example"]],
      ["two names", SITES, ["school.example", "SE.school.example"]],
    ],
    absent: [[SITES, "violation"]],
    unknown: [[SITES, "fine"]],
  },
  {
    of: T.certificate,
    name: "-se-certificate",
    policy: "edge-certificate-form",
    breaks: [
      ["a key that stays in the vault", `${CERT}.keyProperties.exportable`, false],
      ["a form for others", `${CERT}.secretProperties.contentType`, "application/x-pem-file"],
      ["a use for clients alone", USAGES, ["1.3.6.1.5.5.7.3.2"]],
    ],
    allows: [["uses for both", USAGES, ["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"]]],
    absent: [
      [`${CERT}.keyProperties.exportable`, "violation"],
      [`${CERT}.secretProperties.contentType`, "violation"],
      [USAGES, "safe"],
    ],
    unknown: [
      [`${CERT}.keyProperties.exportable`, "unknown"],
      [USAGES, "unknown"],
    ],
  },
  {
    ...gateway,
    policy: "edge-gateway-bounds",
    breaks: [
      ["one instance", "autoscaleConfiguration.minCapacity", 1],
      ["none", "autoscaleConfiguration.minCapacity", 0],
      ["no room to grow", "autoscaleConfiguration.maxCapacity", 2],
      ["more than Azure has", "autoscaleConfiguration.maxCapacity", 200],
    ],
    absent: [["autoscaleConfiguration", "violation"]],
    unknown: [["autoscaleConfiguration.minCapacity", "unknown"]],
  },
  {
    ...gateway,
    policy: "edge-draining",
    breaks: [
      ["no draining", `${BACKEND}.connectionDraining.enabled`, false],
      ["a second's drain", `${BACKEND}.connectionDraining.drainTimeoutInSec`, 1],
      ["an hour's drain", `${BACKEND}.connectionDraining.drainTimeoutInSec`, 3600],
      ["a request of a day", `${BACKEND}.requestTimeout`, 86_400],
      ["users tied to a clone", `${BACKEND}.cookieBasedAffinity`, "Enabled"],
    ],
    absent: [
      ["backendHttpSettingsCollection", "violation"],
      [`${BACKEND}.cookieBasedAffinity`, "safe"],
    ],
    unknown: [["backendHttpSettingsCollection", "unknown"]],
    config: [
      [{ seconds: 30 }, ["a minute, where half is the most", "tags", {}], true],
      [{ least: 90 }, ["a minute, where one and a half are the least", "tags", {}], true],
      [
        { seconds: 3600 },
        ["an hour, allowed", `${BACKEND}.connectionDraining.drainTimeoutInSec`, 3600],
        false,
      ],
    ],
  },
  {
    of: T.address,
    name: "-edge-ip",
    policy: "edge-ddos-protection",
    breaks: [
      ["no protection", "ddosSettings.protectionMode", "Disabled"],
      [
        "inherited from a network without",
        "ddosSettings.protectionMode",
        "VirtualNetworkInherited",
      ],
    ],
    absent: [["ddosSettings", "violation"]],
    unknown: [["ddosSettings.protectionMode", "unknown"]],
  },
  {
    of: T.address,
    name: "-edge-ip",
    policy: "edge-standard-address",
    breaks: [
      ["a Basic one", "sku.name", "Basic"],
      ["one that changes", "publicIPAllocationMethod", "Dynamic"],
    ],
    absent: [
      ["sku", "violation"],
      ["publicIPAllocationMethod", "violation"],
    ],
    unknown: [["sku.name", "unknown"]],
  },
];
