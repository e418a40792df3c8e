/** A time as a file has it: an instant, or what a wall clock shows (as if the wall stood in UTC). */
export interface WrittenTime {
  readonly ms: number;
  readonly kind: "instant" | "wall";
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** As Log Analytics and the portal write in English: `11/25/2026, 8:00:00.000 AM`. Month first. */
const AMERICAN =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ([AP]M))?$/;

/**
 * Reads a time: 2026-08-17, 2026-08-17T08:00, with seconds, with Z or an offset; or an American one.
 * Undefined when the text is no time, or names one that does not exist.
 */
export function readTime(text: string): WrittenTime | undefined {
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [year, month, day, hour, minute, second] = numbers(iso.slice(1, 7));
    const wall = wallMs(year, month, day, hour, minute, second);
    if (wall === undefined) return undefined;
    const offset = iso[7];
    if (offset === undefined) return { ms: wall, kind: "wall" };
    return { ms: wall - offsetMs(offset), kind: "instant" };
  }
  const american = AMERICAN.exec(text);
  if (american === null) return undefined;
  const [month, day, year, hour, minute, second] = numbers(american.slice(1, 7));
  const half = american[7];
  const hours = half === undefined ? hour : (hour % 12) + (half === "PM" ? 12 : 0);
  const wall = wallMs(year, month, day, hours, minute, second);
  return wall === undefined ? undefined : { ms: wall, kind: "wall" };
}

type Parts = [number, number, number, number, number, number];

function numbers(parts: readonly (string | undefined)[]): Parts {
  return parts.map((part) => Number(part ?? 0)) as Parts;
}

function wallMs(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(ms);
  // A part out of its range has moved one above it.
  const same =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute;
  return same ? ms : undefined;
}

function offsetMs(text: string): number {
  if (text === "Z") return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) as unknown as string[];
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === "-" ? -ms : ms;
}

/** A wall-clock time as files have it: `2026-08-17T08:00`. */
export function wallText(ms: number): string {
  return new Date(ms).toISOString().slice(0, "2026-08-17T08:00".length);
}
