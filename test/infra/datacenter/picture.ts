/** A resource of the program, and the tier whose component made it. */
export interface Drawn {
  readonly name: string;
  /** Pulumi's token: `azure-native:network:NatGateway`. */
  readonly type: string;
  readonly tier: string;
  /** Names of the resources that it needs. */
  readonly needs: readonly string[];
}

/** What a box leaves out: what every tier has, or what only says who may do what. */
const UNSAID = new Set([
  "ResourceGroup",
  "RoleAssignment",
  "UserAssignedIdentity",
  "PrivateDnsZoneGroup",
  "VirtualNetworkLink",
  "DiagnosticSetting",
]);

/** More kinds than this a box does not list. */
const MOST_KINDS = 6;

/**
 * A datacenter as a Mermaid flowchart: a box a tier, with what stands in it, and an arrow from each tier to those
 * that it needs, less those that it needs through another. What all need (the network) gets no arrows.
 */
export function picture(resources: readonly Drawn[]): string {
  const tiers = [...new Set(resources.map(({ tier }) => tier))];
  const tierOf = new Map(resources.map(({ name, tier }) => [name, tier]));
  const needs = new Map(
    tiers.map((tier) => {
      const needed = resources
        .filter((one) => one.tier === tier)
        .flatMap((one) => one.needs.flatMap((name) => tierOf.get(name) ?? []))
        .filter((other) => other !== tier && other !== "network");
      return [tier, new Set(needed)] as const;
    }),
  );
  return [
    "flowchart LR",
    '  internet(("internet")) -->|443| edge',
    ...tiers.map((tier) => `  ${tier}["${box(tier, resources)}"]`),
    ...tiers.flatMap((tier) => direct(tier, needs).map((other) => `  ${tier} --> ${other}`)),
    "",
  ].join("\n");
}

function box(tier: string, resources: readonly Drawn[]): string {
  const kinds = new Map<string, number>();
  for (const { type } of resources.filter((one) => one.tier === tier)) {
    const kind = type.split(":").at(-1) ?? type;
    if (!UNSAID.has(kind)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const lines = [...kinds].map(([kind, count]) =>
    count === 1 ? inWords(kind) : `${count} × ${inWords(kind)}`,
  );
  const more = lines.length - MOST_KINDS;
  const told = more > 0 ? [...lines.slice(0, MOST_KINDS), `and ${more} more kinds`] : lines;
  return [`<b>${tier}</b>`, ...told].join("<br/>");
}

/** `PublicIPAddress` is a public ip address. */
function inWords(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ").toLowerCase();
}

/** The tiers that a tier needs, less those that one of the others needs already. */
function direct(tier: string, needs: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const own = [...(needs.get(tier) ?? [])];
  return own.filter((other) => !own.some((way) => way !== other && reaches(way, other, needs)));
}

function reaches(
  from: string,
  to: string,
  needs: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string> = new Set(),
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return [...(needs.get(from) ?? [])].some((next) => next === to || reaches(next, to, needs, seen));
}

const START = "<!-- The picture is generated from the program: npm run generate -->";
const END = "<!-- end of the picture -->";

/** A page with the picture in place of the one that stands in it. */
export function withPicture(page: string, drawn: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`No place for the picture: ${START} … ${END}`);
  const before = page.slice(0, start + START.length);
  return `${before}\n\`\`\`mermaid\n${drawn}\`\`\`\n${page.slice(end)}`;
}

/** The pages in which the picture stands. */
export const PICTURED = ["README.md", "docs/architecture.md"] as const;
