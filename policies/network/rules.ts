import { items, numberAt, read, textAt } from "../support/read.ts";
import { type Resource, UNKNOWN } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { GROUP_MARK } from "./prefixes.ts";

/** A rule of a network security group, wherever it was declared. */
export interface Rule {
  readonly path: string;
  readonly inbound: boolean;
  readonly allows: boolean;
  /** As Azure writes it: `Tcp`, `*`. */
  readonly protocol: string;
  readonly priority: number;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly sourcePorts: readonly Range[];
  readonly ports: readonly Range[];
  /** A prefix or a port that nobody knows yet. */
  readonly isUnsure: boolean;
}

/** From one port to another, both included. */
export type Range = readonly [least: number, most: number];

const ALL_PORTS: Range = [0, 65_535];

/** Those by which Azure manages a gateway. Source: Learn, "Application Gateway infrastructure configuration". */
const GATEWAYS_PORTS: Range = [65_200, 65_535];

/** The rules of a group, or the one rule that a resource of its own is. */
export function rulesOf({ type, inputs }: Resource): readonly Rule[] {
  if (type === T.securityRule) return [toRule("", inputs)];
  return items(inputs, "securityRules").map(({ path, value }) => toRule(path, value));
}

/** Whether a rule takes in a port. */
export function covers({ ports }: Rule, port: number): boolean {
  return ports.some(([least, most]) => least <= port && port <= most);
}

/** Whether ranges leave out no port, be it in several pieces. Port 0 is none. */
export function areEveryPort(ports: readonly Range[]): boolean {
  return countOf(ports) >= 65_535;
}

/** Whether a rule is open on more than half of all ports, and so on none that somebody had in mind. */
export function isMostPorts({ ports }: Rule): boolean {
  return countOf(ports) > 32_767;
}

/**
 * Whether a group is that of a gateway, by the ports on which Azure manages one: no other group opens these alone. One
 * that says it is another tier's is not, whatever it opens.
 */
export function isGatewaysGroup({ type, inputs }: Resource, rules: readonly Rule[]): boolean {
  const [first, last] = GATEWAYS_PORTS;
  return (
    type === T.securityGroup &&
    (textAt(inputs, "tags.tier") ?? "edge") === "edge" &&
    rules.some(
      ({ inbound, allows, ports }) =>
        inbound && allows && ports.some(([least, most]) => least === first && most === last),
    )
  );
}

/** Properties that a rule is judged by. */
const JUDGED_BY = [
  ...["direction", "access", "protocol", "sourceAddressPrefix", "sourceAddressPrefixes"],
  ...["destinationAddressPrefix", "destinationAddressPrefixes", "sourcePortRange"],
  ...["sourcePortRanges", "destinationPortRange", "destinationPortRanges"],
];

function toRule(path: string, rule: unknown): Rule {
  return {
    path,
    inbound: !isWord(rule, "direction", "Outbound"),
    allows: !isWord(rule, "access", "Deny"),
    protocol: protocolOf(rule),
    priority: numberAt(rule, "priority") ?? 4096,
    sources: prefixes(rule, "source"),
    destinations: prefixes(rule, "destination"),
    sourcePorts: texts(rule, "sourcePortRange", "sourcePortRanges").map(toRange),
    ports: texts(rule, "destinationPortRange", "destinationPortRanges").map(toRange),
    isUnsure: JUDGED_BY.some((name) => isUnknown(rule, name)),
  };
}

/** Whether a property, or an item of it, is one that Azure has yet to give. */
function isUnknown(rule: unknown, name: string): boolean {
  return (
    read(rule, name).kind === "unknown" || items(rule, name).some(({ value }) => value === UNKNOWN)
  );
}

/** Azure takes its words in any case. */
function isWord(rule: unknown, name: string, word: string): boolean {
  return textAt(rule, name)?.toLowerCase() === word.toLowerCase();
}

/** `TCP` and `tcp` are `Tcp`. */
function protocolOf(rule: unknown): string {
  const text = textAt(rule, "protocol") ?? "*";
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

/** Whom one side of a rule names: ranges, tags, and groups of the network's own interfaces. */
function prefixes(rule: unknown, side: "source" | "destination"): readonly string[] {
  return [
    ...texts(rule, `${side}AddressPrefix`, `${side}AddressPrefixes`),
    ...items(rule, `${side}ApplicationSecurityGroups`).map(
      ({ value }) => `${GROUP_MARK}${textAt(value, "id") ?? "unknown"}`,
    ),
  ];
}

/** A rule names one prefix, or a list of them; an empty one names nobody. */
function texts(rule: unknown, one: string, many: string): readonly string[] {
  const single = textAt(rule, one) ?? "";
  return [
    ...(single === "" ? [] : [single]),
    ...items(rule, many).flatMap(({ value }) => (typeof value === "string" ? [value] : [])),
  ];
}

function toRange(text: string): Range {
  if (text === "*") return ALL_PORTS;
  const [least, most = least] = text.split("-").map(Number);
  return [least ?? 0, most ?? 65_535];
}

/** Ports from 1 that ranges take in together; one that two of them have counts once. */
function countOf(ports: readonly Range[]): number {
  let last = 0;
  let count = 0;
  for (const [least, most] of [...ports].sort(([one], [other]) => one - other)) {
    count += Math.max(0, most - Math.max(last, least - 1));
    last = Math.max(last, most);
  }
  return count;
}
