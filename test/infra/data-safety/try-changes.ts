import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { withoutOldVersionAliases } from "../../../infra/datacenter/aliases.ts";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { type SeasonPlan, type SeasonPlanInput, seasonPlan } from "../../../infra/season/plan.ts";
import { parseSettings, type Settings, SettingsError } from "../../../infra/settings/index.ts";
import { readPlanInput } from "../../../infra/settings/plan-input.ts";
import { mockedStack, type Registered } from "../../support/mocked-stack.ts";
import { withoutDebugging } from "../../support/without-debugging.ts";
import { type Loss, losses } from "./losses.ts";
import { type SettingChange, settingChanges } from "./setting-changes.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** What came of a change. */
export interface Tried extends Pick<SettingChange, "path" | "change"> {
  /** `refused`: by the settings, before anything is registered. */
  readonly outcome: "refused" | "taken";
  readonly losses: readonly Loss[];
}

/** What is registered does not hang on the day. */
const TODAY = Temporal.PlainDate.from("2027-02-08");

/**
 * Changes each setting of a real stack, one at a time, plans its season and declares all of it, and says what of its data
 * would be lost. What is declared follows from settings and plan alone, so changes that end in the same ones, after
 * defaults are filled in, are declared once.
 *
 * @param seen is shown all that is registered, each time.
 */
export async function tryChanges(
  stack: string,
  seen: (registered: readonly Registered[]) => void = () => {},
): Promise<readonly Tried[]> {
  const file = `Pulumi.${stack}.yaml`;
  const value: unknown = parse(readFileSync(join(ROOT, file), "utf8")).config[
    "gradetide:datacenter"
  ];
  const read = (changed: unknown): Settings =>
    parseSettings({ stack, file, text: undefined, value: changed });
  const plan = once(planned, (settings) => seasonOf(stack, settings));
  const declared = once(
    (settings) => settings,
    async (settings) => {
      const resources = await registered(stack, settings, await plan(settings));
      seen(resources);
      return resources;
    },
  );
  const before = await declared(read(value));
  const tried: Tried[] = [];
  for (const { path, change, value: changed } of settingChanges(value)) {
    const after = readOr(() => read(changed));
    tried.push({
      path,
      change,
      outcome: after === undefined ? "refused" : "taken",
      losses: after === undefined ? [] : losses(before, await declared(after)),
    });
  }
  return tried;
}

/** Does something once for all settings whose parts that it hangs on are the same. */
function once<T>(
  part: (settings: Settings) => unknown,
  make: (settings: Settings) => Promise<T>,
): (settings: Settings) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (settings) => {
    const key = JSON.stringify(part(settings));
    const found = made.get(key) ?? make(settings);
    made.set(key, found);
    return found;
  };
}

/** The settings that a plan is computed from, and no others. */
function planned({ markets, zones, edge, web, database, staging }: Settings): PlannedSettings {
  return { markets, zones, edge, web, database, staging };
}

type PlannedSettings = SeasonPlanInput["settings"];

async function seasonOf(stack: string, settings: Settings): Promise<SeasonPlan> {
  const input = await readPlanInput({ root: ROOT, stack, settings, today: TODAY });
  return seasonPlan({ ...input, settings: planned(settings) });
}

function readOr(read: () => Settings): Settings | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SettingsError) return undefined;
    throw error;
  }
}

async function registered(
  stack: string,
  settings: Settings,
  plan: SeasonPlan,
): Promise<readonly Registered[]> {
  const { resources } = await withoutDebugging(() =>
    mockedStack(() => {
      pulumi.runtime.registerStackTransformation(withoutOldVersionAliases);
      new Datacenter(stack, settings, plan);
    }),
  );
  return resources;
}
