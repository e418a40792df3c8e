import { items, numberAt, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** A rule of a network security group, wherever it was declared. */
export interface Rule {
  readonly path: string;
  readonly inbound: boolean;
  readonly allows: boolean;
  readonly protocol: string;
  readonly priority: number;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** Inclusive. */
  readonly ports: readonly (readonly [number, number])[];
  /** A prefix or a port that nobody knows yet. */
  readonly isUnsure: boolean;
}

const ALL_PORTS = [0, 65_535] as const;

/** Names and ranges that mean the whole internet, or all there is. */
const ANYONE = new Set(["*", "Internet", "Any", "0.0.0.0/0", "::/0", "0.0.0.0", "::"]);

/** The rules of a group, or the one rule that a resource of its own is. */
export function rulesOf({ type, inputs }: Resource): readonly Rule[] {
  if (type === T.securityRule) return [toRule("", inputs)];
  return items(inputs, "securityRules").map(({ path, value }) => toRule(path, value));
}

export function isAnyone(prefix: string): boolean {
  return ANYONE.has(prefix) || isWide(prefix);
}

/** Whether a rule takes in a port. */
export function covers({ ports }: Rule, port: number): boolean {
  return ports.some(([least, most]) => least <= port && port <= most);
}

export function isEveryPort({ ports }: Rule): boolean {
  return ports.some(([least, most]) => least <= 1 && most >= 65_535);
}

/** A range of half the internet is the internet, written twice. */
function isWide(prefix: string): boolean {
  const [, bits] = /^\d+\.\d+\.\d+\.\d+\/(\d+)$/.exec(prefix) ?? [];
  const [, six] = /^[0-9a-f:]+\/(\d+)$/i.exec(prefix) ?? [];
  return Number(bits ?? 32) < 8 || (six !== undefined && Number(six) < 16);
}

function toRule(path: string, rule: unknown): Rule {
  const lists = ["sourceAddressPrefix", "destinationAddressPrefix", "destinationPortRange"];
  return {
    path,
    inbound: textAt(rule, "direction") !== "Outbound",
    allows: textAt(rule, "access") !== "Deny",
    protocol: textAt(rule, "protocol") ?? "*",
    priority: numberAt(rule, "priority") ?? 4096,
    sources: texts(rule, "sourceAddressPrefix", "sourceAddressPrefixes"),
    destinations: texts(rule, "destinationAddressPrefix", "destinationAddressPrefixes"),
    ports: texts(rule, "destinationPortRange", "destinationPortRanges").map(toRange),
    isUnsure: lists.some((name) =>
      [name, `${name}es`, `${name}s`].some((one) => read(rule, one).kind === "unknown"),
    ),
  };
}

/** A rule names one prefix, or a list of them. */
function texts(rule: unknown, one: string, many: string): readonly string[] {
  const single = textAt(rule, one);
  return [
    ...(single === undefined ? [] : [single]),
    ...items(rule, many).map(({ value }) => String(value)),
  ];
}

function toRange(text: string): readonly [number, number] {
  if (text === "*") return ALL_PORTS;
  const [least, most = least] = text.split("-").map(Number);
  return [least ?? 0, most ?? 65_535];
}
