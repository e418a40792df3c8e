import {
  type Cidr,
  contains,
  PRIVATE_BLOCKS,
  parseCidr,
  parseIpv4,
} from "../../infra/settings/cidr.ts";

/** Words for all there is, in lower case: Azure takes them in any. */
const ANYONE = new Set(["*", "any", "internet"]);

/**
 * Service tags that hold machines which anybody may rent, with or without a region behind them.
 * Source: Learn, "Virtual network service tags".
 */
const EVERY_CUSTOMER = "azurecloud";

/** Bits from which on a range is no longer the internet, written in a few pieces. */
const WIDE = { four: 8, six: 16 } as const;

/** Public addresses of IPv4 from which on several ranges together are the internet too: those of a wide one. */
const MANY = 2 ** (32 - WIDE.four + 1);

/** Ranges besides RFC 1918's that no stranger sends from: carriers' own, link-local, and Azure's host. */
const NOT_PUBLIC: readonly Cidr[] = [
  ...PRIVATE_BLOCKS,
  ...["100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8", "168.63.129.16/32"].flatMap(
    (text) => parseCidr(text) ?? [],
  ),
];

/** Marks an application security group among prefixes: it holds interfaces of the network itself. */
export const GROUP_MARK = "group:";

/** Whether a prefix is a name or a range of the whole internet, or of most of it. */
export function isAnyone(prefix: string): boolean {
  const word = prefix.toLowerCase();
  if (ANYONE.has(word) || word.split(".")[0] === EVERY_CUSTOMER) return true;
  const block = blockOf(prefix);
  if (block !== undefined) return block.prefix < WIDE.four;
  const six = sixOf(prefix);
  return six !== undefined && six.bits < WIDE.six;
}

/** The same of several prefixes together, as the internet may be written in pieces; none at all means everybody. */
export function areAnyone(prefixes: readonly string[]): boolean {
  if (prefixes.length === 0 || prefixes.some(isAnyone)) return true;
  const pieces = prefixes.flatMap((one) => blockOf(one) ?? []).filter((block) => !isPrivate(block));
  return pieces.reduce((sum, { first, last }) => sum + last - first + 1, 0) >= MANY;
}

/** Whether a prefix is a network as a whole, with all that is joined to it, by its tag or as a wide range. */
export function isWholeNetwork(prefix: string): boolean {
  const block = blockOf(prefix);
  return prefix.toLowerCase() === "virtualnetwork" || (block !== undefined && block.prefix <= 16);
}

/** Whether a prefix is everything there is. `0.0.0.0/0` is, where the network has no IPv6. */
export function isEverything(prefix: string): boolean {
  return ["*", "any", "0.0.0.0/0"].includes(prefix.toLowerCase());
}

/**
 * Whether a prefix has strangers in it: public addresses, or a service tag. A tag names a service's machines, and most
 * services are everybody's; those of Azure's own that may come in are given.
 */
export function isOutside(prefix: string, trusted: readonly string[]): boolean {
  if (prefix.startsWith(GROUP_MARK)) return false;
  const word = prefix.toLowerCase();
  if (word === "virtualnetwork" || trusted.some((one) => one.toLowerCase() === word)) return false;
  const block = blockOf(prefix);
  if (block !== undefined) return !isPrivate(block);
  const six = sixOf(prefix);
  return six === undefined || !isPrivateSix(six);
}

function isPrivate(block: Cidr): boolean {
  return NOT_PUBLIC.some((range) => contains(range, block));
}

/** Unique local addresses, fc00::/7, and those of one link, fe80::/10. */
function isPrivateSix({ first, bits }: { readonly first: number; readonly bits: number }): boolean {
  return (first >> 9 === 0xfc00 >> 9 && bits >= 7) || (first >> 6 === 0xfe80 >> 6 && bits >= 10);
}

/** A range of IPv4; an address alone is one of its own. */
export function blockOf(prefix: string): Cidr | undefined {
  return parseIpv4(prefix) === undefined ? parseCidr(prefix) : parseCidr(`${prefix}/32`);
}

/** The first 16 bits of a range of IPv6, and its length. */
function sixOf(prefix: string): { readonly first: number; readonly bits: number } | undefined {
  const [, address, bits = "128"] = /^([0-9a-f:.]*:[0-9a-f:.]*)(?:\/(\d+))?$/i.exec(prefix) ?? [];
  if (address === undefined) return undefined;
  return { first: Number.parseInt(address.split(":")[0] || "0", 16), bits: Number(bits) };
}
