import type { Settings } from "../../infra/settings/index.ts";

/**
 * Why a stack can't be judged where its settings keep a day of their own: a preview would plan from that day, out of a grade
 * period perhaps, and the deployment plans from the day on which it is made, whatever stands there.
 *
 * @returns the problem with its mend; undefined where there is none.
 */
export function ownDayProblem(
  stack: string,
  { season }: Pick<Settings, "season">,
): string | undefined {
  if (season.today === undefined) return undefined;
  return (
    `Pulumi.${stack}.yaml keeps \`season.today: ${season.today}\`, so it would be judged as of that day, and not as of the day ` +
    `on which it is deployed. Take \`today\` out of it; \`npx gradetide season plan ${stack} --today ${season.today}\` shows the plan ` +
    "of another day."
  );
}
