import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { type SeasonPlan, seasonPlan } from "../../../infra/season/plan.ts";
import { parseSettings, type Settings, SettingsError } from "../../../infra/settings/index.ts";
import { readPlanInput } from "../../../infra/settings/plan-input.ts";
import { mockedStack, type Registered } from "../../support/mocked-stack.ts";
import { type Loss, losses } from "./losses.ts";
import { type SettingChange, settingChanges } from "./setting-changes.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** A stack of each database engine. */
export const STACKS = ["prod-se", "prod-is"] as const;

/** What came of a change. */
export interface Tried extends Pick<SettingChange, "path" | "change"> {
  /** `refused`: by the settings, before anything is registered. */
  readonly outcome: "refused" | "taken";
  readonly losses: readonly Loss[];
}

/** Changes each setting of a real stack, one at a time, and says what of its data would be lost. */
export async function tryChanges(stack: string): Promise<readonly Tried[]> {
  const file = `Pulumi.${stack}.yaml`;
  const value: unknown = parse(readFileSync(join(ROOT, file), "utf8")).config[
    "gradetide:datacenter"
  ];
  const read = (changed: unknown): Settings =>
    parseSettings({ stack, file, text: undefined, value: changed });
  const settings = read(value);
  // What is registered does not hang on the day.
  const today = Temporal.PlainDate.from("2027-02-08");
  const plan = seasonPlan(await readPlanInput({ root: ROOT, stack, settings, today }));
  const before = await registered(stack, settings, plan);
  const tried: Tried[] = [];
  for (const { path, change, value: changed } of settingChanges(value)) {
    const after = readOr(() => read(changed));
    tried.push({
      path,
      change,
      outcome: after === undefined ? "refused" : "taken",
      losses: after === undefined ? [] : losses(before, await registered(stack, after, plan)),
    });
  }
  return tried;
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
  const { resources } = await mockedStack(() => {
    new Datacenter(stack, settings, plan);
  });
  return resources;
}
