import { UserError } from "./user-error.ts";

/**
 * An instant that a person wrote: with its offset or its zone, as "2026-12-18T08:00+01:00",
 * "2026-12-18T07:00Z" or "2026-12-18T08:00[Europe/Stockholm]".
 *
 * @returns milliseconds since 1970.
 * @throws UserError `instant-invalid`
 */
export function parseInstant(text: string): number {
  try {
    return text.includes("[")
      ? Temporal.ZonedDateTime.from(text, { offset: "reject" }).epochMilliseconds
      : Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw new UserError(
      "instant-invalid",
      `"${text}" is no instant. Write the date and time with the offset or the zone, for example ` +
        `2026-12-18T08:00+01:00 or "2026-12-18T08:00[Europe/Stockholm]".`,
    );
  }
}

const SHORT = /^(?:\d+(?:\.\d+)?[smhdw])+$/;
const PART = /(\d+(?:\.\d+)?)([smhdw])/g;
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * A duration that a person wrote: "90s", "15m", "1h30m", "2d", "1w", or ISO 8601 as "PT3H30M". A day is
 * 24 hours.
 *
 * @returns milliseconds.
 * @throws UserError `duration-invalid`
 */
export function parseDuration(text: string): number {
  if (SHORT.test(text)) {
    const parts = [...text.matchAll(PART)].map(
      ([, count, unit]) => Number(count) * UNITS[unit as keyof typeof UNITS],
    );
    return Math.round(parts.reduce((sum, part) => sum + part, 0));
  }
  try {
    if (/^P/i.test(text)) {
      const utc = Temporal.PlainDateTime.from("2000-01-01");
      return Math.round(
        Temporal.Duration.from(text).total({ unit: "millisecond", relativeTo: utc }),
      );
    }
  } catch {
    // Said below.
  }
  throw new UserError(
    "duration-invalid",
    `"${text}" is no duration. Write for example 90s, 15m, 1h30m, 2d, 1w or PT3H30M.`,
  );
}

/**
 * An instant that is so far ahead of `now`, or that is said itself.
 *
 * @param now milliseconds since 1970.
 * @throws UserError `duration-invalid` or `instant-invalid`
 */
export function parseAhead(text: string, now: number): number {
  if (/^\d{4}-/.test(text)) return parseInstant(text);
  try {
    return now + parseDuration(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.code,
      `"${text}" is no duration and no instant. Write for example 90m, 1h30m, 2d or PT3H, or ` +
        "2026-12-18T08:00+01:00.",
    );
  }
}
