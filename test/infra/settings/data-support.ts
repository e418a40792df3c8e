import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Calendar } from "../../../infra/season/calendar.ts";
import { type MarketCode, readCalendars, SettingsError } from "../../../infra/settings/index.ts";

/** A right calendar of the United Kingdom, whose text the tests change. */
export const CALENDAR = `zone: Europe/London
sources:
  - { for: all, name: made up, date: 2026-11-01 }
termStart: { schoolDays: 5 }
gradePeriod: { weeks: 3, schoolDaysBeforeEnd: 0, at: "08:00" }
regions:
  - code: north
    name: North
    share: 0.25
    publicHolidays: ENG
    terms: [2026-09-01 to 2026-12-18, 2027-01-04 to 2027-03-25, 2027-04-12 to 2027-07-21]
    holidays:
      half-terms: [2026-10-24 to 2026-11-01, 2027-05-29 to 2027-06-06]
      Christmas: [2026-12-19 to 2027-01-03]
      Easter: [2027-03-26 to 2027-04-11]
      summer: [2027-07-22 to 2027-08-31]
  - code: south
    name: South
    share: 0.75
    terms: [2026-08-31 to 2026-12-17 provisional]
    holidays: {}
    gradePeriods:
      - { days: 2026-11-30 to 2026-12-11, opens: 2026-12-11 16:30 }
`;

/** Runs with a folder that holds files, by their path in it. */
export async function withFiles<Result>(
  files: Readonly<Record<string, string>>,
  run: (root: string) => Result | Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "gradetide-data-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return await run(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Reads one market's calendar from a text. */
export async function readText(text: string, market: MarketCode = "gb"): Promise<Calendar> {
  const calendars = await withFiles({ [`data/calendars/${market}.yaml`]: text }, (root) =>
    readCalendars(root, [market]),
  );
  const calendar = calendars.get(market);
  if (calendar === undefined) throw new Error("No calendar was read");
  return calendar;
}

/** What a promise is refused with. */
export async function refusalFrom(promise: Promise<unknown>): Promise<SettingsError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SettingsError) return error;
  throw error ?? new Error("Nothing was refused");
}
