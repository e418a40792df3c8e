import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Customers } from "../../infra/season/customers.ts";
import { assumedModel } from "../../infra/season/demand/assumed-model.ts";
import type { LoadModel } from "../../infra/season/demand/load-model.ts";
import { type Fit, fitLoadModel } from "../../infra/season/fit/fit-load-model.ts";
import type { SiteCalendar } from "../../infra/season/fit/site-calendar.ts";
import {
  findingText,
  type History,
  type HistoryFinding,
  stepStart,
} from "../../infra/season/history/history.ts";
import { parseHistory } from "../../infra/season/history/parse-history.ts";
import { calendarFile } from "../../infra/settings/calendars/read-calendars.ts";
import { readSiteCalendar } from "../../infra/settings/calendars/read-site-calendar.ts";
import {
  MARKET_CODES,
  MARKETS,
  type MarketCode,
  readCalendars,
  readCustomers,
} from "../../infra/settings/index.ts";
import { loadFile, readLoads } from "../../infra/settings/load/read-load.ts";
import { renderLoad } from "../../infra/settings/load/render-load.ts";
import { UserError } from "../../local/user-error.ts";

/** What a person writes behind `season fit`. */
export interface FitOptions {
  readonly market: string;
  readonly zone?: string;
  readonly calendar?: string;
  readonly column?: string;
  readonly pupils?: string;
}

/** What was learned of a market, and what stood before. */
export interface MarketFit {
  readonly market: MarketCode;
  /** Where it is written, from the project's folder. */
  readonly file: string;
  readonly text: string;
  readonly source: Parameters<typeof renderLoad>[0]["source"];
  readonly zone: string;
  readonly steps: number;
  readonly model: LoadModel;
  readonly error: Fit["error"];
  readonly notes: readonly string[];
  /** What was mended in the history. */
  readonly mended: readonly HistoryFinding[];
  /** Yearly growth of the pupils, which `model.growth` comes on top of. */
  readonly pupilsGrowth: number;
  /** The model that plans have used so far. */
  readonly before: LoadModel;
}

/** A message names so many problems; a file with more has one cause. */
const PROBLEMS_SHOWN = 20;

/** Fewer days with a calendar than this can't tell weekdays apart. */
const LEAST_DAYS = 7;

const DAYS_PER_YEAR = 365.2425;

/**
 * Learns a market's load from the file of its history. Writes nothing.
 *
 * @param root The project's folder.
 * @param today The day of the fit.
 * @throws UserError `market-unknown`, `zone-unknown`, `pupils-refused`, `history-unreadable`,
 * `history-refused`, `calendar-too-short`
 * @throws SettingsError with what is wrong in data/ or in the calendar.
 */
export function fitMarket(
  root: string,
  file: string,
  options: FitOptions,
  today: Temporal.PlainDate,
): MarketFit {
  const market = readMarket(options.market);
  const zone = readZone(options.zone ?? MARKETS[market].timeZone);
  const { history, mended } = readHistory(file, zone, options.column);
  const calendar = calendarOf(root, market, options.calendar, zone);
  const customers = readCustomers(root);
  const until = stepStart(history, history.values.length).toZonedDateTimeISO(zone).toPlainDate();
  const growth = customers.markets[market].growthPerYear;
  const pupils = readPupils(options.pupils) ?? pupilsAt(customers, market, until);
  checkCover(history, calendar, options.calendar ?? calendarFile(market));
  const before = readLoads(root, [market]).get(market)?.model ?? assumedModel(market);
  const base = assumedModel(market);
  const fit = fitLoadModel(history, calendar, { base, pupils, pupilsGrowth: growth });
  const source = {
    file: basename(file),
    from: String(stepStart(history, 0).toZonedDateTimeISO(zone).toPlainDate()),
    until: String(until),
    stepMinutes: history.resolvedMinutes,
    pupils,
    calendar: options.calendar ?? calendarFile(market),
    fitted: String(today),
  };
  return {
    market,
    file: loadFile(market),
    text: renderLoad({ source, error: fit.error, model: fit.model, notes: fit.notes }),
    source,
    zone,
    steps: (history.values.length * history.stepMinutes) / history.resolvedMinutes,
    model: fit.model,
    error: fit.error,
    notes: fit.notes,
    mended,
    pupilsGrowth: growth,
    before,
  };
}

/** Writes what was learned where plans read it. */
export function writeFit(root: string, { file, text }: MarketFit): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function readMarket(text: string): MarketCode {
  const code = MARKET_CODES.find((one) => one === text);
  if (code !== undefined) return code;
  throw new UserError(
    "market-unknown",
    `There is no market "${text}". Name one with --market: ${MARKET_CODES.join(", ")}.`,
  );
}

function readZone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new UserError(
      "zone-unknown",
      `--zone takes the name of a time zone in the IANA database, such as Europe/Stockholm, not "${text}".`,
    );
  }
}

function readPupils(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const pupils = Number(text);
  if (Number.isSafeInteger(pupils) && pupils >= 1) return pupils;
  throw new UserError(
    "pupils-refused",
    `--pupils takes the number of pupils served at the history's end, such as 260000, not "${text}".`,
  );
}

function readHistory(
  file: string,
  zone: string,
  column: string | undefined,
): { readonly history: History; readonly mended: readonly HistoryFinding[] } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "is not there" : `can't be read (${code ?? error})`;
    throw new UserError(
      "history-unreadable",
      `The history ${file} ${why}. Give the path of a CSV file, or of Azure Monitor's export as JSON.`,
      { cause: error },
    );
  }
  const { history, findings } = parseHistory(text, {
    zone,
    ...(column === undefined ? {} : { column }),
  });
  if (history !== undefined) return { history, mended: findings };
  const refused = findings.filter(({ level }) => level === "refused").map(findingText);
  const rest = refused.length - PROBLEMS_SHOWN;
  const shown = [...refused.slice(0, PROBLEMS_SHOWN), ...(rest > 0 ? [`and ${rest} more.`] : [])];
  throw new UserError(
    "history-refused",
    `Nothing can be learned from ${file}:\n${shown.map((line) => `  ${line}`).join("\n")}`,
  );
}

function calendarOf(
  root: string,
  market: MarketCode,
  file: string | undefined,
  zone: string,
): SiteCalendar {
  const read =
    file === undefined
      ? (readCalendars(root, [market]).get(market) as SiteCalendar)
      : readSiteCalendar(file);
  return { zone, regions: read.regions };
}

/**
 * A market's pupils on a day of the past: those of `asOf` shrunk or grown by their yearly growth, and the
 * announced customers that had started by then.
 */
function pupilsAt(customers: Customers, market: MarketCode, date: Temporal.PlainDate): number {
  const { pupils, asOf, growthPerYear } = customers.markets[market];
  const days = asOf.until(date, { largestUnit: "days" }).days;
  const started = customers.customers.filter(
    (customer) =>
      customer.market === market && Temporal.PlainDate.compare(customer.start, date) <= 0,
  );
  const own = pupils * (1 + growthPerYear) ** (days / DAYS_PER_YEAR);
  return Math.round(started.reduce((sum, customer) => sum + customer.pupils, own));
}

/** The calendar knows days of the history, a week at least. */
function checkCover(history: History, { zone, regions }: SiteCalendar, file: string): void {
  const from = stepStart(history, 0).toZonedDateTimeISO(zone).toPlainDate();
  const until = stepStart(history, history.values.length).toZonedDateTimeISO(zone).toPlainDate();
  for (const { code, knownFrom, knownUntil } of regions) {
    const first = Temporal.PlainDate.compare(knownFrom, from) > 0 ? knownFrom : from;
    const last = Temporal.PlainDate.compare(knownUntil, until) < 0 ? knownUntil : until;
    if (first.until(last, { largestUnit: "days" }).days >= LEAST_DAYS) continue;
    throw new UserError(
      "calendar-too-short",
      `The region ${code} of ${file} knows ${knownFrom} to ${knownUntil.subtract({ days: 1 })}, and the history is of ${from} to ${until.subtract({ days: 1 })}. ` +
        "Add the school years of the history to it, or name a calendar that has them with --calendar.",
    );
  }
}
