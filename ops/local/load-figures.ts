import { timeOf } from "../../local/arm/advance.ts";
import { tierOf } from "../../local/behaviours/load/load-minute.ts";
import { rpsAt } from "../../local/behaviours/load/load-source.ts";
import type { LocalAzure } from "../../local/local-azure.ts";
import { showInstant } from "./command.ts";

/** What a stack's users have. */
export interface LoadFigures {
  /** Requests a second at the clock's instant. */
  readonly rpsNow: number;
  /** The last minute that was measured; null before the first. */
  readonly lastMinute: LoadMinute | null;
}

export interface LoadMinute {
  /** ISO 8601: the minute's start. */
  readonly from: string;
  /** Requests of the minute. */
  readonly served: number;
  readonly refused: number;
  /** Time that 95 % of the served requests stay below, in milliseconds; null where none was served. */
  readonly p95Ms: number | null;
  /** Averages of the minute, to a tenth. */
  readonly hostsInRotation: number;
  readonly hostsOut: number;
  readonly gatewayInstances: number;
}

/** What a scale set's load does to its users, as the last minute measured it. */
export function readFigures({ store, clock }: LocalAzure, setId: string): LoadFigures {
  const last = tierOf(store, setId)?.last;
  return {
    rpsNow: rpsAt(store, setId, timeOf(store, clock)),
    lastMinute:
      last === undefined
        ? null
        : {
            from: Temporal.Instant.fromEpochMilliseconds(last.minute * 60_000).toString(),
            served: Math.round(last.served),
            refused: Math.round(
              last.refused.byGateway + last.refused.withoutClone + last.refused.byClones,
            ),
            p95Ms: last.p95Ms === null ? null : Math.round(last.p95Ms),
            hostsInRotation: tenths(last.hostsInRotation),
            hostsOut: tenths(last.hostsOut),
            gatewayInstances: last.gatewayInstances,
          },
  };
}

/** In lines: the rate, and the last minute. */
export function figuresInWords({ rpsNow, lastMinute }: LoadFigures): string {
  const now = `now ${tenths(rpsNow)} requests a second`;
  if (lastMinute === null) return `${now}; no minute has been measured yet`;
  const { from, served, refused, p95Ms, hostsInRotation, hostsOut, gatewayInstances } = lastMinute;
  const hosts = hostsInRotation + hostsOut;
  return [
    now,
    `minute from ${showInstant(Date.parse(from))}`,
    `  requests  ${served} served, ${refused} refused (${share(refused, served + refused)})`,
    `  latency   ${p95Ms === null ? "none served" : `95 % within ${p95Ms} ms`}`,
    `  hosts     ${hostsInRotation} of ${tenths(hosts)} in rotation, on average`,
    `  gateway   ${gatewayInstances} instance${gatewayInstances === 1 ? "" : "s"}`,
  ].join("\n");
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? 0 : tenths((part / whole) * 100)} %`;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
