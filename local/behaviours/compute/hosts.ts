/**
 * How many hosts a zone has for the machines of one set. Assumed: Azure tells neither how many there
 * are nor which one a machine stands on.
 */
export const HOSTS_PER_ZONE = 20;

/**
 * The host of a new machine, by its number within the zone: the one with the fewest of the set's
 * machines, on a tie the lowest. That is max spreading (platformFaultDomainCount 1).
 * Source: Microsoft Learn, "Virtual Machine Scale Sets availability zones: spreading options".
 *
 * @param taken the hosts of the set's machines in the same zone, one entry a machine.
 * @param avoided hosts that are lost, or that the machine must leave. Where all are, it gets the first of
 *   them all the same, and boots there. @default none
 */
export function chooseHost(taken: readonly number[], avoided: readonly number[] = []): number {
  const counts = Array<number>(HOSTS_PER_ZONE).fill(0);
  for (const host of taken) counts[host] = (counts[host] ?? 0) + 1;
  const free = counts
    .map((count, host) => ({ count, host }))
    .filter(({ host }) => !avoided.includes(host));
  const [first] = free;
  if (first === undefined) return 0;
  return free.reduce((least, one) => (one.count < least.count ? one : least), first).host;
}
