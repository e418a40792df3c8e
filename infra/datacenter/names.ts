import { createHash } from "node:crypto";

/** What Azure accepts as the name of one kind of resource. */
export interface NameRule {
  /** Fewest characters. */
  readonly min: number;
  /** Most characters. */
  readonly max: number;
  /** The whole name must match. */
  readonly pattern: RegExp;
  /** The pattern in words, for the error text. */
  readonly allowed: string;
}

const COMMON = {
  pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/,
  allowed: "letters, digits, '.', '_' and '-', from a letter or digit to a letter, digit or '_'",
};

/**
 * Azure's limits on the names that the datacenter gives.
 * Source: Microsoft Learn, "Naming rules and restrictions for Azure resources"
 * (azure-resource-manager/management/resource-name-rules).
 */
export const NAME_RULES = {
  resourceGroup: {
    min: 1,
    max: 90,
    pattern: /^[A-Za-z0-9._()-]*[A-Za-z0-9_()-]$/,
    allowed: "letters, digits, '.', '_', '-' and parentheses, not ending in '.'",
  },
  virtualNetwork: { min: 2, max: 64, ...COMMON },
  subnet: { min: 1, max: 80, ...COMMON },
  networkSecurityGroup: { min: 1, max: 80, ...COMMON },
  natGateway: { min: 1, max: 80, ...COMMON },
  publicIpAddress: { min: 1, max: 80, ...COMMON },
  applicationGateway: { min: 1, max: 80, ...COMMON },
  firewallPolicy: { min: 1, max: 80, ...COMMON },
  userAssignedIdentity: {
    min: 3,
    max: 128,
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
    allowed: "letters, digits, '_' and '-', starting with a letter or digit",
  },
  vault: {
    min: 3,
    max: 24,
    pattern: /^[A-Za-z](?!.*--)[A-Za-z0-9-]*[A-Za-z0-9]$/,
    allowed: "letters, digits and single '-', from a letter to a letter or digit",
  },
  certificate: {
    min: 1,
    max: 127,
    pattern: /^[A-Za-z0-9-]+$/,
    allowed: "letters, digits and '-'",
  },
  scaleSet: {
    min: 1,
    max: 64,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    allowed: "letters, digits and '-', not starting or ending with '-'",
  },
  /** Azure's table has no row: the rule of hashicorp/terraform-provider-azurerm, compute/validate. */
  capacityReservationGroup: { min: 1, max: 64, ...COMMON },
  capacityReservation: { min: 1, max: 64, ...COMMON },
  /** "Not specified" in Azure's table: ours, as for most other resources. */
  autoscaleSetting: { min: 1, max: 80, ...COMMON },
  logWorkspace: {
    min: 4,
    max: 63,
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/,
    allowed: "letters, digits and '-', not starting or ending with '-'",
  },
  /** Azure takes 260 of almost any character for both: ours, as for most other resources. */
  actionGroup: { min: 1, max: 80, ...COMMON },
  alertRule: { min: 1, max: 80, ...COMMON },
  /** No rule in Azure's table for these: ours. */
  diagnosticSetting: { min: 1, max: 80, ...COMMON },
  dataCollectionRule: { min: 1, max: 64, ...COMMON },
  /** Source: Microsoft Learn, "Budgets - Create Or Update": letters, digits, '_' and '-', at most 63. */
  budget: {
    min: 1,
    max: 63,
    pattern: /^[A-Za-z0-9_-]+$/,
    allowed: "letters, digits, '_' and '-'",
  },
  networkInterface: { min: 1, max: 80, ...COMMON },
  /** What Linux takes as a host's name, which is the machine's, too. */
  virtualMachine: {
    min: 1,
    max: 63,
    pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
    allowed: "lower-case letters, digits and '-', from a letter to a letter or digit",
  },
  disk: {
    min: 1,
    max: 80,
    pattern: /^[A-Za-z0-9_-]+$/,
    allowed: "letters, digits, '_' and '-'",
  },
  privateEndpoint: { min: 2, max: 64, ...COMMON },
  /** Azure's table gives 1 to 80, as for other parts of the network. */
  virtualNetworkLink: { min: 1, max: 80, ...COMMON },
  /** Microsoft, PostgreSQL flexible server: "lowercase letters, numbers, and hyphens" of 3 to 63. */
  postgresqlServer: {
    min: 3,
    max: 63,
    pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    allowed: "lower-case letters, digits and '-', not starting or ending with '-'",
  },
  privateZone: {
    min: 1,
    max: 253,
    pattern: /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]+$/,
    allowed: "a DNS name in lower case: two labels at least",
  },
  storageAccount: {
    min: 3,
    max: 24,
    pattern: /^[a-z0-9]+$/,
    allowed: "lower-case letters and digits",
  },
  blobContainer: {
    min: 3,
    max: 63,
    pattern: /^[a-z0-9](?!.*--)[a-z0-9-]*[a-z0-9]$/,
    allowed: "lower-case letters, digits and single '-', from a letter or digit to one",
  },
  recoveryServicesVault: {
    min: 2,
    max: 50,
    pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
    allowed: "letters, digits and '-', starting with a letter",
  },
  /** Azure's table has no row: what the portal takes. */
  backupVault: {
    min: 2,
    max: 50,
    pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
    allowed: "letters, digits and '-', starting with a letter",
  },
  backupPolicy: {
    min: 3,
    max: 150,
    pattern: /^[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/,
    allowed: "letters, digits and '-', from a letter to a letter or digit",
  },
  /** Azure's table has no row: ours, as for most other resources. */
  backupInstance: { min: 1, max: 80, ...COMMON },
  computerNamePrefix: {
    min: 1,
    max: 58,
    pattern: /^[A-Za-z][A-Za-z0-9-]*$/,
    allowed: "letters, digits and '-', starting with a letter",
  },
  domainNameLabel: {
    min: 3,
    max: 63,
    pattern: /^[a-z][a-z0-9-]*[a-z0-9]$/,
    allowed: "lower-case letters, digits and '-', from a letter to a letter or digit",
  },
} as const satisfies Record<string, NameRule>;

export type NameKind = keyof typeof NAME_RULES;

/**
 * Returns `name` if Azure accepts it as a `kind`; a name is never cut to fit.
 *
 * @throws Error that says the name, its length and what is allowed.
 */
export function azureName(kind: NameKind, name: string): string {
  const rule: NameRule = NAME_RULES[kind];
  if (name.length >= rule.min && name.length <= rule.max && rule.pattern.test(name)) return name;
  throw new Error(
    `"${name}" (${name.length} characters) can't name a ${kind}: ` +
      `allowed are ${rule.min} to ${rule.max} characters: ${rule.allowed}. ` +
      "Choose a shorter or simpler stack name or uniqueSuffix.",
  );
}

/**
 * A GUID that is always the same for the same text (RFC 9562, version 8: the bits are SHA-256's).
 * Azure names role assignments by GUID; a stable one survives a lost state.
 */
export function stableGuid(text: string): string {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [0, 8, 12, 16, 20, 32]
    .slice(0, -1)
    .map((start, index) => hex.slice(start, [8, 12, 16, 20, 32][index]))
    .join("-");
}
