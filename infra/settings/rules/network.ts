import {
  addressCount,
  type Cidr,
  cidrAround,
  contains,
  formatCidr,
  overlaps,
  parseCidr,
  prefixFor,
} from "../cidr.ts";
import { type Finding, valueAt } from "../finding.ts";
import { LIMITS, webSubnetAddresses } from "../limits.ts";
import type { Rule, RuleInput } from "./rule.ts";

function range(text: string | undefined): Cidr | undefined {
  return text === undefined ? undefined : parseCidr(text);
}

/** The first block of a prefix length in a space that meets none of the taken ones. */
export function firstFree(space: Cidr, prefix: number, taken: readonly Cidr[]): Cidr | undefined {
  let candidate = cidrAround(space.first, prefix);
  while (contains(space, candidate)) {
    const inTheWay = taken.find((block) => overlaps(block, candidate));
    if (inTheWay === undefined) return candidate;
    const next = Math.max(inTheWay.last, candidate.last) + 1;
    if (next > space.last) return undefined;
    const block = cidrAround(next, prefix);
    candidate = block.first < next ? cidrAround(block.last + 1, prefix) : block;
  }
  return undefined;
}

/** The subnets of the settings, by role, in the order in which they stand. */
const ROLES = ["edge", "web", "database", "endpoints", "staging", "stagingDatabase"] as const;

type Subnet = { readonly role: (typeof ROLES)[number]; readonly block: Cidr };

/** The subnets lie in the address space, and apart from each other. */
export const subnetsFitTheSpace: Rule = ({ settings }) => {
  const space = range(settings.network?.addressSpace);
  const subnets = ROLES.flatMap((role): Subnet[] => {
    const block = range(settings.network?.subnets?.[role]);
    return block === undefined ? [] : [{ role, block }];
  });
  const needed = ({ role, block }: Subnet): number =>
    neededPrefix(block, clonesIn(role, settings)) ?? block.prefix;
  const findings: Finding[] = [];
  const right: Subnet[] = [];
  for (const subnet of subnets) {
    const { role, block } = subnet;
    const outside = space !== undefined && !contains(space, block);
    const inTheWay = right.find((other) => overlaps(other.block, block));
    if (!outside && inTheWay === undefined) {
      right.push(subnet);
      continue;
    }
    const others = subnets.filter((other) => other !== subnet).map((other) => other.block);
    const free = space && firstFree(space, needed(subnet), others);
    findings.push({
      path: ["network", "subnets", role],
      allowed: outside
        ? `a range within network.addressSpace (${formatCidr(space)})`
        : `a range apart from network.subnets.${inTheWay?.role} (${formatCidr(inTheWay?.block as Cidr)})`,
      edit: free
        ? `set \`${role}: ${formatCidr(free)}\``
        : outside
          ? "widen `network.addressSpace`"
          : "move one of the two subnets",
    });
  }
  return findings;
};

/** The clones' subnets hold their ceilings, a rolling upgrade's surge and Azure's own addresses. */
export const cloneSubnetsHoldTheCeilings: Rule = ({ settings }) => [
  ...tooSmall("web", settings),
  ...tooSmall("staging", settings),
];

function tooSmall(role: "web" | "staging", settings: RuleInput["settings"]): readonly Finding[] {
  const block = range(settings.network?.subnets?.[role]);
  const ceiling = clonesIn(role, settings);
  if (block === undefined || ceiling === undefined) return [];
  const needed = webSubnetAddresses(ceiling);
  if (needed <= addressCount(block.prefix)) return [];
  const space = range(settings.network?.addressSpace);
  const others = ROLES.filter((other) => other !== role).flatMap(
    (other) => range(settings.network?.subnets?.[other]) ?? [],
  );
  const prefix = prefixFor(needed);
  const free = space && firstFree(space, prefix, others);
  const { reservedAddressesPerSubnet: reserved } = LIMITS;
  return [
    {
      path: ["network", "subnets", role],
      allowed: `/${prefix} or larger: ${needed} addresses for ${role}.ceiling (${ceiling}) clones, ${needed - ceiling - reserved} more during an upgrade, and ${reserved} that Azure keeps`,
      edit: free
        ? `set \`${role}: ${formatCidr(free)}\`, or lower \`${role}.ceiling\``
        : `widen \`network.addressSpace\`, or lower \`${role}.ceiling\``,
    },
  ];
}

/** The most clones that stand in a subnet; undefined where it is not clones that do. */
function clonesIn(role: string, settings: RuleInput["settings"]): number | undefined {
  if (role === "web") return settings.web?.ceiling;
  return role === "staging" ? settings.staging?.ceiling : undefined;
}

function neededPrefix(block: Cidr, ceiling: number | undefined): number | undefined {
  if (ceiling === undefined) return undefined;
  return Math.min(block.prefix, prefixFor(webSubnetAddresses(ceiling)));
}

/** A plan's id stands with `mode: plan` and only there. */
export const planBelongsToItsMode: Rule = ({ settings, written }) => {
  const mode = settings.network?.ddosProtection?.mode;
  if (mode === undefined) return [];
  const path = ["network", "ddosProtection", "planId"];
  const covers = true;
  const present = hasPlanId(written);
  if (mode === "plan" && !present) {
    return [
      {
        path,
        covers,
        allowed: "the ARM id of a Microsoft.Network/ddosProtectionPlans, which `mode: plan` needs",
        edit: "add `planId` with the tenant's plan, or set `mode: perAddress`",
      },
    ];
  }
  if (mode !== "plan" && present) {
    return [
      {
        path,
        covers,
        allowed: `nothing: a plan belongs to \`mode: plan\`, and the mode is ${mode}`,
        edit: "remove `planId`, or set `mode: plan`",
      },
    ];
  }
  return [];
};

function hasPlanId(written: unknown): boolean {
  const id = valueAt(written, ["network", "ddosProtection", "planId"]);
  return id !== undefined;
}
