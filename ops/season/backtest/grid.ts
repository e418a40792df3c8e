import type { RuleSet, Step } from "./rules.ts";

/** Percent at which the rules of the grid scale out, and by how much less they scale in. */
const OUT_ABOVE = [40, 50, 60, 70, 75, 80, 85];
const IN_BELOW_BY = [5, 15, 30];

/** How they scale: one by one as documents do, in shares, quickly, and patiently. */
const WAYS: readonly Pick<RuleSet, "windowMinutes" | "out" | "in">[] = [
  way(10, clones(1, 5), clones(1, 10)),
  way(5, clones(1, 5), clones(1, 5)),
  way(5, clones(2, 5), clones(1, 5)),
  way(5, percent(25, 5), percent(20, 5)),
  way(5, percent(50, 5), percent(50, 10)),
];

/**
 * The rule sets among which "reactive, picked" is picked, and the plan's rules at first: 7 thresholds, each with 3
 * distances to the one below and 5 ways to scale: 105.
 */
export const GRID: readonly RuleSet[] = gridOf(OUT_ABOVE);

/** Percent above a step of the grid at which the plan's rules are looked for once more. */
const FINER = [1, 2, 3, 4];

/** The rule sets between a threshold and the next one of the grid: there lie several parts in a hundred of the cost. */
export function finerGrid({ outAbove }: RuleSet): readonly RuleSet[] {
  return gridOf(FINER.map((more) => outAbove + more));
}

function gridOf(thresholds: readonly number[]): readonly RuleSet[] {
  return thresholds.flatMap((outAbove) =>
    IN_BELOW_BY.flatMap((by) => WAYS.map((one) => ({ outAbove, inBelow: outAbove - by, ...one }))),
  );
}

function way(
  windowMinutes: number,
  out: Step,
  inward: Step,
): Pick<RuleSet, "windowMinutes" | "out" | "in"> {
  return { windowMinutes, out, in: inward };
}

function clones(value: number, cooldownMinutes: number): Step {
  return { unit: "clones", value, cooldownMinutes };
}

function percent(value: number, cooldownMinutes: number): Step {
  return { unit: "percent", value, cooldownMinutes };
}
