import type { SeasonPlanInput } from "../season/plan.ts";
import { readCalendars } from "./calendars/read-calendars.ts";
import { readCustomers } from "./customers/read-customers.ts";
import { readLoads } from "./load/read-load.ts";
import { MARKETS, type Market } from "./markets.ts";
import type { Settings } from "./settings.ts";
import { VM_SIZES } from "./vm-sizes.ts";

/** What a plan's input is read for. */
export interface PlanInputOf {
  /** The project's folder, in which data/ stands. */
  readonly root: string;
  /** The stack's name. */
  readonly stack: string;
  readonly settings: Settings;
  /** The date from which it is planned. @default the settings' own, or else today in the datacenter's zone */
  readonly today?: Temporal.PlainDate;
}

/**
 * Reads everything that a stack's plan is computed from: the calendars of its markets, the customers, what
 * was learned of their load, and the date. Who plans on one day gets one answer: a plan starts with the day, not with the moment.
 *
 * @throws SettingsError with everything that is wrong in data/.
 */
export async function readPlanInput(of: PlanInputOf): Promise<SeasonPlanInput> {
  const { root, stack, settings } = of;
  const codes = settings.markets.map(({ code }) => code);
  const zone = planZone(settings);
  const today = of.today ?? settings.season.today ?? Temporal.Now.plainDateISO(zone.iana);
  const loads = readLoads(root, codes);
  return {
    datacenter: stack,
    zone,
    now: today.toZonedDateTime(zone.iana).toInstant(),
    settings,
    vcpus: VM_SIZES.get(settings.web.vmSize)?.vcpus ?? 0,
    calendars: await readCalendars(root, codes),
    countries: new Map(codes.map((code) => [code, MARKETS[code].countryName])),
    customers: readCustomers(root),
    ...(loads.size === 0 ? {} : { models: modelsOf(loads) }),
  };
}

function modelsOf(loads: ReturnType<typeof readLoads>): NonNullable<SeasonPlanInput["models"]> {
  return new Map(Array.from(loads, ([market, { model }]) => [market, model]));
}

/** The zone by whose clock a datacenter is planned: that of its first market. */
export function planZone({ markets }: Pick<Settings, "markets">): SeasonPlanInput["zone"] {
  const [first] = markets;
  if (first === undefined) throw new RangeError("a datacenter serves at least one market");
  const { timeZone, windowsTimeZone }: Market = MARKETS[first.code];
  return { iana: timeZone, windows: windowsTimeZone };
}
