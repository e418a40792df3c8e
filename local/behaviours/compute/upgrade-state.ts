import type { JsonObject } from "../../json.ts";
import type { Store } from "../../store/store.ts";
import { at, numberAt, objectAt, textAt } from "../support/json.ts";

/** How a set's rolling upgrades go about it. Source of the defaults: the REST reference of the type. */
export type RollingPolicy = {
  readonly maxBatchInstancePercent: number;
  readonly maxUnhealthyInstancePercent: number;
  readonly maxUnhealthyUpgradedInstancePercent: number;
  /** ISO 8601. */
  readonly pauseTimeBetweenBatches: string;
  readonly enableCrossZoneUpgrade: boolean;
  readonly prioritizeUnhealthyInstances: boolean;
  readonly maxSurge: boolean;
};

/** The latest rolling upgrade of a set. Instants are milliseconds since 1970. */
export type UpgradeState = {
  readonly code: "RollingForward" | "Cancelled" | "Completed" | "Faulted";
  readonly started: number;
  readonly lastAction: "Start" | "Cancel";
  readonly lastActionTime: number;
  readonly policy: RollingPolicy;
  /** Names the model that machines are upgraded to. */
  readonly model: string;
  /** How many batches were begun. */
  readonly batches: number;
  /** The ids of the batch that is under way: upgraded in place, or new ones of a surge. */
  readonly batch: string[];
  /** In a surge, those that go when the batch is well. */
  readonly leaving: string[];
  /** All that were upgraded, or made in a surge, and came out well. */
  readonly upgraded: string[];
  /** All that came out sick; of a surge those that stayed, as their replacements did. */
  readonly failed: string[];
  readonly error: { readonly code: string; readonly message: string } | null;
};

const KIND = "rolling upgrade";

export function upgradeState(store: Store, setId: string): UpgradeState | undefined {
  return store.states.get<UpgradeState>(KIND, setId);
}

export function keepUpgrade(store: Store, setId: string, state: UpgradeState): void {
  store.states.set(KIND, setId, state);
}

export function forgetUpgrade(store: Store, setId: string): void {
  store.states.delete(KIND, setId);
}

export function isUpgrading(store: Store, setId: string): boolean {
  return upgradeState(store, setId)?.code === "RollingForward";
}

export function rollingPolicyOf(set: JsonObject): RollingPolicy {
  const policy = objectAt(set, "properties.upgradePolicy.rollingUpgradePolicy");
  return {
    maxBatchInstancePercent: numberAt(policy, "maxBatchInstancePercent") ?? 20,
    maxUnhealthyInstancePercent: numberAt(policy, "maxUnhealthyInstancePercent") ?? 20,
    maxUnhealthyUpgradedInstancePercent:
      numberAt(policy, "maxUnhealthyUpgradedInstancePercent") ?? 20,
    pauseTimeBetweenBatches: textAt(policy, "pauseTimeBetweenBatches") ?? "PT0S",
    enableCrossZoneUpgrade: at(policy, "enableCrossZoneUpgrade") === true,
    prioritizeUnhealthyInstances: at(policy, "prioritizeUnhealthyInstances") === true,
    maxSurge: at(policy, "maxSurge") === true,
  };
}
