import { Refusal } from "../refusal.ts";

/** What a name of a type may look like. */
export interface NameRule {
  readonly minimum: number;
  readonly maximum: number;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly words: string;
  /** The error code with which Azure refuses another name. */
  readonly code: string;
}

/**
 * Source: Microsoft Learn, "Naming rules and restrictions for Azure resources"
 * (resource-name-rules.md of MicrosoftDocs/azure-docs). Longer names of firewall policies: the
 * maximum of 128 that @azure/arm-network 33.5 declares for the parameter `policyName`. Names of
 * scale sets are held to what their Linux machines may have. For autoscale settings the table says "Not
 * specified": what ARM takes in any name.
 */
const NETWORK: NameRule = {
  minimum: 1,
  maximum: 80,
  pattern: /^[a-z0-9]$|^[a-z0-9][a-z0-9_.-]*[a-z0-9_]$/i,
  words:
    "letters, digits, underscores, periods and hyphens, starting with a letter or digit and ending with a letter, digit or underscore",
  code: "InvalidResourceName",
};

/**
 * No document gives the rule of reservations and their groups: this is the one that Learn's table gives
 * other compute resources (availability sets).
 */
const RESERVATION: NameRule = { ...NETWORK, code: "InvalidParameter" };

/** What Linux machines and scale sets of them may be called. */
const MACHINES: NameRule = {
  minimum: 1,
  maximum: 64,
  pattern:
    /^[^_\s\\/"'[\]:|<>+=;,?*@&#%.-]$|^[^_\s\\/"'[\]:|<>+=;,?*@&#%][^\s\\/"'[\]:|<>+=;,?*@&#%]*[^\s\\/"'[\]:|<>+=;,?*@&#%.-]$/,
  words:
    "no spaces and none of \\ / \" ' [ ] : | < > + = ; , ? * @ & # %, not starting with an underscore, not ending with a period or hyphen",
  code: "InvalidParameter",
};

/** Learn's table has no row for what runs on a machine: what it says of most resources. */
const EXTENSION: NameRule = { ...NETWORK, code: "InvalidParameter" };

/**
 * Names of alert rules. No document gives that of diagnostic settings, nor of data collection rules and their
 * associations: they are held to the same.
 */
const ALERT: NameRule = {
  minimum: 1,
  maximum: 260,
  pattern: /^[^*<>%{}&:\\?/#+@\p{Cc}]*[^*<>%{}&:\\?/#+@\p{Cc}. ]$/u,
  words:
    "none of * < > % { } & : \\ ? / # + @ and no control characters, not ending with a period or space",
  code: "InvalidResourceName",
};

/** Of backup vaults the table says nothing: they are held to what Recovery Services vaults may be called. */
const BACKUP_VAULT: NameRule = {
  minimum: 2,
  maximum: 50,
  pattern: /^[a-z][a-z0-9-]*$/i,
  words: "letters, digits and hyphens, starting with a letter",
  code: "InvalidResourceName",
};

const BACKUP_POLICY: NameRule = {
  minimum: 3,
  maximum: 150,
  pattern: /^[a-z][a-z0-9-]*[a-z0-9]$/i,
  words: "letters, digits and hyphens, starting with a letter, ending with a letter or digit",
  code: "InvalidResourceName",
};

/** Where Azure gives the one there is its name. */
function onlyName(name: string, code: string): NameRule {
  const { length } = name;
  return {
    minimum: length,
    maximum: length,
    pattern: new RegExp(`^${name}$`, "i"),
    words: `"${name}" only`,
    code,
  };
}

const RULES: Readonly<Record<string, NameRule>> = {
  "microsoft.resources/resourcegroups": {
    minimum: 1,
    maximum: 90,
    pattern: /^[\p{L}\p{Nd}_().-]*[\p{L}\p{Nd}_()-]$/u,
    words:
      "letters, digits, underscores, parentheses, hyphens and periods, not ending with a period",
    code: "InvalidResourceGroup",
  },
  "microsoft.network/virtualnetworks": { ...NETWORK, minimum: 2, maximum: 64 },
  "microsoft.network/natgateways": NETWORK,
  "microsoft.network/networksecuritygroups": NETWORK,
  "microsoft.network/publicipaddresses": NETWORK,
  "microsoft.network/networkinterfaces": NETWORK,
  "microsoft.network/applicationgateways": NETWORK,
  "microsoft.network/applicationgatewaywebapplicationfirewallpolicies": {
    ...NETWORK,
    maximum: 128,
  },
  "microsoft.compute/disks": {
    minimum: 1,
    maximum: 80,
    pattern: /^[a-z0-9_-]+$/i,
    words: "letters, digits, underscores and hyphens",
    code: "InvalidParameter",
  },
  "microsoft.compute/virtualmachines": MACHINES,
  "microsoft.compute/virtualmachines/extensions": EXTENSION,
  "microsoft.compute/virtualmachines/runcommands": EXTENSION,
  "microsoft.compute/virtualmachinescalesets": MACHINES,
  "microsoft.insights/autoscalesettings": {
    minimum: 1,
    maximum: 260,
    pattern: /^[^<>*%&:\\?/#]*[^<>*%&:\\?/#. ]$/,
    words: "none of < > * % & : \\ ? / #, not ending with a period or space",
    code: "InvalidResourceName",
  },
  "microsoft.insights/actiongroups": {
    minimum: 1,
    maximum: 260,
    pattern: /^[^:<>+/&%\\?\p{Cc}]*[^:<>+/&%\\?\p{Cc}. ]$/u,
    words:
      "none of : < > + / & % \\ ? and no control characters, not ending with a period or space",
    code: "InvalidResourceName",
  },
  "microsoft.insights/scheduledqueryrules": {
    minimum: 1,
    maximum: 260,
    pattern: /^[^*<>%{}&:\\?/#\p{Cc}]*[^*<>%{}&:\\?/#\p{Cc}. ]$/u,
    words:
      "none of * < > % { } & : \\ ? / # and no control characters, not ending with a period or space",
    code: "InvalidResourceName",
  },
  "microsoft.insights/metricalerts": ALERT,
  "microsoft.insights/activitylogalerts": ALERT,
  "microsoft.insights/datacollectionruleassociations": ALERT,
  "microsoft.insights/datacollectionrules": ALERT,
  "microsoft.insights/diagnosticsettings": ALERT,
  "microsoft.insights/workbooks": {
    minimum: 36,
    maximum: 36,
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    words: "a GUID",
    code: "InvalidResourceName",
  },
  "microsoft.consumption/budgets": {
    minimum: 1,
    maximum: 63,
    pattern: /^[a-z0-9_-]+$/i,
    words: "letters, digits, underscores and hyphens",
    code: "InvalidResourceName",
  },
  "microsoft.dbforpostgresql/flexibleservers": {
    minimum: 3,
    maximum: 63,
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    words: "lower-case letters, digits and hyphens, starting and ending with a letter or digit",
    code: "InvalidResourceName",
  },
  /** PostgreSQL's own rule of a name that needs no quotes, and hyphens. */
  "microsoft.dbforpostgresql/flexibleservers/databases": {
    minimum: 1,
    maximum: 63,
    pattern: /^[a-z_][a-z0-9_-]*$/i,
    words: "letters, digits, underscores and hyphens, starting with a letter or underscore",
    code: "InvalidResourceName",
  },
  "microsoft.dbforpostgresql/flexibleservers/configurations": {
    minimum: 1,
    maximum: 63,
    pattern: /^[a-z0-9_.]+$/i,
    words: "letters, digits, underscores and periods",
    code: "InvalidResourceName",
  },
  "microsoft.dbforpostgresql/flexibleservers/administrators": {
    minimum: 36,
    maximum: 36,
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    words: "a GUID",
    code: "InvalidResourceName",
  },
  "microsoft.operationalinsights/workspaces": {
    minimum: 4,
    maximum: 63,
    pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/i,
    words: "letters, digits and hyphens, starting and ending with a letter or digit",
    code: "InvalidResourceName",
  },
  "microsoft.compute/capacityreservationgroups": RESERVATION,
  "microsoft.compute/capacityreservationgroups/capacityreservations": RESERVATION,
  "microsoft.network/privateendpoints": { ...NETWORK, minimum: 2, maximum: 64 },
  "microsoft.network/privateendpoints/privatednszonegroups": NETWORK,
  "microsoft.network/privatednszones": {
    minimum: 1,
    maximum: 253,
    pattern:
      /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?){1,33}$/i,
    words:
      "2 to 34 labels with periods between them, each of letters, digits, underscores and hyphens",
    code: "InvalidResourceName",
  },
  "microsoft.network/privatednszones/virtualnetworklinks": NETWORK,
  "microsoft.storage/storageaccounts": {
    minimum: 3,
    maximum: 24,
    pattern: /^[a-z0-9]+$/,
    words: "lower-case letters and digits",
    code: "AccountNameInvalid",
  },
  "microsoft.storage/storageaccounts/blobservices": onlyName("default", "InvalidUri"),
  "microsoft.storage/storageaccounts/managementpolicies": onlyName("default", "InvalidUri"),
  "microsoft.storage/storageaccounts/blobservices/containers": {
    minimum: 3,
    maximum: 63,
    pattern: /^(?:\$root|[a-z0-9](?:-?[a-z0-9])*)$/,
    words:
      "lower-case letters, digits and single hyphens, starting and ending with a letter or digit",
    code: "InvalidResourceName",
  },
  "microsoft.recoveryservices/vaults": BACKUP_VAULT,
  "microsoft.dataprotection/backupvaults": BACKUP_VAULT,
  "microsoft.recoveryservices/vaults/backupresourceguardproxies": onlyName(
    "VaultProxy",
    "InvalidResourceName",
  ),
  "microsoft.dataprotection/backupvaults/backupresourceguardproxies": onlyName(
    "DppResourceGuardProxy",
    "InvalidResourceName",
  ),
  "microsoft.dataprotection/backupvaults/backupinstances": { ...BACKUP_POLICY, minimum: 1 },
  "microsoft.dataprotection/resourceguards": { ...BACKUP_POLICY, minimum: 1, maximum: 90 },
  /** What a machine's item is called says protected-item.ts. */
  "microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems": {
    minimum: 1,
    maximum: 260,
    pattern: /^[^/?#%&\\]+$/,
    words: "none of / ? # % & \\",
    code: "InvalidResourceName",
  },
  "microsoft.recoveryservices/vaults/backuppolicies": BACKUP_POLICY,
  "microsoft.dataprotection/backupvaults/backuppolicies": BACKUP_POLICY,
  "microsoft.keyvault/vaults": {
    minimum: 3,
    maximum: 24,
    pattern: /^[a-z](-?[a-z0-9])*$/i,
    words:
      "letters, digits and hyphens, starting with a letter, ending with a letter or digit, no two hyphens in a row",
    code: "VaultNameNotValid",
  },
  "microsoft.keyvault/vaults/certificates": {
    minimum: 1,
    maximum: 127,
    pattern: /^[a-z0-9-]+$/i,
    words: "letters, digits and hyphens",
    code: "BadParameter",
  },
  "microsoft.managedidentity/userassignedidentities": {
    minimum: 3,
    maximum: 128,
    pattern: /^[a-z0-9][a-z0-9_-]*$/i,
    words: "letters, digits, hyphens and underscores, starting with a letter or digit",
    code: "InvalidResourceName",
  },
  "microsoft.authorization/roleassignments": {
    minimum: 36,
    maximum: 36,
    pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    words: "a GUID",
    code: "InvalidRoleAssignmentId",
  },
};

/** The rule for a type's names; undefined for a type that this machine does not create. */
export function nameRule(type: string): NameRule | undefined {
  return RULES[type.toLowerCase()];
}

/** Why `name` can't be a name of `type`; undefined when it can. */
export function refuseName(type: string, name: string): Refusal | undefined {
  const rule = nameRule(type);
  return rule === undefined
    ? undefined
    : refuse(rule, `Resource name ${name} of type ${type}`, name);
}

/** Why `name` can't be the name of a part of a network resource: a subnet, a rule, a listener. */
export function refusePartName(path: string, name: string): Refusal | undefined {
  return refuse(NETWORK, `Resource name ${name} at ${path}`, name);
}

/**
 * The label in front of `.<region>.cloudapp.azure.com`.
 * Source: the service's own refusal of another one, InvalidDomainNameLabel, which quotes the pattern.
 */
export function refuseDomainNameLabel(label: string): Refusal | undefined {
  const pattern = "^[a-z][a-z0-9-]{1,61}[a-z0-9]$";
  if (new RegExp(pattern).test(label)) return undefined;
  return new Refusal(
    "InvalidDomainNameLabel",
    `The domain name label ${label} is invalid. It must conform to the following regular expression: ${pattern}.`,
    { target: "properties.dnsSettings.domainNameLabel" },
  );
}

function refuse(rule: NameRule, what: string, name: string): Refusal | undefined {
  const length = [...name].length;
  if (length >= rule.minimum && length <= rule.maximum && rule.pattern.test(name)) return undefined;
  const lengths =
    rule.minimum === rule.maximum ? `${rule.maximum}` : `${rule.minimum} to ${rule.maximum}`;
  return new Refusal(
    rule.code,
    `${what} is invalid: it has ${length} characters. A name has ${lengths} characters: ${rule.words}.`,
    { target: "name" },
  );
}
