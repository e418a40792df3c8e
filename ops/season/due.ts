import { DATABASE_SIZES } from "../../infra/season/capacity/database-sizes.ts";
import { quarterAt, quarterStart } from "../../infra/season/demand/horizon.ts";
import { firstBusyQuarter } from "../../infra/season/plan/rate-limit.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import { wrap } from "./wrap.ts";

/** Something that `up` must do. */
export interface Due {
  /**
   * `scale-out`: more is reserved, stands or is let in. `renewal`: autoscale's profiles, of production or staging,
   * are compiled anew. `return`: less of it.
   */
  readonly kind: "scale-out" | "renewal" | "return";
  readonly what: string;
  /** When it must be done: from then on it is too late, or, for a return, paid for nothing. */
  readonly by: Temporal.Instant;
}

/** Exit code of `season due` when something is due. */
export const DUE = 3;

/**
 * What is due: all in which what `up` would declare today differs from what it declared when it was run
 * last, by the order of when it must be done. Pure.
 *
 * @param before the plan of the day on which `up` was run last.
 * @param today the plan of today.
 */
export function dueBetween(before: SeasonPlan, today: SeasonPlan): readonly Due[] {
  return [...reserveDue(before, today), ...gatewayDue(before, today)]
    .concat(firewallDue(before, today), databaseDue(before, today), profilesDue(before, today))
    .sort((one, other) => Temporal.Instant.compare(one.by, other.by));
}

function reserveDue(before: SeasonPlan, today: SeasonPlan): readonly Due[] {
  const [from, to] = [before.declared.reservePerZone, today.declared.reservePerZone];
  const what = `reserve from ${from} to ${to} machines a zone`;
  if (to < from) return [{ kind: "return", what, by: today.now }];
  if (to === from) return [];
  const machines = from * today.zones.length;
  const by = firstAbove(today, today.need, machines) ?? firstAbove(today, today.ceilings, machines);
  return [{ kind: "scale-out", what, by: by ?? today.now }];
}

function gatewayDue(before: SeasonPlan, today: SeasonPlan): readonly Due[] {
  const [from, to] = [before.declared.gatewayMinimum, today.declared.gatewayMinimum];
  const what = `gateway's minimum from ${from} to ${to} instances`;
  if (to < from) return [{ kind: "return", what, by: today.now }];
  return to === from
    ? []
    : [{ kind: "scale-out", what, by: firstAbove(today, today.gateway, from) ?? today.now }];
}

function firewallDue(before: SeasonPlan, today: SeasonPlan): readonly Due[] {
  const [from, to] = [before.declared.rateLimitPerMinute, today.declared.rateLimitPerMinute];
  const what = `firewall's limit from ${from} to ${to} requests a minute from one address`;
  if (to < from) return [{ kind: "return", what, by: today.now }];
  if (to === from) return [];
  const { horizon, markets, now } = today;
  const busy = firstBusyQuarter(markets, quarterAt(horizon, now));
  const by = busy === undefined ? now : quarterStart(horizon, busy);
  return [{ kind: "scale-out", what, by }];
}

function databaseDue(before: SeasonPlan, today: SeasonPlan): readonly Due[] {
  const [from, to] = [before.declared.databaseSize, today.declared.databaseSize];
  if (from === to) return [];
  const place = (size: string): number => DATABASE_SIZES.findIndex(({ name }) => name === size);
  // The plan resizes in a quiet hour; the run of it does so whenever it is.
  const what = `database from ${from} to ${to}, by failover: outside school hours`;
  if (place(to) < place(from)) return [{ kind: "return", what, by: today.now }];
  const by = firstAbove(today, today.database, place(from)) ?? today.now;
  return [{ kind: "scale-out", what, by }];
}

function profilesDue(before: SeasonPlan, today: SeasonPlan): readonly Due[] {
  const settings = [
    ["clones", before.profiles, today.profiles],
    ["staging", before.lending.staging, today.lending.staging],
  ] as const;
  return settings.flatMap(([whose, old, renewed]): readonly Due[] => {
    if (JSON.stringify(old.profiles) === JSON.stringify(renewed.profiles)) return [];
    const until = renewed.coveredUntil.toZonedDateTimeISO(today.zone.iana).toPlainDate();
    const what = `autoscale's profiles of ${whose}, planned anew until ${until}`;
    return [{ kind: "renewal", what, by: old.coveredUntil }];
  });
}

/** The start of the first quarter from now on that wants more than so many. */
function firstAbove(
  { horizon, now }: SeasonPlan,
  values: ArrayLike<number>,
  most: number,
): Temporal.Instant | undefined {
  for (let i = Math.max(0, quarterAt(horizon, now)); i < values.length; i++) {
    if ((values[i] as number) > most) return quarterStart(horizon, i);
  }
  return undefined;
}

/** What is due, for a terminal of `width` columns. Pure. */
export function dueText(
  due: readonly Due[],
  before: SeasonPlan,
  today: SeasonPlan,
  width: number,
): string {
  const zone = today.zone.iana;
  const date = (at: Temporal.Instant): string => String(at.toZonedDateTimeISO(zone).toPlainDate());
  const since = `what \`up\` declared on ${date(before.now)}`;
  if (due.length === 0) {
    return wrap(
      `${today.datacenter}, ${date(today.now)}: nothing is due: ${since} still holds.`,
      width,
    ).join("\n");
  }
  return [
    ...wrap(
      `${today.datacenter}, ${date(today.now)}: \`up\` is due; this differs from ${since}:`,
      width,
    ),
    ...due.flatMap(({ kind, what, by }) => {
      const head = `  ${kind.padEnd(9)}  by ${whenText(by, zone)}  `;
      return wrap(what, width - head.length).map(
        (line, i) => (i === 0 ? head : "".padEnd(head.length)) + line,
      );
    }),
  ].join("\n");
}

function whenText(at: Temporal.Instant, zone: string): string {
  return at
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .replace("T", " ");
}
