import type { CompiledProfile, CompiledSetting, WeeklyStart } from "./compile.ts";
import type { Choices } from "./undocumented.ts";
import { instantOf } from "./zones.ts";

/** A stretch of time in which one profile runs. Half-open, in epoch milliseconds. */
export interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
  /** Undefined where none suits: no default profile, and nothing else on. */
  readonly profile: CompiledProfile | undefined;
}

const DAY_MS = 86_400_000;
/** A recurrence comes back after 7 days; the rest is for changes of daylight time, and of the date line. */
const LOOK_BACK_MS = 9 * DAY_MS;
/** How far the cursor looks ahead at once. */
const LOOK_AHEAD_MS = 35 * DAY_MS;

/** The profile that a run at this instant executes. */
export function activeProfile(setting: CompiledSetting, atMs: number): CompiledProfile | undefined {
  return setting.cursor.at(atMs);
}

/**
 * Which profile runs when, from one instant up to another.
 *
 * A fixed date goes before a recurrence, and a recurrence before the default profile (document:
 * autoscale-understanding-settings, "Which profile will autoscale use?"). A recurrence has no end: it
 * lasts until the next one starts, across days and weeks, so that the default profile of a setting with
 * any recurrence never runs (document: autoscale-multiprofile, "Multiple profiles using templates, CLI,
 * and PowerShell").
 */
export function timeline(
  profiles: readonly CompiledProfile[],
  range: { readonly fromMs: number; readonly untilMs: number },
  choices: Choices,
): readonly Stretch[] {
  const { fromMs, untilMs } = range;
  const starts = startsOf(profiles, { fromMs: fromMs - LOOK_BACK_MS, untilMs }, choices);
  const fixed = fixedOf(profiles, choices);
  const edges = [fromMs, ...starts.map(({ atMs }) => atMs), ...fixed.flatMap(edgesOf), untilMs]
    .filter((edge) => edge >= fromMs && edge <= untilMs)
    .sort((a, b) => a - b);
  const fallback = profiles.find(({ schedule }) => schedule.kind === "default");
  const stretches: Stretch[] = [];
  let passed = 0;
  for (const [index, edge] of edges.entries()) {
    const next = edges[index + 1];
    if (next === undefined || next === edge) continue;
    while (passed < starts.length && (starts[passed]?.atMs ?? 0) <= edge) passed += 1;
    const profile =
      fixed.find((date) => date.fromMs <= edge && edge < date.untilMs)?.profile ??
      recurrenceAt(edge, starts[passed - 1], fixed, choices) ??
      fallback;
    const before = stretches.at(-1);
    if (before !== undefined && before.profile === profile) {
      stretches[stretches.length - 1] = { ...before, untilMs: next };
    } else {
      stretches.push({ fromMs: edge, untilMs: next, profile });
    }
  }
  return stretches;
}

/** Finds the profile of any instant, and costs nothing as long as the instants stay in one stretch. */
export class ProfileCursor {
  readonly #profiles: readonly CompiledProfile[];
  readonly #choices: Choices;
  #stretches: readonly Stretch[] = [];
  #place = 0;
  #fromMs = 0;
  #untilMs = 0;
  #profile: CompiledProfile | undefined;

  constructor(profiles: readonly CompiledProfile[], choices: Choices) {
    this.#profiles = profiles;
    this.#choices = choices;
  }

  at(atMs: number): CompiledProfile | undefined {
    if (atMs < this.#fromMs || atMs >= this.#untilMs) this.#move(atMs);
    return this.#profile;
  }

  /** Until when the profile of the instant asked last runs at least. */
  get validUntilMs(): number {
    return this.#untilMs;
  }

  #move(atMs: number): void {
    const known = this.#stretches;
    const first = known[0]?.fromMs ?? 0;
    const end = known.at(-1)?.untilMs ?? 0;
    if (atMs < first || atMs >= end) {
      const range = { fromMs: atMs, untilMs: atMs + LOOK_AHEAD_MS };
      this.#stretches = timeline(this.#profiles, range, this.#choices);
      this.#place = 0;
    } else if (atMs < this.#fromMs) {
      this.#place = 0;
    }
    while (atMs >= (this.#stretches[this.#place]?.untilMs ?? Number.POSITIVE_INFINITY)) {
      this.#place += 1;
    }
    const stretch = this.#stretches[this.#place];
    this.#fromMs = stretch?.fromMs ?? 0;
    this.#untilMs = stretch?.untilMs ?? 0;
    this.#profile = stretch?.profile;
  }
}

interface Start {
  readonly atMs: number;
  readonly profile: CompiledProfile;
}

/** The starts of all recurrences in a range, in order; of those at one instant, the one that counts is last. */
function startsOf(
  profiles: readonly CompiledProfile[],
  range: { readonly fromMs: number; readonly untilMs: number },
  choices: Choices,
): readonly Start[] {
  const inOrder = choices.overlappingProfiles === "first-listed" ? profiles.toReversed() : profiles;
  return inOrder
    .flatMap((profile) =>
      profile.schedule.kind === "weekly"
        ? instantsOf(profile.schedule, range, choices).map((atMs) => ({ atMs, profile }))
        : [],
    )
    .sort((a, b) => a.atMs - b.atMs);
}

function instantsOf(
  weekly: WeeklyStart,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
  choices: Choices,
): readonly number[] {
  const instants: number[] = [];
  const last = dateAt(untilMs, weekly.zone);
  for (
    let date = dateAt(fromMs, weekly.zone);
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    if (weekly.days.includes(date.dayOfWeek)) {
      instants.push(instantOf(date.toPlainDateTime(weekly.time), weekly.zone, choices));
    }
  }
  return instants;
}

function dateAt(ms: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
}

interface Fixed {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly profile: CompiledProfile;
}

/** The fixed dates; of those that overlap, the one that counts is first. */
function fixedOf(profiles: readonly CompiledProfile[], choices: Choices): readonly Fixed[] {
  const fixed = profiles.flatMap((profile) =>
    profile.schedule.kind === "fixed" ? [{ ...profile.schedule, profile }] : [],
  );
  return choices.overlappingProfiles === "first-listed" ? fixed : fixed.toReversed();
}

function edgesOf({ fromMs, untilMs }: Fixed): readonly number[] {
  return [fromMs, untilMs];
}

/** The recurrence that started last, unless a fixed date that came since has ended it. */
function recurrenceAt(
  atMs: number,
  start: Start | undefined,
  fixed: readonly Fixed[],
  choices: Choices,
): CompiledProfile | undefined {
  if (start === undefined || choices.recurrenceAfterFixedDate === "resumes") return start?.profile;
  const ended = fixed.some(({ fromMs }) => start.atMs < fromMs && fromMs <= atMs);
  return ended ? undefined : start.profile;
}
