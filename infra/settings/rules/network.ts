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
import type { Rule } from "./rule.ts";

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

/** Both subnets lie in the address space, and apart. */
export const subnetsFitTheSpace: Rule = ({ settings }) => {
  const space = range(settings.network?.addressSpace);
  const edge = range(settings.network?.subnets?.edge);
  const web = range(settings.network?.subnets?.web);
  const findings: Finding[] = [];
  const outside = (name: string, subnet: Cidr, prefix: number, taken: readonly Cidr[]): void => {
    if (space === undefined || contains(space, subnet)) return;
    const free = firstFree(space, prefix, taken);
    findings.push({
      path: ["network", "subnets", name],
      allowed: `a range within network.addressSpace (${formatCidr(space)})`,
      edit: free ? `set \`${name}: ${formatCidr(free)}\`` : "widen `network.addressSpace`",
    });
  };
  const webPrefix = neededWebPrefix(web, settings.web?.ceiling);
  if (edge) outside("edge", edge, edge.prefix, web ? [web] : []);
  if (web) outside("web", web, webPrefix ?? web.prefix, edge ? [edge] : []);
  if (edge && web && overlaps(edge, web)) {
    const free = space && firstFree(space, webPrefix ?? web.prefix, [edge]);
    findings.push({
      path: ["network", "subnets", "web"],
      allowed: `a range apart from network.subnets.edge (${formatCidr(edge)})`,
      edit: free ? `set \`web: ${formatCidr(free)}\`` : "move one of the two subnets",
    });
  }
  return findings;
};

/** The clones' subnet holds the ceiling, a rolling upgrade's surge and Azure's own addresses. */
export const webSubnetHoldsTheCeiling: Rule = ({ settings }) => {
  const web = range(settings.network?.subnets?.web);
  const ceiling = settings.web?.ceiling;
  if (web === undefined || ceiling === undefined) return [];
  const needed = webSubnetAddresses(ceiling);
  if (needed <= addressCount(web.prefix)) return [];
  const space = range(settings.network?.addressSpace);
  const edge = range(settings.network?.subnets?.edge);
  const prefix = prefixFor(needed);
  const free = space && firstFree(space, prefix, edge ? [edge] : []);
  const { reservedAddressesPerSubnet: reserved } = LIMITS;
  return [
    {
      path: ["network", "subnets", "web"],
      allowed: `/${prefix} or larger: ${needed} addresses for web.ceiling (${ceiling}) clones, ${needed - ceiling - reserved} more during an upgrade, and ${reserved} that Azure keeps`,
      edit: free
        ? `set \`web: ${formatCidr(free)}\`, or lower \`web.ceiling\``
        : "widen `network.addressSpace`, or lower `web.ceiling`",
    },
  ];
};

function neededWebPrefix(web: Cidr | undefined, ceiling: number | undefined): number | undefined {
  if (web === undefined || ceiling === undefined) return undefined;
  return Math.min(web.prefix, prefixFor(webSubnetAddresses(ceiling)));
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
