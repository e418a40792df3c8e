import { secondsOf } from "./duration.ts";
import {
  type AutoscaleProfile,
  type AutoscaleProperties,
  DIRECTIONS,
  type FixedDate,
  OPERATORS,
  type Recurrence,
  SCALE_TYPES,
  type ScaleCapacity,
  type ScaleRule,
  STATISTICS,
  TIME_AGGREGATIONS,
  WEEKDAYS,
} from "./setting.ts";
import { DEFAULT_ZONE, ianaZone } from "./zones.ts";

/** Something that Azure, or this core, refuses in a setting. */
export interface Problem {
  /** Where, from `properties` on, for example "profiles[0].rules[1].scaleAction.cooldown". */
  readonly path: string;
  /** Stable, while the text may change. */
  readonly code: ProblemCode;
  /** What is wrong, what it was, what is allowed. */
  readonly text: string;
}

export type ProblemCode =
  | "ambiguous-time"
  | "count"
  | "date"
  | "duration"
  | "out-of-limits"
  | "range"
  | "several-defaults"
  | "too-long"
  | "too-many"
  | "two-schedules"
  | "unknown-word"
  | "unknown-zone"
  | "unsupported";

/** Documents: autoscale-understanding-settings; Azure REST API specifications, autoscale_API.json. */
const MOST_PROFILES = 20;
const MOST_RULES = 10;
const MOST_DAYS = 365;
const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;

type Report = (path: string, code: ProblemCode, text: string) => void;

/** All that is wrong with a setting; empty where `compile` takes it. */
export function check(properties: AutoscaleProperties): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (path, code, text) => problems.push({ path, code, text });
  const { profiles, predictiveAutoscalePolicy: predictive } = properties;
  if (profiles.length < 1 || profiles.length > MOST_PROFILES) {
    report(
      "profiles",
      "too-many",
      `${profiles.length} profiles; 1 to ${MOST_PROFILES} are allowed`,
    );
  }
  const defaults = profiles.filter((profile) => !profile.fixedDate && !profile.recurrence);
  if (defaults.length > 1) {
    const names = defaults.map(({ name }) => `"${name}"`).join(", ");
    report("profiles", "several-defaults", `${names} have no schedule; one profile may have none`);
  }
  if (predictive && predictive.scaleMode !== "Disabled") {
    const text = `${quoted(predictive.scaleMode)}; predictive autoscale is not supported here, only "Disabled" is`;
    report("predictiveAutoscalePolicy.scaleMode", "unsupported", text);
  }
  profiles.forEach((profile, index) => {
    checkProfile(profile, `profiles[${index}]`, report);
  });
  return problems;
}

function checkProfile(profile: AutoscaleProfile, path: string, report: Report): void {
  const { capacity, rules, fixedDate, recurrence } = profile;
  checkCapacity(capacity, `${path}.capacity`, report);
  if (rules.length > MOST_RULES) {
    report(`${path}.rules`, "too-many", `${rules.length} rules; at most ${MOST_RULES} are allowed`);
  }
  rules.forEach((rule, index) => {
    checkRule(rule, `${path}.rules[${index}]`, report);
  });
  if (fixedDate && recurrence) {
    report(path, "two-schedules", "a profile has a fixedDate or a recurrence, not both");
  }
  if (fixedDate) checkFixedDate(fixedDate, `${path}.fixedDate`, report);
  if (recurrence) checkRecurrence(recurrence, `${path}.recurrence`, report);
}

function checkCapacity(capacity: ScaleCapacity, path: string, report: Report): void {
  const { minimum, maximum, default: fallback } = capacity;
  const entries = Object.entries({ minimum, maximum, default: fallback });
  const wrong = entries.filter(([, text]) => !/^\d{1,9}$/.test(text));
  for (const [key, text] of wrong) {
    report(`${path}.${key}`, "count", `${quoted(text)} is no number of instances, such as "2"`);
  }
  if (wrong.length > 0) return;
  if (Number(minimum) > Number(maximum)) {
    const text = `minimum ${minimum} is more than maximum ${maximum}`;
    report(path, "out-of-limits", text);
  } else if (Number(fallback) < Number(minimum) || Number(fallback) > Number(maximum)) {
    const text = `default ${fallback} is outside minimum ${minimum} and maximum ${maximum}`;
    report(`${path}.default`, "out-of-limits", text);
  }
}

function checkRule({ metricTrigger, scaleAction }: ScaleRule, path: string, report: Report): void {
  const trigger = `${path}.metricTrigger`;
  word(metricTrigger.statistic, STATISTICS, `${trigger}.statistic`, report);
  word(metricTrigger.timeAggregation, TIME_AGGREGATIONS, `${trigger}.timeAggregation`, report);
  word(metricTrigger.operator, OPERATORS, `${trigger}.operator`, report);
  if (!Number.isFinite(metricTrigger.threshold)) {
    const text = `${metricTrigger.threshold} is no number to compare a metric with`;
    report(`${trigger}.threshold`, "range", text);
  }
  if (metricTrigger.dimensions && metricTrigger.dimensions.length > 0) {
    report(
      `${trigger}.dimensions`,
      "unsupported",
      "dimensions are not supported here; leave them out",
    );
  }
  const grain = duration(metricTrigger.timeGrain, MINUTE, 12 * HOUR, MINUTE);
  const window = duration(metricTrigger.timeWindow, 5 * MINUTE, 12 * HOUR, MINUTE);
  grain.refuse(`${trigger}.timeGrain`, "whole minutes from PT1M to PT12H", report);
  window.refuse(`${trigger}.timeWindow`, "whole minutes from PT5M to PT12H", report);
  if (
    grain.seconds !== undefined &&
    window.seconds !== undefined &&
    grain.seconds > window.seconds
  ) {
    const text = `timeGrain ${metricTrigger.timeGrain} is longer than timeWindow ${metricTrigger.timeWindow}`;
    report(`${trigger}.timeGrain`, "range", text);
  }
  const action = `${path}.scaleAction`;
  word(scaleAction.direction, DIRECTIONS, `${action}.direction`, report);
  word(scaleAction.type, SCALE_TYPES, `${action}.type`, report);
  if (scaleAction.value !== undefined && !/^0*[1-9]\d{0,8}$/.test(scaleAction.value)) {
    report(
      `${action}.value`,
      "count",
      `${quoted(scaleAction.value)}; a whole number from "1" is allowed`,
    );
  }
  duration(scaleAction.cooldown, MINUTE, WEEK, SECOND).refuse(
    `${action}.cooldown`,
    "PT1M to P7D",
    report,
  );
}

function checkFixedDate(fixedDate: FixedDate, path: string, report: Report): void {
  const zone = zoneOf(fixedDate.timeZone ?? DEFAULT_ZONE, `${path}.timeZone`, report);
  const start = localTime(fixedDate.start, zone, `${path}.start`, report);
  const end = localTime(fixedDate.end, zone, `${path}.end`, report);
  if (start === undefined || end === undefined) return;
  if (Temporal.PlainDateTime.compare(start, end) >= 0) {
    report(`${path}.end`, "range", `${fixedDate.end} is not after the start, ${fixedDate.start}`);
  } else if (Temporal.PlainDateTime.compare(start.add({ days: MOST_DAYS }), end) < 0) {
    const text = `${fixedDate.start} to ${fixedDate.end} is more than ${MOST_DAYS} days`;
    report(`${path}.end`, "too-long", text);
  }
}

function checkRecurrence({ frequency, schedule }: Recurrence, path: string, report: Report): void {
  word(frequency, ["Week"], `${path}.frequency`, report);
  zoneOf(schedule.timeZone, `${path}.schedule.timeZone`, report);
  const { days } = schedule;
  if (days.length === 0) {
    report(`${path}.schedule.days`, "count", 'no day; name at least one, such as "Monday"');
  }
  days.forEach((day, index) => {
    word(day, WEEKDAYS, `${path}.schedule.days[${index}]`, report);
  });
  oneOf(schedule.hours, 23, `${path}.schedule.hours`, report);
  oneOf(schedule.minutes, 59, `${path}.schedule.minutes`, report);
}

function oneOf(values: readonly number[], most: number, path: string, report: Report): void {
  const [value] = values;
  if (values.length !== 1 || value === undefined) {
    report(path, "count", `${values.length} values; exactly one is allowed, 0 to ${most}`);
  } else if (!Number.isInteger(value) || value < 0 || value > most) {
    report(path, "range", `${value}; a whole number from 0 to ${most} is allowed`);
  }
}

function zoneOf(name: string, path: string, report: Report): string | undefined {
  const zone = ianaZone(name);
  if (zone === undefined) {
    const text = `${quoted(name)} is no time zone that Windows knows, such as "W. Europe Standard Time"`;
    report(path, "unknown-zone", text);
  }
  return zone;
}

function localTime(
  text: string,
  zone: string | undefined,
  path: string,
  report: Report,
): Temporal.PlainDateTime | undefined {
  const local = parseLocal(text);
  if (local === undefined) {
    report(path, "date", `${quoted(text)} is no date and time, such as "2026-12-14T00:00:00"`);
  } else if (zone !== undefined && !offsetAgrees(text, local, zone)) {
    report(
      path,
      "ambiguous-time",
      `${quoted(text)} has another offset than its time zone then; leave the offset out`,
    );
  }
  return local;
}

/** The local time of an ISO 8601 text, whatever offset it also names; undefined where either is none. */
export function parseLocal(text: string): Temporal.PlainDateTime | undefined {
  const [, local, offset] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  if (local === undefined) return undefined;
  try {
    if (offset !== undefined) Temporal.Instant.from(text);
    return Temporal.PlainDateTime.from(local, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

/** Documents don't say whether the offset or the zone counts, so both must mean the same. */
function offsetAgrees(text: string, local: Temporal.PlainDateTime, zone: string): boolean {
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(text)) return true;
  return Temporal.Instant.from(text).toZonedDateTimeISO(zone).toPlainDateTime().equals(local);
}

function word(value: string, allowed: readonly string[], path: string, report: Report): void {
  if (!allowed.includes(value)) {
    report(path, "unknown-word", `${quoted(value)}; allowed are ${allowed.join(", ")}`);
  }
}

interface Checked {
  readonly seconds: number | undefined;
  refuse(path: string, allowed: string, report: Report): void;
}

function duration(text: string, least: number, most: number, step: number): Checked {
  const seconds = secondsOf(text);
  return {
    seconds,
    refuse(path, allowed, report) {
      if (seconds === undefined) {
        report(path, "duration", `${quoted(text)} is no ISO 8601 duration; allowed are ${allowed}`);
      } else if (seconds < least || seconds > most || seconds % step !== 0) {
        report(path, "range", `${text}; allowed are ${allowed}`);
      }
    },
  };
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
