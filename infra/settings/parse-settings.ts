import { type Finding, formatPath, type Path, valueAt } from "./finding.ts";
import { MARKETS } from "./markets.ts";
import { normalise } from "./normalise.ts";
import { describeReceived, NOT_SHOWN, namesSecret } from "./received.ts";
import { RULES } from "./rules/index.ts";
import { isRecord, type Salvaged, salvage } from "./salvage.ts";
import { type Datacenter, datacenter } from "./schema/datacenter.ts";
import { writtenDate } from "./schema/season.ts";
import { schemaFindings, type WrittenAt } from "./schema-findings.ts";
import type { Settings } from "./settings.ts";
import { SettingsError, type SettingsIssue } from "./settings-error.ts";
import { readSource, type Source } from "./source.ts";
import { closest } from "./suggest.ts";

/** Where the settings stand in a stack's file: `config:`, `gradetide:datacenter:`. */
export const CONFIG_KEY = "gradetide:datacenter";
const BASE: Path = ["config", CONFIG_KEY];

/** A stack's settings as Pulumi has read them, and the file that they came from. */
export interface SettingsInput {
  readonly stack: string;
  /** The file's name, for messages. */
  readonly file: string;
  /** The file's text, for positions only; without it the messages name the file alone. */
  readonly text: string | undefined;
  /** The value of `gradetide:datacenter`; undefined when there is none. */
  readonly value: unknown;
}

/** What was found in one stack's settings. */
export interface Inspection {
  readonly stack: string;
  /** The settings, when nothing is wrong with them. */
  readonly settings: Settings | undefined;
  /** What is right in them, whatever else is wrong. */
  readonly salvaged: Salvaged<Datacenter>;
  /** Everything that is wrong, in the file's order. */
  readonly issues: readonly SettingsIssue[];
  /** Makes an issue of a further finding in the same file. */
  issue(finding: Finding): SettingsIssue;
}

/**
 * Checks a stack's settings and fills in the defaults.
 *
 * @throws SettingsError (`settings-invalid`) that carries everything that is wrong.
 */
export function parseSettings(input: SettingsInput): Settings {
  const { settings, issues } = inspectSettings(input);
  if (settings === undefined) throw new SettingsError("settings-invalid", issues);
  return settings;
}

/** Checks a stack's settings and says all that is wrong instead of throwing it. */
export function inspectSettings(input: SettingsInput): Inspection {
  const { stack, value } = input;
  const source = input.text === undefined ? undefined : readSource(input.text);
  const issue = (finding: Finding): SettingsIssue => toIssue(input, source, finding);
  const salvaged = salvage(datacenter, value) ?? {};
  const findings =
    value === undefined || value === null
      ? [absent(source)]
      : findAll(value, salvaged, (path, item) => source?.written([...BASE, ...path], item));
  const parsed = findings.length === 0 ? datacenter.safeParse(value) : undefined;
  return {
    stack,
    settings: parsed?.data && normalise(parsed.data),
    salvaged,
    issues: findings.map(issue).sort(byPosition),
    issue,
  };
}

function findAll(
  value: unknown,
  salvaged: Salvaged<Datacenter>,
  writtenAt: WrittenAt,
): readonly Finding[] {
  const between = RULES.flatMap((rule) =>
    rule({ settings: salvaged, written: value, today: planDay(salvaged) }),
  );
  const covered = new Set(
    between.flatMap(({ covers, path }) => (covers ? [JSON.stringify(path)] : [])),
  );
  const single = schemaFindings(datacenter, value, writtenAt).filter(
    ({ path }) => !covered.has(JSON.stringify(path)),
  );
  return [...single, ...between];
}

/** The day in `season.today`, or else today in the first market's zone. */
function planDay({ season, markets }: Salvaged<Datacenter>): Temporal.PlainDate {
  const code = markets?.[0]?.code;
  const zone = code === undefined ? "UTC" : MARKETS[code].timeZone;
  return writtenDate(season?.today ?? "") ?? Temporal.Now.plainDateISO(zone);
}

function absent(source: Source | undefined): Finding {
  const config = valueAt(source?.value(), ["config"]);
  const keys = isRecord(config) ? Object.keys(config) : [];
  const meant =
    keys.find((key) => key !== CONFIG_KEY && /(?:^|:)datacent(?:er|re)$/.test(key)) ??
    closest(
      CONFIG_KEY,
      keys.filter((key) => key !== CONFIG_KEY),
    );
  return {
    path: [],
    allowed: "the datacenter's settings; docs/settings.md lists them",
    edit: meant
      ? `did you mean \`${CONFIG_KEY}:\`? Rename \`${meant}\``
      : `add \`${CONFIG_KEY}:\` below \`config:\``,
  };
}

function toIssue(
  input: SettingsInput,
  source: Source | undefined,
  finding: Finding,
): SettingsIssue {
  const { path, allowed, edit } = finding;
  const inFile = [...BASE, ...path];
  const value = valueAt(input.value, path);
  const below = formatPath(path);
  const written = source?.written(inFile, value);
  const decrypted = value !== undefined && written === undefined && source?.holdsSecret(BASE);
  const secret = decrypted || path.slice(1).some((step) => namesSecret(`${step}`));
  const received = finding.received ?? (secret ? NOT_SHOWN : describeReceived(value, written));
  return {
    file: input.file,
    ...(source && place(source, inFile)),
    path: below === "" ? CONFIG_KEY : `${CONFIG_KEY}${below.startsWith("[") ? "" : "."}${below}`,
    received,
    allowed,
    edit: finding.repeats && received === NOT_SHOWN ? EDIT_OF_A_SECRET : edit,
  };
}

const EDIT_OF_A_SECRET = "write it anew as it is allowed, without any secret: none belongs here";

/** A missing value's place is that of the section from which it is missing. */
function place(source: Source, path: Path): { line?: number; column?: number } {
  for (let length = path.length; length > 0; length -= 1) {
    const position = source.locate(path.slice(0, length));
    if (position !== undefined) return { line: position.line, column: position.column };
  }
  return {};
}

/** By place in the file; what has no place comes last, by path. */
export function byPosition(one: SettingsIssue, other: SettingsIssue): number {
  const end = Number.MAX_SAFE_INTEGER;
  return (
    (one.line ?? end) - (other.line ?? end) ||
    (one.column ?? end) - (other.column ?? end) ||
    one.path.localeCompare(other.path, "en")
  );
}
