import { type CompiledSetting, compile } from "../../../local/autoscale/compile.ts";
import { type Game, partOf, startClones } from "./game.ts";
import { beyondLimits, keepsLimits } from "./limits.ts";
import { type Deployed, replayRules } from "./replay-rules.ts";
import { azureProfile, type RuleSet } from "./rules.ts";
import { type Figures, Score } from "./score.ts";

/** More clones than any fleet here has: no ceiling. */
export const NO_CEILING = 1000;

/** A rule set and what it came to on the part on which it was picked. */
export interface Picked {
  readonly rules: RuleSet;
  readonly figures: Figures;
  /** Whether it kept the limits there. */
  readonly keeps: boolean;
}

/** A setting of one profile, for all times. */
export function reactiveSetting(rules: RuleSet, minimum: number): CompiledSetting {
  const bounds = { minimum, maximum: NO_CEILING };
  return compile({ enabled: true, profiles: [azureProfile("always", rules, bounds)] });
}

/** A week in so many is looked at first, in games from so many weeks on. */
const EVERY = 4;
const LEAST_WEEKS = 16;
const WEEK = 7 * 1440;

/** Rule sets are replayed in full while they cost at most so much more in those weeks than the best one does. */
const NEAR = 1.02;

/** Where no rule set keeps the limits, so many that pass them least in those weeks are replayed in full. */
const LEAST_BAD = 12;

/**
 * The cheapest rule set that keeps the limits on a game, or where none does, the one that passes them least.
 *
 * A long game is not replayed in full by all of them: every fourth week tells which are cheap, and these are
 * replayed until no other one is near. So one that is a little cheaper may be missed; none that passes the limits
 * is taken for one that keeps them.
 *
 * @param settingsOf what is deployed with a rule set
 * @param part the part of the limits that is allowed
 */
export function pickRules(
  game: Game,
  grid: readonly RuleSet[],
  settingsOf: (rules: RuleSet) => readonly Deployed[],
  part = 1,
): Picked {
  const weeks = game.rps.length / WEEK;
  const seen = grid.map((rules) => {
    const deployed = settingsOf(rules);
    const figures =
      weeks < LEAST_WEEKS ? played(game, deployed) : playedInWeeks(game, deployed, weeks);
    return { rules, deployed, figures };
  });
  seen.sort((one, other) => one.figures.cloneHours - other.figures.cloneHours);
  let best: Picked | undefined;
  let near = Number.POSITIVE_INFINITY;
  for (const { rules, deployed, figures: sampled } of seen) {
    if (sampled.cloneHours > near) break;
    if (beyondLimits(sampled) > EVERY * part) continue;
    const figures = weeks < LEAST_WEEKS ? sampled : played(game, deployed);
    const one = { rules, figures, keeps: keepsLimits(figures, part) };
    if (!one.keeps) continue;
    if (best === undefined) near = sampled.cloneHours * NEAR;
    if (best === undefined || figures.cloneHours < best.figures.cloneHours) best = one;
  }
  return best ?? leastBad(game, seen);
}

interface Seen {
  readonly rules: RuleSet;
  readonly deployed: readonly Deployed[];
  readonly figures: Figures;
}

function leastBad(game: Game, seen: readonly Seen[]): Picked {
  return seen
    .toSorted((one, other) => beyondLimits(one.figures) - beyondLimits(other.figures))
    .slice(0, LEAST_BAD)
    .map(({ rules, deployed }) => ({ rules, figures: played(game, deployed), keeps: false }))
    .reduce((best, one) => (beyondLimits(one.figures) < beyondLimits(best.figures) ? one : best));
}

function played(game: Game, deployed: readonly Deployed[]): Figures {
  const score = new Score(game, startClones(game), false);
  replayRules(game, deployed, score);
  return score.figures();
}

/** The mean of every fourth week. */
function playedInWeeks(game: Game, deployed: readonly Deployed[], weeks: number): Figures {
  const all: Figures[] = [];
  for (let week = 0; week + 1 <= weeks; week += EVERY) {
    const from = week * WEEK;
    all.push(played(partOf(game, from, from + WEEK), deployedFrom(deployed, from)));
  }
  const mean = (of: (figures: Figures) => number): number =>
    all.reduce((sum, figures) => sum + of(figures), 0) / all.length;
  return {
    ...(all[0] as Figures),
    cloneHours: mean(({ cloneHours }) => cloneHours),
    refusedPpm: mean(({ refusedPpm }) => refusedPpm),
    bellRefusedPpm: mean(({ bellRefusedPpm }) => bellRefusedPpm),
  };
}

/** What is deployed from a minute on, with minutes counted from there. */
function deployedFrom(deployed: readonly Deployed[], minute: number): readonly Deployed[] {
  const first = deployed.findLastIndex(({ from }) => from <= minute);
  return deployed
    .slice(first)
    .map(({ from, setting }) => ({ from: Math.max(0, from - minute), setting }));
}
