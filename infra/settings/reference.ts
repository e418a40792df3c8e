import * as z from "zod";
import { MARKETS, type MarketCode } from "./markets.ts";
import { REGIONS } from "./regions.ts";
import { RESIDENCY } from "./residency.ts";
import { RETENTION_FLOORS } from "./retention-floors.ts";
import { datacenter } from "./schema/datacenter.ts";
import { defaultOf, docOf, unwrap } from "./schema/field.ts";
import { VM_SIZES } from "./vm-sizes.ts";

/** One setting, as docs/settings.md lists it. */
interface Row {
  readonly path: string;
  readonly what: string;
  readonly allowed: string;
  readonly standard: string;
  readonly isSection: boolean;
}

/** The text of docs/settings.md, from the schema and its tables. */
export function renderReference(): string {
  const rows = rowsOf(datacenter, "");
  return [
    "# Settings",
    "",
    "<!-- Generated from infra/settings by `node infra/settings/write-reference.ts`. Edits are lost. -->",
    "",
    INTRODUCTION,
    "",
    table(
      ["setting", "what it is", "what may stand there", "default"],
      rows.map(({ path, what, allowed, standard, isSection }) => [
        isSection ? `**\`${path}\`**` : `\`${path}\``,
        what,
        allowed,
        standard,
      ]),
    ),
    "",
    RULES,
    "",
    "## Regions",
    "",
    "From Microsoft's list of Azure regions: those near the markets that have availability zones.",
    "",
    table(
      ["`region`", "name", "country", "zones", "copies of `geo` lie in"],
      Object.entries(REGIONS).map(([name, { displayName, country, zones, pair }]) => [
        `\`${name}\``,
        displayName,
        country,
        zones.join(", "),
        `${pair.displayName} (${pair.country})`,
      ]),
    ),
    "",
    "## Markets",
    "",
    table(
      ["`code`", "country", "time zone of its calendar"],
      Object.entries(MARKETS).map(([code, { countryName, timeZone }]) => [
        `\`${code}\``,
        countryName,
        timeZone,
      ]),
    ),
    "",
    "## Residency and retention",
    "",
    "Assumed, with what they rest on in `infra/settings/residency.ts` and `retention-floors.ts`: have them confirmed by",
    "whoever answers for data protection.",
    "",
    table(
      ["`code`", "copies may lie in", "least days", "weeks", "months", "years"],
      Object.entries(RETENTION_FLOORS).map(([code, { days, weeks, months, years }]) => [
        `\`${code}\``,
        RESIDENCY[code as MarketCode].join(", "),
        ...[days, weeks, months, years].map(String),
      ]),
    ),
    "",
    "## Sizes of a clone",
    "",
    "x64, generation 2, with premium disks, encryption at host and trusted launch, and offered by zone.",
    "",
    table(
      ["`vmSize`", "vCPUs", "memory (GiB)"],
      [...VM_SIZES].map(([name, { vcpus, memory }]) => [`\`${name}\``, `${vcpus}`, `${memory}`]),
    ),
    "",
  ].join("\n");
}

const INTRODUCTION = `What a person sets for a country stands in \`Pulumi.<stack>.yaml\`, below \`config:\` and
\`gradetide:datacenter:\`. Everything is checked before anything is changed: a key that is not listed
here is refused, and a wrong value is reported with its file, line and column, what was written, what
may stand there, and the edit that mends it; all problems at once. Settings without a default must be
written.`;

const RULES = `## What is checked between settings

- The subnets lie within \`network.addressSpace\` and apart from each other.
- \`network.subnets.web\` holds \`web.ceiling\` clones, a fifth more during a rolling upgrade, and the five
  addresses that Azure keeps in every subnet.
- \`network.ddosProtection.planId\` stands with \`mode: plan\`, and only with it.
- \`edge.minimum\` is not above \`edge.maximum\`, \`web.floor\` not above \`web.ceiling\`.
- \`web.image\` has exactly one of \`gallery\` and \`marketplace\`.
- On Oracle, \`database.oracle.observerZone\` is the third zone, \`recoveryGib\` not below \`storageGib\`, and the licences
  cover \`database.largest\` and \`staging.oracle.size\`. \`staging.oracle\` stands with \`engine: oracle\`, and only with it.
- \`storage.redundancy\` and \`backup.redundancy\` are the region's, and the copies lie where the markets' data may lie.
- \`backup.retention\` undercuts no floor of a market that is served.
- \`backup.lockWords\` stands with \`immutability: locked\`, and only with it.
- No zone, market, hostname or (whatever their case) e-mail address or tag name stands twice.
- Between stacks: no market and no hostname is served by two, and no address spaces overlap.`;

function rowsOf(schema: z.core.$ZodType, path: string): readonly Row[] {
  const bare = unwrap(schema);
  const own = path === "" ? [] : [rowOf(schema, path)];
  if (bare instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = bare.shape;
    const below = Object.entries(shape).flatMap(([key, field]) =>
      rowsOf(field, path === "" ? key : `${path}.${key}`),
    );
    return [...own, ...below];
  }
  if (bare instanceof z.ZodArray) {
    const element = unwrap(bare.element);
    return element instanceof z.ZodObject
      ? [...own, ...rowsOf(element, `${path}[]`).slice(1)]
      : own;
  }
  return own;
}

function rowOf(schema: z.core.$ZodType, path: string): Row {
  const doc = docOf(schema);
  if (doc === undefined) throw new Error(`The setting ${path} is not documented`);
  const isSection = unwrap(schema) instanceof z.ZodObject;
  return {
    path,
    what: doc.what,
    allowed: isSection ? "" : doc.allowed,
    standard: isSection ? "" : standardOf(schema, doc.defaultInWords),
    isSection,
  };
}

function standardOf(schema: z.core.$ZodType, inWords: string | undefined): string {
  const value = defaultOf(schema);
  if (value !== undefined)
    return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
  return inWords ?? (z.safeParse(schema, undefined).success ? "none" : "must be set");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
