import { UserError } from "../../../local/user-error.ts";

/** A zone that is lost for a while: its clones serve nobody, and are paid on. */
export interface ZoneFault {
  /** Epoch milliseconds, half-open. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** As it was written. */
  readonly text: string;
}

/** Hours for which a zone is lost where nobody says for how long. Assumed: as in docs/local-azure/faults.md. */
const LOST_HOURS = 2;

const FAULT = /^zone@(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?:\/(\d+)([hm]))?$/;

/**
 * Reads `zone@2026-12-18T08:00`, by the datacenter's clock, for two hours; `zone@2026-12-18T08:00/30m` for half of one.
 *
 * @throws UserError `fault-refused`
 */
export function readFault(text: string, zone: string): ZoneFault {
  const [, at, length, unit] = FAULT.exec(text) ?? [];
  let from: Temporal.ZonedDateTime | undefined;
  try {
    if (at !== undefined)
      from = Temporal.PlainDateTime.from(at, { overflow: "reject" }).toZonedDateTime(zone);
  } catch {
    // A date that does not exist is as wrong as a text that is none.
  }
  if (from === undefined) {
    throw new UserError(
      "fault-refused",
      `--fault takes a zone that is lost at a local time, "zone@2026-12-18T08:00", and for how long, ` +
        `"zone@2026-12-18T08:00/30m"; not "${text}".`,
    );
  }
  const minutes = length === undefined ? LOST_HOURS * 60 : Number(length) * (unit === "h" ? 60 : 1);
  const fromMs = from.epochMilliseconds;
  return { fromMs, untilMs: fromMs + minutes * 60_000, text };
}

/** The part of the clones that are left in each minute: less than 1 while a zone is lost. */
export function servingPart(
  faults: readonly ZoneFault[],
  {
    startMs,
    minutes,
    zones,
  }: { readonly startMs: number; readonly minutes: number; readonly zones: number },
): Float32Array {
  const part = new Float32Array(minutes).fill(1);
  for (const { fromMs, untilMs } of faults) {
    const from = Math.max(0, Math.round((fromMs - startMs) / 60_000));
    const until = Math.min(minutes, Math.round((untilMs - startMs) / 60_000));
    part.fill(1 - 1 / zones, from, until);
  }
  return part;
}
