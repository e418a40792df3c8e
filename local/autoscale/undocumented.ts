/**
 * What Microsoft's documents on autoscale leave open. Each point says what is silent, what may be chosen,
 * and why we chose {@link UNDOCUMENTED}'s value. Another choice is passed to `compile`.
 */
export interface Choices {
  /**
   * How often a setting is run, in seconds. Documented as "every 30 to 60 s, depending on the resource
   * type", without saying which type has which. The longer one: it reacts last.
   */
  readonly runIntervalSeconds: number;
  /**
   * How many of the newest whole minutes of a metric can't be read yet. Documented is only that a window
   * must be longer than the delay, "which can vary from resource to resource". One minute: the last whole
   * minute is still being collected when the run starts.
   */
  readonly metricDelayMinutes: number;
  /**
   * Whether a run at the very instant at which a fixed date ends still belongs to it. Excluded, so that
   * two of them can follow each other without a gap and without an overlap.
   */
  readonly fixedDateEnd: "excluded" | "included";
  /**
   * Which of several fixed dates that hold the same instant runs, and which of several recurrences that
   * start at the same instant. "The first suitable profile" is all that is said; an older revision of
   * the document named the first one listed.
   */
  readonly overlappingProfiles: "first-listed" | "last-listed";
  /**
   * What runs when a fixed date ends: the recurrence that started last, or the default profile until the
   * next recurrence starts. It resumes: each run asks anew which profile suits.
   */
  readonly recurrenceAfterFixedDate: "resumes" | "ended";
  /** Which instant a local time means that a change of daylight time repeats. The first: it starts earlier. */
  readonly repeatedHour: "first" | "second";
  /**
   * What a local time means that a change of daylight time skips: by the clock before the change (02:30
   * becomes 03:30), or by the clock after it (02:30 becomes 01:30). The former, as calendars do (RFC 5545).
   */
  readonly skippedHour: "clock-before" | "clock-after";
  /**
   * Whether a pull into the limits, or up to `default`, waits for the cool-down. "At the next run" is
   * said, so it does not wait.
   */
  readonly pullWaitsForCooldown: boolean;
  /**
   * The cool-down that such a pull starts, in minutes. None: a cool-down belongs to a rule, and no rule
   * fired. One that is still running stays.
   */
  readonly pullCooldownMinutes: number;
  /** How PercentChangeCount is rounded on scale-out. Up: towards more capacity. */
  readonly percentOut: Rounding;
  /** How PercentChangeCount is rounded on scale-in. Down: towards more capacity. */
  readonly percentIn: Rounding;
  /**
   * The fewest instances that PercentChangeCount adds or removes. One, as an action's value must be 1 or
   * more; else a small scale set would never scale in by a percentage.
   */
  readonly percentLeast: number;
  /** How many instances further ServiceAllowedNextValue goes. One: a scale set allows any number. */
  readonly nextAllowedStep: number;
  /** Whose cool-down counts where several rules lead to the same number. The first one listed. */
  readonly tiedRules: "first-listed" | "last-listed";
  /**
   * When metrics count as unreadable: as soon as one rule's can't be read, or only when none can. One is
   * enough: a rule to scale out might be firing unseen. A rule to scale out that is read and fires goes first.
   */
  readonly unreadable: "any" | "all";
  /**
   * Which metrics grow when fewer instances share the load, as the estimate against flapping has it. All
   * examples are loads of one instance. A Sum or Count that is not divided by the instances is the load of
   * all of them and stays as it is.
   */
  readonly projected: "per-instance" | "all";
}

export type Rounding = "up" | "down" | "nearest";

/**
 * Our choices. Also open and decided without a choice, each where it is done: an ExactCount that lies
 * against its rule's direction changes nothing (rules.ts); a rule of direction None never fires
 * (compile.ts); time grains are counted back from the window's end (metrics.ts); a local time with an
 * offset that is not its zone's is refused (check.ts).
 */
export const UNDOCUMENTED: Choices = {
  runIntervalSeconds: 60,
  metricDelayMinutes: 1,
  fixedDateEnd: "excluded",
  overlappingProfiles: "first-listed",
  recurrenceAfterFixedDate: "resumes",
  repeatedHour: "first",
  skippedHour: "clock-before",
  pullWaitsForCooldown: false,
  pullCooldownMinutes: 0,
  percentOut: "up",
  percentIn: "down",
  percentLeast: 1,
  nextAllowedStep: 1,
  tiedRules: "first-listed",
  unreadable: "any",
  projected: "per-instance",
};
