/** An IPv4 or IPv6 range as numbers, both ends included. */
export interface Cidr {
  readonly version: 4 | 6;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
  /** False when the address has bits set beyond the prefix: "10.0.0.1/24". */
  readonly aligned: boolean;
}

/** Reads "10.0.0.0/24" or "fd00::/64"; undefined when it is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, length, ...rest] = text.split("/");
  if (address === undefined || length === undefined || rest.length > 0) return undefined;
  if (!/^\d{1,3}$/.test(length)) return undefined;
  const number = parseIpv4(address);
  return number === undefined
    ? range(6, parseIpv6(address), Number(length))
    : range(4, number, Number(length));
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(one: Cidr, other: Cidr): boolean {
  return one.version === other.version && one.first <= other.last && other.first <= one.last;
}

/** The range in its canonical form: "10.0.0.0/24". */
export function formatCidr({ version, first, prefix }: Cidr): string {
  return `${version === 4 ? formatIpv4(first) : first.toString(16)}/${prefix}`;
}

export function formatIpv4(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 0xffn).join(".");
}

/** The four parts in decimal, without leading zeros. */
export function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  if (!parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

function range(version: 4 | 6, number: bigint | undefined, prefix: number): Cidr | undefined {
  const bits = version === 4 ? 32 : 128;
  if (number === undefined || prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = number - (number % size);
  return { version, prefix, first, last: first + size - 1n, aligned: first === number };
}

function parseIpv6(text: string): bigint | undefined {
  const [head = "", tail, ...rest] = text.split("::");
  if (rest.length > 0) return undefined;
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const missing = 8 - groups(head).length - groups(tail ?? "").length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...groups(head), ...Array<string>(missing).fill("0"), ...groups(tail ?? "")];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n);
}
