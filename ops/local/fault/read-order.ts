import type { FaultWhat } from "../../../local/behaviours/faults/fault.ts";
import type { FaultOrder } from "../../../local/behaviours/faults/set-fault.ts";
import { isoInstant } from "../../../local/behaviours/support/instants.ts";
import { parseDuration, parseInstant } from "../../../local/instants.ts";
import { UserError } from "../../../local/user-error.ts";
import { attempt, type FaultPlace, type FaultWords, list, readCount } from "./fault-words.ts";
import { readCall } from "./read-call.ts";
import { readHost, readMachine } from "./read-machine.ts";
import { readZoneOf, regionOf } from "./read-region.ts";

const KINDS = ["machine", "host", "zone", "region", "slow", "call"] as const;
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
      problems.push(
        `"${kind}" is no kind of fault. There are ${list(KINDS, "and")}; \`list\` shows what is set and \`lift\` ends it.`,
      );
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
      `--at ${at}: is past; the local Azure's clock says ${isoInstant(now)}. Leave it out for now.`,
    );
  }
  return { at: instant ?? now };
}

function readLength(text: string, problems: string[]): number | null {
  const length = attempt("--for", () => parseDuration(text), problems) ?? null;
  if (length !== null && length <= 0) problems.push(`--for ${text}: is no time at all.`);
  return length;
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
