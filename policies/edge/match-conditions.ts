import { type Cidr, contains, parseCidr, parseIpv4 } from "../../infra/settings/cidr.ts";
import { items, read, textAt, valueAt } from "../support/read.ts";
import { UNKNOWN } from "../support/resource.ts";

/** Ranges from which nobody sends: this network, loopback, multicast and reserved. Source: RFC 6890. */
const NOBODY: readonly Cidr[] = [
  ...["0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"],
].flatMap((text) => parseCidr(text) ?? []);

/** Addresses of IPv4. The gateway's address is one: clients of IPv6 don't reach it. */
const WORLD = 2 ** 32;

/** Whom a rule of a firewall matches by its conditions, of which each must be met. */
export type Matched = "everybody" | "unknown" | "some";

/**
 * Whether a rule's conditions leave nobody out. A rule must have a condition, so one that always holds stands for none:
 * any address but one that nobody has (Learn, "Create rate limiting custom rules for Application Gateway WAF v2"),
 * every address, or the operator Any. Of any other condition it is not known that it always holds.
 */
export function matchedBy(rule: unknown): Matched {
  if (read(rule, "matchConditions").kind === "unknown") return "unknown";
  const found = items(rule, "matchConditions").map(({ value }) => matchedByOne(value));
  if (found.length === 0 || found.includes("some")) return "some";
  return found.includes("unknown") ? "unknown" : "everybody";
}

function matchedByOne(condition: unknown): Matched {
  const values = items(condition, "matchValues").map(({ value }) => value);
  const negation = read(condition, "negationConditon");
  if ([read(condition, "operator"), read(condition, "matchValues"), negation].some(isUnknown)) {
    return "unknown";
  }
  if (values.includes(UNKNOWN) || condition === UNKNOWN) return "unknown";
  const isNegated = negation.kind === "value" && negation.value === true;
  const operator = textAt(condition, "operator");
  if (operator === "Any") return isNegated ? "some" : "everybody";
  const variables = items(condition, "matchVariables").map(({ value }) => value);
  const isByAddress =
    operator === "IPMatch" &&
    variables.length > 0 &&
    variables.every((one) => valueAt(one, "variableName") === "RemoteAddr");
  if (!isByAddress || values.length === 0) return "some";
  const blocks = values.map((value) => blockOf(String(value)));
  return (isNegated ? blocks.every(isNobodys) : areWorld(blocks)) ? "everybody" : "some";
}

function isUnknown({ kind }: { readonly kind: string }): boolean {
  return kind === "unknown";
}

function isNobodys(block: Cidr | undefined): boolean {
  return block !== undefined && NOBODY.some((range) => contains(range, block));
}

/** Whether ranges leave no address out, be it in several pieces. */
function areWorld(blocks: readonly (Cidr | undefined)[]): boolean {
  let next = 0;
  const sorted = blocks
    .flatMap((block) => block ?? [])
    .sort((one, other) => one.first - other.first);
  for (const { first, last } of sorted) {
    if (first > next) return false;
    next = Math.max(next, last + 1);
  }
  return next >= WORLD;
}

/** A range; an address alone is one of its own. One of IPv6 is none. */
function blockOf(text: string): Cidr | undefined {
  return parseIpv4(text) === undefined ? parseCidr(text) : parseCidr(`${text}/32`);
}
