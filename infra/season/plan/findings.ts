import type { CalendarGap } from "../calendar.ts";
import type { CapacityFinding } from "../capacity/findings.ts";
import type { Customers } from "../customers.ts";
import { type Horizon, quarterStart } from "../demand/horizon.ts";
import type { MarketDemand } from "../demand/market-demand.ts";

/** Something in a plan over which a person must decide, or that they should know of. */
export interface PlanFinding {
  /** Stable; the message is not. */
  readonly code:
    | CapacityFinding["code"]
    | "calendar-ends"
    | "calendar-provisional"
    | "pupils-assumed";
  /** `act`: something must be done before `from`. `know`: the plan rests on it. */
  readonly level: "act" | "know";
  readonly message: string;
  /** The first instant that it concerns. */
  readonly from: Temporal.Instant;
}

/** What findings are made from. */
export interface FindingsInput {
  readonly horizon: Horizon;
  readonly zone: string;
  readonly markets: readonly MarketDemand[];
  readonly customers: Customers;
  readonly capacity: readonly CapacityFinding[];
  /** A country's name for a market's code. */
  readonly countryOf: (market: MarketDemand["market"]) => string;
  /** Whether a market's load was learned from its history. */
  readonly isLearned: (market: MarketDemand["market"]) => boolean;
  /** Whether a quarter's load is that of a day without a calendar. */
  readonly isUnknown: (quarter: number) => boolean;
}

/** Everything that a plan's reader must know, by the time from which on it matters. */
export function planFindings(input: FindingsInput): readonly PlanFinding[] {
  return [
    ...input.capacity.map((finding) => ofCapacity(finding, input)),
    ...input.markets.flatMap((market) => ofCalendar(market, input)),
    ...input.markets.flatMap((market) => ofPupils(market, input)),
  ].sort((one, other) => Temporal.Instant.compare(one.from, other.from));
}

function ofCapacity(finding: CapacityFinding, input: FindingsInput): PlanFinding {
  const { horizon, zone } = input;
  const { code, message, first, worst, quarters } = finding;
  const at = (quarter: number): string =>
    quarterStart(horizon, quarter)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" })
      .replace("T", " ");
  const hours = `${quarters / 4} h of the year, first ${at(first)}, worst ${at(worst)}`;
  const mend = input.isUnknown(first) ? UNKNOWN_DAYS : MENDS[code];
  return {
    code,
    level: "act",
    message: code === "single-zone" ? `${message}. ${mend}` : `${message}: ${hours}. ${mend}`,
    from: quarterStart(horizon, first),
  };
}

const MENDS: Readonly<Record<CapacityFinding["code"], string>> = {
  "single-zone": "Give the stack more `zones`",
  "too-few-clones": "Raise `web.ceiling`, or take a larger `web.vmSize`",
  "gateway-too-small": "Raise `edge.maximum`",
  "database-too-small": "Nothing larger is on the ladder: spread the load or cut it",
  "too-many-connections": "Take larger and fewer clones, or give each clone fewer connections",
};

const UNKNOWN_DAYS = "Those days have no calendar: add it first, as they may need less";

/** One finding for all regions of a market whose calendar runs out, one for those that are assumed. */
function ofCalendar({ market, gaps }: MarketDemand, input: FindingsInput): readonly PlanFinding[] {
  const country = input.countryOf(market);
  const file = `data/calendars/${market}.yaml`;
  return [
    ...gapFinding(gaps, "unknown", input.zone, (when) => ({
      code: "calendar-ends",
      level: "act",
      message:
        `${country} has no calendar ${when}. Those days are planned as the busiest, and where they ` +
        `decide nothing shrinks. Add the next school year to ${file}`,
    })),
    ...gapFinding(gaps, "provisional", input.zone, (when) => ({
      code: "calendar-provisional",
      level: "know",
      message: `${country}'s dates are assumed ${when}. Replace them in ${file} when they are published`,
    })),
  ];
}

function gapFinding(
  all: readonly CalendarGap[],
  reason: CalendarGap["reason"],
  zone: string,
  finding: (when: string) => Omit<PlanFinding, "from">,
): readonly PlanFinding[] {
  const gaps = all
    .filter((gap) => gap.reason === reason)
    .sort((one, other) => Temporal.PlainDate.compare(one.from, other.from));
  const [first] = gaps;
  if (first === undefined) return [];
  return [{ ...finding(whenInWords(gaps)), from: first.from.toZonedDateTime(zone).toInstant() }];
}

/** "from 2027-08-09 for 12 % of its pupils, from 2027-08-30 for 34 %": the first day and the worst one. */
function whenInWords(gaps: readonly CalendarGap[]): string {
  const shareOn = (date: Temporal.PlainDate): number =>
    gaps
      .filter(
        ({ from, until }) =>
          Temporal.PlainDate.compare(from, date) <= 0 &&
          Temporal.PlainDate.compare(date, until) < 0,
      )
      .reduce((sum, { share }) => sum + share, 0);
  const steps = gaps
    .filter(({ from }, i) => gaps[i - 1]?.from.equals(from) !== true)
    .map(({ from }) => ({ from, part: percent(shareOn(from)) }));
  const worst = steps.reduce((one, other) => (other.part > one.part ? other : one));
  const told = worst.part === steps[0]?.part ? [worst] : steps.slice(0, 1).concat(worst);
  return told
    .map(({ from, part }, i) => `from ${from} for ${part} %${i === 0 ? " of its pupils" : ""}`)
    .join(", ");
}

function percent(share: number): number {
  return Math.min(100, Math.max(1, Math.round(share * 100)));
}

/** A learned load was measured of those very pupils: an error in their number is in both, and cancels out. */
function ofPupils({ market }: MarketDemand, input: FindingsInput): readonly PlanFinding[] {
  const { pupils, asOf, assumed } = input.customers.markets[market];
  if (!assumed || input.isLearned(market)) return [];
  const message =
    `${input.countryOf(market)}'s ${pupils} pupils (${asOf}) are an estimate. ` +
    "Count them in data/customers.yaml";
  return [{ code: "pupils-assumed", level: "know", message, from: input.horizon.from }];
}
