/** Something that takes its time once all that it waits for is done. */
export interface Step {
  readonly name: string;
  readonly seconds: number;
  /** Names of the steps that must be done before; names of no step are passed over. */
  readonly after: readonly string[];
}

/** The steps that decide when everything is done, from the first to the last. */
export interface Chain {
  readonly seconds: number;
  readonly steps: readonly Step[];
}

/**
 * The longest chain of steps, each of which waits for the one before it: how long all of them take where every
 * step begins as soon as it may.
 *
 * @throws Error where steps wait for each other in a circle.
 */
export function longestChain(steps: readonly Step[]): Chain {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const longest = new Map<string, Chain>();
  const open = new Set<string>();

  const chainTo = (step: Step): Chain => {
    const known = longest.get(step.name);
    if (known !== undefined) return known;
    if (open.has(step.name)) throw new Error(`${step.name} waits for itself.`);
    open.add(step.name);
    let before: Chain = { seconds: 0, steps: [] };
    for (const name of step.after) {
      const other = byName.get(name);
      if (other === undefined) continue;
      const chain = chainTo(other);
      if (chain.seconds > before.seconds) before = chain;
    }
    open.delete(step.name);
    const chain = { seconds: before.seconds + step.seconds, steps: [...before.steps, step] };
    longest.set(step.name, chain);
    return chain;
  };

  return steps
    .map(chainTo)
    .reduce((a, b) => (b.seconds > a.seconds ? b : a), { seconds: 0, steps: [] });
}
