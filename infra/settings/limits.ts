/**
 * Bounds that the settings and the datacenter share. Each names the rule's source; where Azure sets
 * no bound, ours says why.
 */
export const LIMITS = {
  /** Gateway instances. Source: Microsoft, application-gateway-autoscaling-zone-redundant. */
  edgeMinimum: { from: 0, to: 125 },
  edgeMaximum: { from: 2, to: 125 },
  /**
   * Requests a minute. Azure wants at least 1 and enforces no upper bound (the API's description of
   * rateLimitThreshold; Azure/azure-rest-api-specs#23016). Ours: below 100 one classroom behind one
   * address is blocked; above a million nothing is limited any more.
   */
  rateLimitPerMinute: { from: 100, to: 1_000_000 },
  /** Seconds. Source: Microsoft, configuration-http-settings. */
  drainSeconds: { from: 1, to: 3600 },
  /** Clones. Two, so that one may fail; at most Flexible orchestration's 1,000 machines a set. */
  clones: { from: 2, to: 1000 },
  /** Clones of staging. Ours: a rehearsal of a whole country's load is as much as anyone tries. */
  stagingClones: { from: 1, to: 100 },
  /** Minutes. Source: Microsoft, virtual-machine-scale-sets-automatic-instance-repairs. */
  gracePeriodMinutes: { from: 10, to: 90 },
  /** Days. Source: Microsoft, PostgreSQL flexible server: concepts-backup-restore. */
  pointInTimeDays: { from: 7, to: 35 },
  /** Connections. Ours: fewer serve nobody; at most what Azure leaves to users by default at any size. */
  databaseConnections: { from: 100, to: 4985 },
  /** Connections. Ours: a pool of more than 200 in a process with a few vCPUs is a mistake. */
  connectionsPerClone: { from: 1, to: 200 },
  /** Connections kept for people, jobs and backups: the season's figure, by a test. */
  otherConnections: 50,
  /** GiB of a disk of Oracle's. Source: Microsoft, disks-types (Premium SSD v2); the least is ours: seven redo logs. */
  oracleDiskGib: { from: 8, to: 65_536 },
  /** Processor licences. Ours: the largest size of the database needs 96. */
  oracleProcessors: { from: 1, to: 1000 },
  markets: 10,
  /** Addresses that alerts go to. Ours: Azure takes 1,000 an action group; ten people are not all on duty. */
  dutyEmails: 10,
  /** Telephones. Ours: Azure takes 10 an action group, and sends each one message in five minutes at most. */
  dutyPhones: 5,
  /** Digits of a telephone's number, the country's among them. Source: ITU-T E.164. */
  phoneDigits: 15,
  /** Days. Source: Microsoft, data-retention-configure: what a workspace keeps for queries, at a price from day 32 on. */
  logRetentionDays: { from: 30, to: 730 },
  /** Units of the bill's currency. Ours: nothing is free, and above that a digit too many was written. */
  budgetAmount: { from: 1, to: 100_000_000 },
  /** IP rules of a vault's firewall. Source: Microsoft, Key Vault network-security. */
  allowedAddresses: 1000,
  /** Days. Source: Microsoft, "Soft delete for blobs" (1 to 365). Ours: below a week nobody has noticed. */
  storageKeepDays: { from: 7, to: 365 },
  /**
   * Days, weeks, months and years. Sources: Microsoft, "Azure Backup support matrix" (a machine's daily backups at least 7
   * days), "About Azure Database for PostgreSQL flexible server backup" (up to 10 years), to which all are held.
   */
  backupDays: { from: 7, to: 3650 },
  backupWeeks: { from: 1, to: 520 },
  backupMonths: { from: 1, to: 120 },
  backupYears: { from: 1, to: 10 },
  /** Days. Source: Microsoft, "Soft delete for Azure Backup": 14 are free of charge. */
  softDeleteDays: { from: 14, to: 180 },
  /** Azure allows 50 tags a resource; ten are left for the datacenter's own. */
  tags: 40,
  /** Addresses that Azure keeps in each subnet. Source: Microsoft, configuration-infrastructure. */
  reservedAddressesPerSubnet: 5,
  /**
   * Longest prefix of the gateway's subnet. Microsoft (configuration-infrastructure) recommends /24
   * for v2: 125 instances, one private frontend, five reserved, and room for maintenance. Azure takes
   * smaller ones, but a subnet can't be resized under a gateway that fills it, and private addresses
   * cost nothing: so smaller ones are refused.
   */
  edgeSubnetPrefix: 24,
  /** Longest prefixes of the databases' and the endpoints' subnets. Ours: room for a restored copy, and for more. */
  databaseSubnetPrefix: 27,
  endpointSubnetPrefix: 27,
  /** Prefix lengths of a datacenter's address space: /20 still has room for tiers to come. */
  addressSpacePrefix: { from: 8, to: 20 },
  /**
   * Percent of the clones that a rolling upgrade replaces at a time (Azure's default batch). With
   * surge they stand beside the old ones and need addresses of their own.
   */
  rollingUpgradeBatchPercent: 20,
} as const;

/** Without these no vault is locked: Azure never undoes it. */
export const LOCK_WORDS = "nobody can ever undo this";

/** Addresses that the clones' subnet must hold at a ceiling: all clones, a batch more, Azure's own. */
export function webSubnetAddresses(ceiling: number): number {
  const surge = Math.ceil((ceiling * LIMITS.rollingUpgradeBatchPercent) / 100);
  return ceiling + surge + LIMITS.reservedAddressesPerSubnet;
}
