import { fileURLToPath } from "node:url";
import type { Calendar } from "../../infra/season/calendar.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import { listStacks, readSettings, type Settings } from "../../infra/settings/index.ts";
import { type Release, readReleases } from "../../infra/settings/releases/read-releases.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a stack is measured by, besides its resources. */
export interface World {
  readonly settings: Settings;
  /** The settings of the installation's other stacks, by name. */
  readonly others: ReadonlyMap<string, Settings>;
  readonly plan: SeasonPlan;
  /** Those of the stack's markets. */
  readonly calendars: readonly Calendar[];
  /** The images that staging has run. */
  readonly releases: readonly Release[];
}

/**
 * Reads the settings of a stack and plans its season. The plan's code is loaded here only: a policy of one
 * resource does not need it.
 *
 * @param today the day from which the program planned. @default the settings' own, or else today
 * @throws SettingsError with everything that is wrong in the settings or in data/.
 */
export async function readWorld(
  stack: string,
  today?: Temporal.PlainDate,
  root = ROOT,
): Promise<World> {
  const settings = readSettings(root, stack);
  const [{ seasonPlan }, { readPlanInput }] = await Promise.all([
    import("../../infra/season/plan.ts"),
    import("../../infra/settings/plan-input.ts"),
  ]);
  const input = await readPlanInput({
    root,
    stack,
    settings,
    ...(today === undefined ? {} : { today }),
  });
  const others = listStacks(root)
    .filter((name) => name !== stack)
    .map((name) => [name, readSettings(root, name)] as const);
  return {
    settings,
    others: new Map(others),
    plan: seasonPlan(input),
    calendars: [...input.calendars.values()],
    releases: readReleases(root),
  };
}
