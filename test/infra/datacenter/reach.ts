import { contains, parseCidr } from "../../../infra/settings/cidr.ts";

/** A rule of a security group, as the program declares it. */
export interface SecurityRule {
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly sourceAddressPrefix: string;
  readonly destinationAddressPrefix: string;
  readonly destinationPortRange?: string;
  readonly destinationPortRanges?: readonly string[];
}

/** A subnet: its range and the rules of its group. */
export interface GuardedSubnet {
  readonly range: string;
  readonly rules: readonly SecurityRule[];
}

/** Somewhere that packets come from or go to: a subnet, or the internet. */
export type Place = GuardedSubnet | "internet";

/**
 * Whether a packet for a port gets from one place to another: out by the one's group and in by the other's, each by
 * the first rule that fits.
 * Source: Microsoft Learn, "How network security groups filter network traffic".
 */
export function reaches(from: Place, to: Place, port: number): boolean {
  const leaves = from === "internet" || isAllowed(from.rules, "Outbound", from, to, port);
  return leaves && (to === "internet" || isAllowed(to.rules, "Inbound", from, to, port));
}

function isAllowed(
  rules: readonly SecurityRule[],
  direction: SecurityRule["direction"],
  from: Place,
  to: Place,
  port: number,
): boolean {
  const fits = rules
    .filter((rule) => rule.direction === direction)
    .toSorted((one, other) => one.priority - other.priority)
    .find(
      (rule) =>
        isMeant(rule.sourceAddressPrefix, from) &&
        isMeant(rule.destinationAddressPrefix, to) &&
        portsOf(rule).some((range) => isIn(range, port)),
    );
  // Azure's own last rules: the network among itself both ways, and everything out.
  return fits === undefined
    ? from !== "internet" || direction === "Outbound"
    : fits.access === "Allow";
}

function isMeant(prefix: string, place: Place): boolean {
  if (prefix === "*") return true;
  if (place === "internet") return prefix === "Internet";
  if (prefix === "VirtualNetwork") return true;
  const [block, range] = [parseCidr(prefix), parseCidr(place.range)];
  return block !== undefined && range !== undefined && contains(block, range);
}

function portsOf(rule: SecurityRule): readonly string[] {
  const { destinationPortRange: one, destinationPortRanges: more = [] } = rule;
  return one === undefined ? more : [one, ...more];
}

function isIn(range: string, port: number): boolean {
  if (range === "*") return true;
  const [least = 0, most = least] = range.split("-").map(Number);
  return least <= port && port <= most;
}
