import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { textAt } from "../support/json.ts";

export const AUTOSCALE_SETTING = "Microsoft.Insights/autoscaleSettings";
export const TARGET = "properties.targetResourceUri";

/** The autoscale settings that name a resource as their target, whether it is there or not. */
export function settingsOf(store: Store, target: string): ArmDocument[] {
  return store
    .list({ type: AUTOSCALE_SETTING })
    .filter((setting) => same(textAt(setting, TARGET) ?? "", target));
}
