import { type Cidr, contains } from "../../infra/settings/cidr.ts";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { inShort } from "./internet-only-to-edge.ts";
import { MANAGEMENT } from "./management-ports.ts";
import { blockOf, isOutside, isWholeNetwork } from "./prefixes.ts";
import { covers, isMostPorts, type Rule, rulesOf } from "./rules.ts";

type Subnets = Stack["settings"]["network"]["subnets"];

/** Whom a tier lets in, by the tag of its group. Staging is tried from the whole network, and the edge is the internet's. */
const LETS_IN: Readonly<Record<string, readonly (keyof Subnets)[]>> = {
  web: ["edge"],
  database: ["web", "database"],
  "staging-database": ["staging", "stagingDatabase"],
  endpoints: ["edge", "web", "database", "staging", "stagingDatabase"],
};

export const networkBetweenTiers: StackPolicy = {
  id: "network-between-tiers",
  title: "Each tier lets in the tiers that need it, and nobody else in the network.",
  why: "What comes from elsewhere in the network has passed no firewall: an image on trial in staging would read production's grades, and whoever is in a joined network every clone.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation:
      "port 1521 of the database from VirtualNetwork, 10.0.0.0/8 or staging's subnet, or the edge's group on the database's subnet",
    remedy: "source: the subnet of production's clones; each subnet with its own tier's group",
  },
  checkStack: (stack) => [
    ...ofType(stack, T.network).flatMap((network) => judgeGroups(stack, network)),
    ...ofType(stack, T.securityGroup).flatMap((group) => {
      const tiers = LETS_IN[tierOf(group)];
      if (tiers === undefined) return [];
      const ranges = tiers.map((tier) => stack.settings.network.subnets[tier]);
      const allowed = ranges.flatMap((range) => blockOf(range) ?? []);
      return rulesOf(group)
        .filter((rule) => rule.inbound && rule.allows && !isToldElsewhere(rule))
        .filter(({ sources }) => sources.some((source) => isStranger(source, allowed)))
        .map((rule) =>
          violation(group, rule.path, inShort(rule), {
            required: `sources in ${tiers.map((tier, at) => `${ranges[at]} (${tier})`).join(", ")}`,
            remedy: "Name the subnet of the tier that needs to come in, or take the rule away.",
          }),
        );
    }),
  ],
};

/** Whether each subnet has its own tier's group. One whose id nobody knows yet is not judged. */
function judgeGroups(stack: Stack, network: Resource): readonly Finding[] {
  const tiers = Object.entries(stack.settings.network.subnets);
  return items(network.inputs, "subnets").flatMap(({ path, value }) => {
    const [role] = tiers.find(([, range]) => range === textAt(value, "addressPrefix")) ?? [];
    const id = textAt(value, "networkSecurityGroup.id");
    const group = ofType(stack, T.securityGroup).find((one) => isNamedBy(id, one));
    if (role === undefined || group === undefined || tierOf(group) === inWords(role)) return [];
    return [
      violation(network, `${path}.networkSecurityGroup`, `the group of ${tierOf(group)}`, {
        required: `that of ${inWords(role)}`,
        remedy: "Give each subnet the group of its own tier.",
      }),
    ];
  });
}

/** Whether an id is a group's: it ends with its name. */
function isNamedBy(id: string | undefined, { inputs, name }: Resource): boolean {
  return [textAt(inputs, "networkSecurityGroupName"), name].includes(id?.split("/").at(-1));
}

function tierOf({ inputs }: Resource): string {
  return textAt(inputs, "tags.tier") ?? "";
}

/** A subnet's place in the settings as its tier's tag has it: `staging-database`. */
function inWords(role: string): string {
  return role.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Whether another policy objects to a rule by its ports. */
function isToldElsewhere(rule: Rule): boolean {
  return (
    MANAGEMENT.some((port) => covers(rule, port)) ||
    (isMostPorts(rule) && rule.sources.some(isWholeNetwork))
  );
}

/** Whether a source is in the network or joined to it, and in none of some ranges. Of those outside another policy tells. */
function isStranger(source: string, allowed: readonly Cidr[]): boolean {
  const block = blockOf(source);
  if (block === undefined) return isWholeNetwork(source);
  return !isOutside(source, []) && !allowed.some((range) => contains(range, block));
}
