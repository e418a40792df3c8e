/** A block of IPv4 addresses. */
export interface Cidr {
  /** The first address as an unsigned 32-bit number. */
  readonly first: number;
  /** The last address as an unsigned 32-bit number. */
  readonly last: number;
  /** Prefix length, 0 to 32. */
  readonly prefix: number;
}

const DECIMAL_BYTE = /^(?:0|[1-9][0-9]{0,2})$/;
const DECIMAL_PREFIX = /^(?:0|[1-9][0-9]?)$/;

/** Reads "192.0.2.1" strictly (four decimal bytes, no leading zeros) as an unsigned number. */
export function parseIpv4(text: string): number | undefined {
  const bytes = text.split(".");
  if (bytes.length !== 4) return undefined;
  let address = 0;
  for (const byte of bytes) {
    if (!DECIMAL_BYTE.test(byte) || Number(byte) > 255) return undefined;
    address = address * 256 + Number(byte);
  }
  return address;
}

/** Writes an unsigned 32-bit number as "192.0.2.1". */
export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");
}

/** How many addresses a prefix length spans. */
export function addressCount(prefix: number): number {
  return 2 ** (32 - prefix);
}

/**
 * Reads "10.0.0.0/16". The address may lie anywhere in the block: `first` is the block's own, so
 * that `formatCidr(parseCidr(text)) === text` says whether the text was aligned.
 */
export function parseCidr(text: string): Cidr | undefined {
  const [address, length, ...rest] = text.split("/");
  if (address === undefined || length === undefined || rest.length > 0) return undefined;
  const parsed = parseIpv4(address);
  if (parsed === undefined || !DECIMAL_PREFIX.test(length) || Number(length) > 32) return undefined;
  return cidrAround(parsed, Number(length));
}

/** The block of that prefix length in which the address lies. */
export function cidrAround(address: number, prefix: number): Cidr {
  const size = addressCount(prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

/** Canonical notation: the first address and the prefix length. */
export function formatCidr(cidr: Cidr): string {
  return `${formatIpv4(cidr.first)}/${cidr.prefix}`;
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether some address is in both. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** The longest prefix length, thus the smallest block, that holds so many addresses. */
export function prefixFor(addresses: number): number {
  return 32 - Math.ceil(Math.log2(addresses));
}

/** The blocks of RFC 1918. */
export const PRIVATE_BLOCKS: readonly Cidr[] = [
  cidrAround(0x0a_00_00_00, 8),
  cidrAround(0xac_10_00_00, 12),
  cidrAround(0xc0_a8_00_00, 16),
];
