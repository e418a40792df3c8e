import { findIana } from "windows-iana";
import type { Choices } from "./undocumented.ts";

/** The zone of a fixed date that names none (Azure REST API specifications: none is required there). */
export const DEFAULT_ZONE = "UTC";

/** What was found before: windows-iana searches its whole table each time, which takes milliseconds. */
const found = new Map<string, string | undefined>();

/** The IANA name of a time zone that Windows calls `name`, or undefined where it knows none. */
export function ianaZone(name: string): string | undefined {
  return found.getOrInsertComputed(name, () => findIana(name)[0]);
}

/** The instant, in epoch milliseconds, of a local time, with both changes of daylight time decided. */
export function instantOf(local: Temporal.PlainDateTime, zone: string, choices: Choices): number {
  const first = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  const skipped = !first.toPlainDateTime().equals(local);
  const later = skipped
    ? choices.skippedHour === "clock-before"
    : choices.repeatedHour === "second";
  return later
    ? local.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds
    : first.epochMilliseconds;
}
