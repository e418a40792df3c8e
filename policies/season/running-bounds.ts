import { type Horizon, quarterAt } from "../../infra/season/demand/horizon.ts";
import { MARKETS } from "../../infra/settings/index.ts";
import { items, numberAt, textAt, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";

/** What an autoscale setting's profiles say for each quarter of a horizon. */
export interface RunningBounds {
  readonly floors: Int32Array;
  readonly ceilings: Int32Array;
  /**
   * 1 where the schedule is broken, and nobody can tell what is meant to run: where fixed dates overlap, of which Azure's
   * documents do not say which runs, and in a recurrence that nothing ends. Both have policies of their own
   * (`season-fixed-dates`, `season-recurrences`), and are told by these alone.
   */
  readonly broken: Uint8Array;
  /** Name of the profile that runs. */
  readonly nameAt: (quarter: number) => string;
}

/** A profile as it is written in a setting. */
export interface WrittenProfile {
  readonly path: string;
  readonly name: string;
  readonly value: unknown;
  readonly floor: number;
  readonly ceiling: number;
}

interface Fixed {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** Days before a horizon in which the recurrence that runs at its start has started. */
const LOOK_BACK_DAYS = 8;

const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The profiles of a setting; empty where they are absent or unknown. */
export function profilesOf({ inputs }: Pick<Resource, "inputs">): readonly WrittenProfile[] {
  return items(inputs, "profiles").map(({ path, value }) => ({
    path,
    name: textAt(value, "name") ?? path,
    value,
    floor: numberAt(value, "capacity.minimum") ?? 0,
    ceiling: numberAt(value, "capacity.maximum") ?? 0,
  }));
}

/**
 * Which floor and ceiling Azure runs when: a fixed date before a recurrence, of which the one that started
 * last runs until the next starts, before the default profile.
 * Source: Learn, "Understand autoscale settings" (autoscale-understanding-settings).
 */
export function runningBounds(
  profiles: readonly WrittenProfile[],
  horizon: Horizon,
): RunningBounds {
  // Several policies ask the same of one setting, and of its year that is some time's work.
  const [first] = profiles;
  const key = typeof first?.value === "object" ? first.value : null;
  const known = key === null ? undefined : KNOWN.get(key);
  if (known !== undefined && isSame(known, profiles, horizon)) return known.bounds;
  const bounds = computeBounds(profiles, horizon);
  if (key !== null) KNOWN.set(key, { profiles, horizon, bounds });
  return bounds;
}

interface Known {
  readonly profiles: readonly WrittenProfile[];
  readonly horizon: Horizon;
  readonly bounds: RunningBounds;
}

/** What was computed last, by a setting's first profile. */
const KNOWN = new WeakMap<object, Known>();

function isSame(known: Known, profiles: readonly WrittenProfile[], horizon: Horizon): boolean {
  return (
    known.horizon === horizon &&
    known.profiles.length === profiles.length &&
    known.profiles.every(({ value }, index) => value === profiles[index]?.value)
  );
}

function computeBounds(profiles: readonly WrittenProfile[], horizon: Horizon): RunningBounds {
  const running = new Int16Array(horizon.quarters).fill(
    profiles.findIndex(({ value }) => !isScheduled(value)),
  );
  const starts = profiles
    .flatMap((profile, index) => startsOf(profile, horizon).map((at) => ({ at, index })))
    .sort((one, other) => one.at - other.at);
  for (const { at, index } of starts) running.fill(index, Math.max(0, at));
  const endless = endlessRecurrence(profiles);
  const broken = Uint8Array.from(running, (index) =>
    endless !== undefined && profiles[index] === endless ? 1 : 0,
  );
  const dated = new Uint8Array(horizon.quarters);
  profiles
    .map((profile, index) => ({ fixed: fixedDateOf(profile.value), index }))
    .reverse()
    .forEach(({ fixed, index }) => {
      if (fixed === undefined) return;
      const from = Math.max(0, quarterAt(horizon, fixed.start));
      const end = Math.min(horizon.quarters, quarterAt(horizon, fixed.end));
      for (let quarter = from; quarter < end; quarter++) {
        broken[quarter] = dated[quarter] ?? 0;
        dated[quarter] = 1;
        running[quarter] = index;
      }
    });
  const at = (quarter: number): WrittenProfile | undefined => profiles[running[quarter] as number];
  return {
    floors: Int32Array.from(running, (_, quarter) => at(quarter)?.floor ?? 0),
    ceilings: Int32Array.from(running, (_, quarter) => at(quarter)?.ceiling ?? 0),
    broken,
    nameAt: (quarter) => at(quarter)?.name ?? "no profile",
  };
}

/** A fixed date's bounds; undefined where a profile has none, or none that can be read. */
export function fixedDateOf(profile: unknown): Fixed | undefined {
  const zone = zoneOf(textAt(profile, "fixedDate.timeZone"));
  const start = instantOf(textAt(profile, "fixedDate.start"), zone);
  const end = instantOf(textAt(profile, "fixedDate.end"), zone);
  return start === undefined || end === undefined ? undefined : { start, end };
}

export function isScheduled(profile: unknown): boolean {
  return (
    valueAt(profile, "fixedDate") !== undefined || valueAt(profile, "recurrence") !== undefined
  );
}

/**
 * The only recurrence of a setting, which nothing ends; undefined where it starts at midnight, as one that is meant to
 * last: the plan's own, in weeks that are all alike.
 */
export function endlessRecurrence(profiles: readonly WrittenProfile[]): WrittenProfile | undefined {
  const recurring = profiles.filter(({ value }) => valueAt(value, "recurrence") !== undefined);
  const [only] = recurring;
  return recurring.length === 1 && only !== undefined && !startsTheDay(only.value)
    ? only
    : undefined;
}

function startsTheDay(profile: unknown): boolean {
  return ["hours", "minutes"].every((name) =>
    items(profile, `recurrence.schedule.${name}`).every(({ value }) => value === 0),
  );
}

/** The IANA name of a zone by Windows' name; Azure's default is UTC. */
export function zoneOf(windows: string | undefined): string | undefined {
  if (windows === undefined || windows === "UTC") return "UTC";
  return Object.values(MARKETS).find(({ windowsTimeZone }) => windowsTimeZone === windows)
    ?.timeZone;
}

function instantOf(
  text: string | undefined,
  zone: string | undefined,
): Temporal.Instant | undefined {
  if (text === undefined || zone === undefined) return undefined;
  try {
    return /(Z|[+-]\d{2}:\d{2})$/.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
  } catch {
    return undefined;
  }
}

/** The quarters in which a recurrence starts, from before the horizon on. */
function startsOf({ value }: WrittenProfile, horizon: Horizon): readonly number[] {
  const schedule = valueAt(value, "recurrence.schedule");
  const zone = zoneOf(textAt(schedule, "timeZone"));
  if (schedule === undefined || zone === undefined) return [];
  const days = items(schedule, "days").map((day) => DAY_NAMES.indexOf(String(day.value)) + 1);
  const times = items(schedule, "hours").flatMap((hour) =>
    items(schedule, "minutes").map(
      (minute) => new Temporal.PlainTime(Number(hour.value), Number(minute.value)),
    ),
  );
  const first = horizon.from.toZonedDateTimeISO(zone).toPlainDate().subtract({
    days: LOOK_BACK_DAYS,
  });
  const count = Math.ceil(horizon.quarters / 96) + LOOK_BACK_DAYS + 1;
  return Array.from({ length: count }, (_, index) => first.add({ days: index }))
    .filter((date) => days.includes(date.dayOfWeek))
    .flatMap((date) =>
      times.map((time) =>
        quarterAt(horizon, date.toPlainDateTime(time).toZonedDateTime(zone).toInstant()),
      ),
    );
}
