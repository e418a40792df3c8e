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

const SHORT = /^(\d+(?:\.\d+)?)(s|m|h|d|w)$/;
const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * A duration that a person wrote: "90s", "15m", "3h", "2d", "1w", or ISO 8601 as "PT3H30M". A day is
 * 24 hours.
 *
 * @returns milliseconds.
 * @throws UserError `duration-invalid`
 */
export function parseDuration(text: string): number {
  const [, count, unit] = SHORT.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) {
    return Math.round(Number(count) * UNITS[unit as keyof typeof UNITS]);
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
    `"${text}" is no duration. Write for example 90s, 15m, 3h, 2d, 1w or PT3H30M.`,
  );
}

/** Whether a text looks like a duration rather than an instant. */
export function looksLikeDuration(text: string): boolean {
  return SHORT.test(text) || /^P/i.test(text);
}
