import { formatIpv4, parseCidr, parseIpv4 } from "../support/cidr.ts";

/**
 * Azure keeps the first four addresses of a subnet and the last one.
 * Source: Microsoft Learn, "Azure Virtual Network frequently asked questions".
 */
const KEPT_AT_START = 4n;
const KEPT_AT_END = 1n;

/**
 * The `count` lowest addresses of an IPv4 subnet that nobody has: 10.0.0.4 is the first of
 * 10.0.0.0/24. Fewer when the subnet is full.
 */
export function freeAddresses(prefix: string, taken: ReadonlySet<string>, count: number): string[] {
  const range = parseCidr(prefix);
  if (range === undefined || range.version !== 4) return [];
  const free: string[] = [];
  const last = range.last - KEPT_AT_END;
  for (let number = range.first + KEPT_AT_START; number <= last && free.length < count; number++) {
    const address = formatIpv4(number);
    if (!taken.has(address)) free.push(address);
  }
  return free;
}

/** Whether Azure keeps an address of a subnet for itself. */
export function isKept(prefix: string, address: string): boolean {
  const [range, number] = [parseCidr(prefix), parseIpv4(address)];
  if (range === undefined || number === undefined) return false;
  return number < range.first + KEPT_AT_START || number > range.last - KEPT_AT_END;
}
