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
  /** Minutes. Source: Microsoft, virtual-machine-scale-sets-automatic-instance-repairs. */
  gracePeriodMinutes: { from: 10, to: 90 },
  markets: 10,
  /** Addresses that alerts go to. Ours: Azure takes 1,000 an action group; ten people are not all on duty. */
  dutyEmails: 10,
  /** IP rules of a vault's firewall. Source: Microsoft, Key Vault network-security. */
  allowedAddresses: 1000,
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
  /** Prefix lengths of a datacenter's address space: /20 still has room for tiers to come. */
  addressSpacePrefix: { from: 8, to: 20 },
  /**
   * Percent of the clones that a rolling upgrade replaces at a time (Azure's default batch). With
   * surge they stand beside the old ones and need addresses of their own.
   */
  rollingUpgradeBatchPercent: 20,
} as const;

/** Addresses that the clones' subnet must hold at a ceiling: all clones, a batch more, Azure's own. */
export function webSubnetAddresses(ceiling: number): number {
  const surge = Math.ceil((ceiling * LIMITS.rollingUpgradeBatchPercent) / 100);
  return ceiling + surge + LIMITS.reservedAddressesPerSubnet;
}
