import { type CompiledSetting, compile } from "../../../local/autoscale/compile.ts";
import type { Game } from "./game.ts";
import { startClones } from "./game.ts";
import { beyondLimits, keepsLimits, LIMITS } from "./limits.ts";
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

/**
 * The cheapest rule set that keeps the limits on a game, or where none does, the one that passes them least.
 * A replay ends early when it has refused more than the whole part may.
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
  const arrived = game.rps.reduce((sum, rps) => sum + rps, 0);
  const most = (arrived * LIMITS.refusedPpm * part) / 1e6;
  let best: Picked | undefined;
  for (const rules of grid) {
    const score = new Score(game, startClones(game), false);
    const found = best;
    const unless = (): boolean =>
      found?.keeps === true &&
      (score.refused > most || score.cloneHours > found.figures.cloneHours);
    replayRules(game, settingsOf(rules), score, { unless });
    if (unless()) continue;
    const figures = score.figures();
    const one = { rules, figures, keeps: keepsLimits(figures, part) };
    if (best === undefined || isBetter(one, best)) best = one;
  }
  return best as Picked;
}

function isBetter(one: Picked, other: Picked): boolean {
  if (one.keeps !== other.keeps) return one.keeps;
  return one.keeps
    ? one.figures.cloneHours < other.figures.cloneHours
    : beyondLimits(one.figures) < beyondLimits(other.figures);
}
