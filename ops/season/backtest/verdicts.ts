import type { Strategy } from "./backtest.ts";
import { LIMITS } from "./limits.ts";

/** How good the plan must be. Goals of the season's proof. */
export const GOALS = {
  ...LIMITS,
  /** Its clone-hours, as a multiple of the optimum's: on ordinary days, and where a bell is laid over. */
  timesOptimum: 1.35,
  timesOptimumAtBell: 1.5,
  /** Its clone-hours as a multiple of those of the cheapest alternative that keeps the limits, without a bell laid over. */
  timesBest: 1.03,
} as const;

/** A goal and whether it was held. */
export interface Verdict {
  readonly goal: "refused" | "bell-refused" | "times-optimum" | "times-best";
  readonly held: boolean;
  /** What was measured, and what is allowed; NaN where there is nothing to compare with. */
  readonly value: number;
  readonly limit: number;
  /** For people, in a line. */
  readonly text: string;
}

/**
 * What the plan's figures say of the goals.
 *
 * @param rung whether a bell was laid over the load
 */
export function verdictsOf(strategies: readonly Strategy[], rung: boolean): readonly Verdict[] {
  const plan = strategies.find(({ name }) => name === "plan") as Strategy;
  const { refusedPpm, bellRefusedPpm, worstBellPpm, bellsBeyond } = plan.figures;
  const most = rung ? GOALS.timesOptimumAtBell : GOALS.timesOptimum;
  return [
    verdict(
      "refused",
      refusedPpm,
      GOALS.refusedPpm,
      (value, limit) => `${ppm(value)} refused, at most ${limit}`,
    ),
    verdict(
      "bell-refused",
      bellRefusedPpm,
      GOALS.bellRefusedPpm,
      (value, limit) =>
        `${ppm(value)} refused in ten minutes from the bells, at most ${limit}` +
        ` (worst day ${ppm(worstBellPpm)}; days above: ${bellsBeyond})`,
    ),
    verdict(
      "times-optimum",
      plan.timesOptimum,
      most,
      (value, limit) => `${value.toFixed(2)} times the optimum, at most ${limit}`,
    ),
    againstBest(plan, strategies, rung),
  ];
}

function againstBest(plan: Strategy, strategies: readonly Strategy[], rung: boolean): Verdict {
  const rivals = strategies
    .filter(({ alternative, keepsLimits }) => alternative && keepsLimits)
    .sort((one, other) => one.figures.cloneHours - other.figures.cloneHours);
  const [best] = rivals;
  const limit = rung ? 1 : GOALS.timesBest;
  if (best === undefined) {
    const text = "no alternative keeps the limits";
    return { goal: "times-best", held: true, value: Number.NaN, limit, text };
  }
  const value = plan.figures.cloneHours / best.figures.cloneHours;
  const allowed = rung ? "fewer are wanted" : `at most ${limit}`;
  return {
    ...{ goal: "times-best", value, limit },
    held: rung ? value < 1 : value <= limit,
    text: `${value.toFixed(3)} times the clone-hours of ${best.title}, the cheapest alternative that keeps the limits; ${allowed}`,
  };
}

function verdict(
  goal: Verdict["goal"],
  value: number,
  limit: number,
  text: (value: number, limit: number) => string,
): Verdict {
  return { goal, held: value <= limit, value, limit, text: text(value, limit) };
}

function ppm(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ppm`;
}
