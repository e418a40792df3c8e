import { parseDuration, parseInstant } from "../../instants.ts";
import type { Store } from "../../store/store.ts";
import { UserError } from "../../user-error.ts";
import { REGIONS } from "../facts/regions.ts";
import { CALL_STATUSES } from "./call-answers.ts";
import type { FaultWhat } from "./fault.ts";
import { isUp, standingMachines } from "./machines-hit.ts";
import type { FaultOrder } from "./set-fault.ts";

/** A fault in a person's words. Absent is what was not said. */
export interface FaultWords {
  readonly kind: string;
  /** The machine's name, ZONE/HOST, the zone, the factor, or "METHOD TYPE". */
  readonly what?: string | undefined;
  readonly status?: string | undefined;
  readonly nth?: string | undefined;
  readonly times?: string | undefined;
  readonly at?: string | undefined;
  readonly in?: string | undefined;
  readonly afterCalls?: string | undefined;
  readonly for?: string | undefined;
}

/** What the words are read against. */
export interface FaultPlace {
  readonly store: Store;
  /** The local Azure's time in milliseconds. */
  readonly now: number;
  /** The region that was said; undefined where none was. */
  readonly region: string | undefined;
  /** The types that requests can be about, as ARM writes them. */
  readonly types: readonly string[];
}

const KINDS = ["machine", "host", "zone", "region", "slow", "call"] as const;
const METHODS = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "POST", "*"];
const ONLY_CALL = ["status", "nth", "times"] as const;
/** Beyond it a whole day of operations is longer than a school year. */
const SLOWEST = 1_000;

/**
 * Reads a fault out of a person's words.
 *
 * @throws UserError `fault-invalid`, which names all that is wrong, and what is allowed.
 */
export function readOrder(words: FaultWords, place: FaultPlace): FaultOrder {
  const problems: string[] = [];
  const begins = readBeginning(words, place, problems);
  const lasts = words.for === undefined ? null : readLength(words.for, problems);
  const soon = "at" in begins && begins.at <= place.now;
  const what = readWhat(words, place, soon, problems);
  if (problems.length > 0 || what === undefined) {
    throw new UserError(
      "fault-invalid",
      ["This fault can't be set:", ...problems.map((problem) => `  ${problem}`)].join("\n"),
    );
  }
  return { what, begins, lasts };
}

function readWhat(
  words: FaultWords,
  place: FaultPlace,
  soon: boolean,
  problems: string[],
): FaultWhat | undefined {
  const { kind, what } = words;
  if (kind !== "call") {
    for (const option of ONLY_CALL) {
      if (words[option] !== undefined) problems.push(`--${option}: only a call takes it.`);
    }
  }
  switch (kind) {
    case "machine":
      return readMachine(what, place, soon, problems);
    case "host":
      return readHost(what, place, soon, problems);
    case "zone":
      return readZone(what, place, problems);
    case "region":
      return readRegion(what, place, problems);
    case "slow":
      return readSlow(what, problems);
    case "call":
      return readCall(words, place, problems);
    default:
      problems.push(`"${kind}" is no kind of fault. There are ${list(KINDS, "and")}.`);
      return undefined;
  }
}

function readBeginning(
  words: FaultWords,
  { now }: FaultPlace,
  problems: string[],
): FaultOrder["begins"] {
  const { at, in: later, afterCalls, kind } = words;
  const said = [at, later, afterCalls].filter((text) => text !== undefined);
  if (said.length > 1) problems.push("--at, --in and --after-calls: say one of them at most.");
  if (afterCalls !== undefined) {
    if (kind === "call") problems.push("--after-calls: a call counts by --nth.");
    const count = readCount("--after-calls", afterCalls, problems);
    return { afterCalls: count };
  }
  if (later !== undefined) {
    return { at: now + (attempt("--in", () => parseDuration(later), problems) ?? 0) };
  }
  if (at === undefined) return { at: now };
  const instant = attempt("--at", () => parseInstant(at), problems);
  if (instant !== undefined && instant < now) {
    problems.push(
      `--at ${at}: is past; the local Azure's clock says ${textOf(now)}. Leave it out for now.`,
    );
  }
  return { at: instant ?? now };
}

function readLength(text: string, problems: string[]): number | null {
  const length = attempt("--for", () => parseDuration(text), problems) ?? null;
  if (length !== null && length <= 0) problems.push(`--for ${text}: is no time at all.`);
  return length;
}

function readMachine(
  name: string | undefined,
  { store, region }: FaultPlace,
  soon: boolean,
  problems: string[],
): FaultWhat | undefined {
  const all = standingMachines(store).filter(
    (machine) => region === undefined || machine.region === region,
  );
  const names = all.map(({ state }) => state.id.split("/").at(-1) ?? "");
  const where = region === undefined ? "" : ` in ${region}`;
  if (name === undefined || name === "") {
    problems.push(`machine: say which, by its name or the start of it. ${sample(names, where)}`);
    return undefined;
  }
  const [first, ...others] = all.filter((_, index) => isNamed(names[index] ?? "", name));
  if (first === undefined) {
    problems.push(`machine "${name}": there is none of that name. ${sample(names, where)}`);
    return undefined;
  }
  const exact = all.find((_, index) => (names[index] ?? "").toLowerCase() === name.toLowerCase());
  if (exact === undefined && others.length > 0) {
    const found = names.filter((one) => isNamed(one, name));
    problems.push(
      `machine "${name}": ${found.length} start so: ${list(found.slice(0, 4), "and")}.`,
    );
    return undefined;
  }
  const { state } = exact ?? first;
  if (soon && !isUp(state)) problems.push(`machine "${name}": is ${state.phase} already.`);
  return { kind: "machine", machine: state.id };
}

function readHost(
  text: string | undefined,
  place: FaultPlace,
  soon: boolean,
  problems: string[],
): FaultWhat | undefined {
  const [, zone, number] = /^(\d+)\/(\d{1,6})$/.exec(text ?? "") ?? [];
  if (zone === undefined || number === undefined) {
    problems.push(`host "${text ?? ""}": write its zone and its number, for example 1/2.`);
    return undefined;
  }
  const region = readZoneOf("host", zone, place, problems);
  if (region === undefined) return undefined;
  const host = Number(number);
  const inZone = standingMachines(place.store).filter(
    (machine) => machine.region === region && machine.state.zone === zone,
  );
  const hosts = [...new Set(inZone.map(({ state }) => state.host))].sort((a, b) => a - b);
  if (soon && !hosts.includes(host)) {
    problems.push(
      `host "${text}": no machine stands on it. ${
        hosts.length === 0
          ? `None stands in zone ${zone} of ${region}.`
          : `In zone ${zone} of ${region} they stand on ${hosts.map((one) => `${zone}/${one}`).join(", ")}.`
      }`,
    );
  }
  return { kind: "host", region, zone, host };
}

function readZone(
  zone: string | undefined,
  place: FaultPlace,
  problems: string[],
): FaultWhat | undefined {
  const region = readZoneOf("zone", zone ?? "", place, problems);
  return region === undefined ? undefined : { kind: "zone", region, zone: zone ?? "" };
}

function readRegion(
  text: string | undefined,
  place: FaultPlace,
  problems: string[],
): FaultWhat | undefined {
  if (text !== undefined) problems.push(`region "${text}": takes no name; --stack says which.`);
  const region = regionOf("region", place, problems);
  return region === undefined ? undefined : { kind: "region", region };
}

function readSlow(text: string | undefined, problems: string[]): FaultWhat | undefined {
  const factor = Number(text === undefined || text.trim() === "" ? Number.NaN : text);
  if (factor > 1 && factor <= SLOWEST) return { kind: "slow", factor };
  problems.push(
    `slow "${text ?? ""}": write how many times as long, more than 1 and at most ${SLOWEST}.`,
  );
  return undefined;
}

function readCall(
  { what, status, nth = "1", times = "1" }: FaultWords,
  { types }: FaultPlace,
  problems: string[],
): FaultWhat | undefined {
  const [method = "", type = "", ...rest] = (what ?? "").trim().split(/\s+/);
  if (type === "" || rest.length > 0) {
    problems.push(
      `call "${what ?? ""}": write method and type, for example "PUT Microsoft.Compute/virtualMachineScaleSets" or "* *".`,
    );
  } else {
    if (!METHODS.includes(method.toUpperCase())) {
      problems.push(`call "${what}": ${method} is no method. There are ${list(METHODS, "and")}.`);
    }
    if (type !== "*" && !types.some((known) => known.toLowerCase() === type.toLowerCase())) {
      problems.push(
        `call "${what}": the local Azure does not know ${type}. There are ${list(types, "and")}.`,
      );
    }
  }
  const code = Number(status);
  if (!CALL_STATUSES.includes(code)) {
    const allowed = `It is ${list(CALL_STATUSES.map(String), "or")}.`;
    problems.push(
      status === undefined
        ? `--status: say what the call fails with. ${allowed}`
        : `--status ${status}: is not among those that a call fails with. ${allowed}`,
    );
  }
  const first = readCount("--nth", nth, problems);
  const count = readCount("--times", times, problems);
  const known = types.find((one) => one.toLowerCase() === type.toLowerCase()) ?? type;
  return {
    ...{ kind: "call", method: method.toUpperCase(), type: known, status: code },
    ...{ nth: first, times: count },
  };
}

/** The region, where it has that zone. */
function readZoneOf(
  kind: string,
  zone: string,
  place: FaultPlace,
  problems: string[],
): string | undefined {
  const region = regionOf(kind, place, problems);
  if (region === undefined) return undefined;
  const zones = REGIONS.get(region)?.zones ?? [];
  if (zones.includes(zone)) return region;
  problems.push(
    zones.length === 0
      ? `zone "${zone}": ${region} has no zones.`
      : `zone "${zone}": ${region} has the zones ${list(zones, "and")}.`,
  );
  return undefined;
}

/** The region that was said; without one, the only one in which machines stand. */
function regionOf(
  kind: string,
  { store, region }: FaultPlace,
  problems: string[],
): string | undefined {
  if (region !== undefined) return region;
  const standing = [...new Set(standingMachines(store).map((machine) => machine.region))].sort();
  const [only, ...others] = standing;
  if (only !== undefined && others.length === 0) return only;
  problems.push(
    only === undefined
      ? `${kind}: say the region with --stack; no machine stands anywhere.`
      : `${kind}: say the region with --stack; machines stand in ${list(standing, "and")}.`,
  );
  return undefined;
}

function readCount(option: string, text: string, problems: string[]): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 1_000_000) return count;
  problems.push(`${option} ${text}: write a whole number from 1 to 1000000.`);
  return 1;
}

/** What `read` gives; where it throws for the user, its text is one of the problems. */
function attempt<T>(option: string, read: () => T, problems: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(`${option}: ${error.message}`);
    return undefined;
  }
}

/** By its name, the start of it, or the start of the digits that tell clones apart. */
function isNamed(name: string, text: string): boolean {
  const start = text.toLowerCase();
  const whole = name.toLowerCase();
  return whole.startsWith(start) || whole.slice(whole.lastIndexOf("_") + 1).startsWith(start);
}

function sample(names: readonly string[], where: string): string {
  if (names.length === 0) return `No machine stands${where || " anywhere"}.`;
  const shown = list(names.slice(0, 3), names.length > 3 ? "," : "and");
  return `There ${names.length === 1 ? "is" : "are"} ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ""}${where}.`;
}

function list(items: readonly string[], last: string): string {
  if (items.length < 2) return items.join("");
  const end = last === "," ? ", " : ` ${last} `;
  return `${items.slice(0, -1).join(", ")}${end}${items.at(-1)}`;
}

function textOf(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}
