/**
 * When clones come and go by themselves. The thresholds are far apart, as Azure skips a step in after
 * which a rule out would fire: two clones carry at 53 % what three carried at 35 %. At 65 % the loss of one of
 * three zones leaves the others just below all that they have. Out goes faster than in.
 * Source: Microsoft Learn, "Best practices for autoscale".
 */
export const RULES = {
  /** Percent of the clones' CPU, as their average over the window, above which clones are added. */
  outAbove: 65,
  /** Percent below which they are taken away. */
  inBelow: 35,
  /** Minutes that a load must last: in ten, a clone that starts does not count for much. */
  windowMinutes: 10,
  /** Clones at a step. */
  stepOut: 2,
  stepIn: 1,
  /** Minutes in which nothing happens after a step: a new clone must have time to take its share. */
  cooldownOutMinutes: 5,
  cooldownInMinutes: 10,
} as const;
