import { readFileSync } from "node:fs";
import { basename } from "node:path";
import {
  findingText,
  type History,
  type HistoryFinding,
  stepStart,
} from "../../../infra/season/history/history.ts";
import { parseHistory } from "../../../infra/season/history/parse-history.ts";
import { readSiteCalendar } from "../../../infra/settings/calendars/read-site-calendar.ts";
import { UserError } from "../../../local/user-error.ts";
import type { BacktestInput, Overlays } from "./backtest.ts";
import { type Holiday, movableHoliday } from "./calendar-overlays.ts";
import { windowsZone } from "./plan-profiles.ts";

/** What a person writes behind `season backtest`. */
export interface BacktestOptions {
  readonly trace: string;
  readonly calendar: string;
  readonly trainUntil: string;
  readonly cloneRps: string;
  readonly stepBoot?: string;
  readonly min?: string;
  readonly bell?: string;
  readonly noise?: string;
  readonly seed?: string;
  readonly customer?: string;
  readonly moveHoliday?: true;
  readonly grades?: string;
}

/** What was read, and what was mended in the trace. */
export interface ReadBacktest {
  readonly input: BacktestInput;
  readonly trace: string;
  readonly calendar: string;
  readonly mended: readonly HistoryFinding[];
}

/** Noise of a minute where the trace has none of its own. */
const NOISE = 0.08;

/** Steps up to this long have their own noise. Minutes. */
const OWN_NOISE = 5;

/** Days that are needed to learn from, and to replay. */
const LEAST_LEARNED = 7;
const LEAST_REPLAYED = 1;

/** A message names so many problems; a file with more has one cause. */
const PROBLEMS_SHOWN = 20;

/**
 * Reads the options, the trace and its calendar.
 *
 * @throws UserError `backtest-refused` with all that is wrong with the options and the files.
 * @throws SettingsError with what is wrong in the calendar.
 */
export function readBacktest(options: BacktestOptions): ReadBacktest {
  const problems: string[] = [];
  const add = (problem: string): undefined => {
    problems.push(problem);
  };
  const read = {
    trainUntil: readDate("--train-until", options.trainUntil, add),
    rpsPerClone: readNumber("--clone-rps", options.cloneRps, POSITIVE, add),
    bootMinutes: readMinutes(options.stepBoot ?? "5m", add),
    minimum: readNumber("--min", options.min ?? "2", CLONES, add),
    bell: options.bell === undefined ? undefined : readNumber("--bell", options.bell, TIMES, add),
    noise:
      options.noise === undefined ? undefined : readNumber("--noise", options.noise, PERCENT, add),
    seed: readNumber("--seed", options.seed ?? "1", WHOLE, add),
    grades: options.grades === undefined ? undefined : readDate("--grades", options.grades, add),
    customer: options.customer === undefined ? undefined : readCustomer(options.customer, add),
  };
  const text = readText("trace", options.trace, add);
  const written = readText("calendar", options.calendar, add);
  if (text === undefined || written === undefined) throw refused(problems);
  const { zone } = readSiteCalendar(options.calendar);
  if (windowsZone(zone) === undefined) {
    add(
      `The zone ${zone} of ${options.calendar} has no name in Windows, by which Azure keeps times. Write one that has, such as Europe/Stockholm or Etc/UTC.`,
    );
  }
  const { history, findings } = parseHistory(text, { zone });
  if (history === undefined) {
    const lines = findings.filter(({ level }) => level === "refused").map(findingText);
    const rest = lines.length - PROBLEMS_SHOWN;
    problems.push(...lines.slice(0, PROBLEMS_SHOWN).map((line) => `${options.trace}: ${line}`));
    if (rest > 0) problems.push(`and ${rest} more in ${options.trace}.`);
    throw refused(problems);
  }
  checkDates(history, read, options, add);
  if (problems.length > 0) throw refused(problems);
  const moved =
    options.moveHoliday === true && read.trainUntil !== undefined
      ? holidayToMove(history, options, read.trainUntil, add)
      : undefined;
  if (problems.length > 0) throw refused(problems);
  const covers = { from: dayAt(history, 0), until: lastDay(history).add({ days: 1 }) };
  const overlays: Overlays = {
    noise: read.noise === undefined ? noiseOf(history) : read.noise / 100,
    seed: read.seed as number,
    ...(read.bell === undefined ? {} : { bell: read.bell }),
    ...(read.customer === undefined ? {} : { customer: read.customer }),
    ...(moved === undefined ? {} : { movedHoliday: moved }),
    ...(read.grades === undefined ? {} : { grades: read.grades }),
  };
  return {
    input: {
      ...{ history, overlays },
      calendar: readSiteCalendar(options.calendar, covers),
      trainUntil: read.trainUntil as Temporal.PlainDate,
      rpsPerClone: read.rpsPerClone as number,
      bootMinutes: read.bootMinutes as number,
      minimum: read.minimum as number,
    },
    trace: basename(options.trace),
    calendar: basename(options.calendar),
    mended: findings,
  };
}

function noiseOf({ resolvedMinutes }: History): number {
  return resolvedMinutes <= OWN_NOISE ? 0 : NOISE;
}

function refused(problems: readonly string[]): UserError {
  return new UserError(
    "backtest-refused",
    `Nothing can be replayed:\n${problems.map((line) => `  ${line}`).join("\n")}`,
  );
}

type Add = (problem: string) => undefined;

function readText(what: string, file: string, add: Add): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "is not there" : `can't be read (${code ?? error})`;
    return add(
      `The ${what} ${file} ${why}. Give the path of ${what === "trace" ? "a CSV file, such as data/traces/campus-web-hourly-1995.csv" : "a YAML file, such as data/traces/calendars/campus-web-hourly-1995.yaml"}.`,
    );
  }
}

/** The holiday of the replayed part that is moved by a week. */
function holidayToMove(
  history: History,
  { calendar }: BacktestOptions,
  trainUntil: Temporal.PlainDate,
  add: Add,
): Holiday | undefined {
  const until = lastDay(history).add({ days: 1 });
  const found = movableHoliday(readSiteCalendar(calendar), trainUntil, until);
  if (found !== undefined) return found;
  return add(
    `--move-holiday finds no holiday of up to four weeks in ${calendar}, for one region, that starts after ${trainUntil} and leaves a week before ${until}. Give an earlier --train-until, or leave it out.`,
  );
}

/** The trace has a week before the date and a day from it on, and a customer comes within it. */
function checkDates(
  history: History,
  {
    trainUntil,
    customer,
    grades,
  }: {
    readonly trainUntil: Temporal.PlainDate | undefined;
    readonly customer: Overlays["customer"] | undefined;
    readonly grades: Temporal.PlainDate | undefined;
  },
  { trace }: BacktestOptions,
  add: Add,
): void {
  const first = dayAt(history, 0);
  const last = lastDay(history);
  const from = first.add({ days: LEAST_LEARNED });
  const until = last.subtract({ days: LEAST_REPLAYED - 1 });
  if (Temporal.PlainDate.compare(from, until) > 0) {
    add(
      `${trace} has ${first} to ${last}. A week to learn from and a day to replay are needed; give a longer trace.`,
    );
    return;
  }
  if (trainUntil !== undefined && isOutside(trainUntil, from, until)) {
    add(
      `--train-until ${trainUntil} leaves less than a week to learn from, or nothing to replay: ${trace} has ${first} to ${last}. Give a date from ${from} to ${until}.`,
    );
  }
  if (grades !== undefined && isOutside(grades, first.add({ days: 14 }), last)) {
    add(
      `--grades opens them on ${grades}, and ${trace} has ${first} to ${last}. Give a date in it, two weeks after its start at least.`,
    );
  }
  if (customer !== undefined && isOutside(customer.from, first, last)) {
    add(
      `--customer comes on ${customer.from}, and ${trace} has ${first} to ${last}. Give a date within it.`,
    );
  }
}

function isOutside(
  date: Temporal.PlainDate,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): boolean {
  return Temporal.PlainDate.compare(date, from) < 0 || Temporal.PlainDate.compare(date, until) > 0;
}

function dayAt(history: History, step: number): Temporal.PlainDate {
  return stepStart(history, step).toZonedDateTimeISO(history.zone).toPlainDate();
}

function lastDay(history: History): Temporal.PlainDate {
  return dayAt(history, history.values.length - 1);
}

/** What a number may be. */
interface Kind {
  readonly words: string;
  readonly holds: (value: number) => boolean;
}

const POSITIVE: Kind = {
  words: "the requests a second that one clone serves, above 0, such as 100",
  holds: (value) => value > 0,
};
const CLONES: Kind = {
  words: "the fewest clones, a whole number from 1, such as 2",
  holds: (value) => Number.isSafeInteger(value) && value >= 1 && value <= 1000,
};
const TIMES: Kind = {
  words: "what the load is multiplied by at the first lesson, above 1 to 50, such as 2",
  holds: (value) => value > 1 && value <= 50,
};
const PERCENT: Kind = {
  words: "a minute's noise in percent, from 0 to 100, such as 8",
  holds: (value) => value >= 0 && value <= 100,
};
const WHOLE: Kind = {
  words: "a whole number from 0 to 4294967295, such as 1",
  holds: (value) => Number.isSafeInteger(value) && value >= 0 && value < 2 ** 32,
};

function readNumber(option: string, text: string, kind: Kind, add: Add): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && kind.holds(value)) return value;
  return add(`${option} takes ${kind.words}, not "${text}".`);
}

function readMinutes(text: string, add: Add): number | undefined {
  const minutes = Number(/^(\d+)m$/.exec(text)?.[1]);
  if (minutes >= 1 && minutes <= 60) return minutes;
  return add(`--step-boot takes whole minutes from 1m to 60m, such as 5m, not "${text}".`);
}

function readDate(option: string, text: string, add: Add): Temporal.PlainDate | undefined {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Temporal.PlainDate.from(text);
  } catch {
    // A date that does not exist is as wrong as a text that is none.
  }
  return add(`${option} takes a date as 1995-10-01, not "${text}".`);
}

function readCustomer(text: string, add: Add): Overlays["customer"] | undefined {
  const [, factor, date] = /^([\d.]+)@(.+)$/.exec(text) ?? [];
  const times = Number(factor);
  if (date !== undefined && times > 0 && times <= 100) {
    const from = readDate("--customer", date, add);
    return from === undefined ? undefined : { times, from };
  }
  return add(
    `--customer takes what the load is multiplied by, and from when: 1.3@1995-11-01, not "${text}".`,
  );
}
