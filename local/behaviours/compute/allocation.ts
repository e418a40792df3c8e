import type { ArmDocument, Store } from "../../store/store.ts";
import type { Refusal } from "../refusal.ts";
import { textsAt } from "../support/json.ts";
import { type MachineState, machineStates } from "./machine-state.ts";
import { placeNew } from "./placement.ts";

/** Where one new machine goes, and what its capacity comes from. */
export interface Place {
  /** Undefined without zones. */
  readonly zone: string | undefined;
  readonly capacity: MachineState["capacity"];
}

/** The places that a growing set gets: fewer than it asked for where a refusal says why. */
export interface Growth {
  readonly places: readonly Place[];
  readonly refusal?: Refusal;
}

/** The places of `count` new machines of a set at an instant (milliseconds). */
export function placeGrowth(store: Store, set: ArmDocument, count: number, _at: number): Growth {
  const standing = machineStates(store, set.id).map(({ id, zone }) => ({
    name: id,
    zone: zone ?? undefined,
  }));
  const zones = placeNew(standing, textsAt(set, "zones"), count);
  return { places: zones.map((zone) => ({ zone, capacity: "onDemand" })) };
}
