import type { Store } from "../../store/store.ts";
import { RANKS, schedule } from "../event-kind.ts";
import { objectAt, textAt } from "../support/json.ts";
import type { MachineState } from "./machine-state.ts";

/** The event at which a set looks for machines to repair; `repairs.ts` says what happens then. */
export const REPAIRS = { kind: "machine repairs", rank: RANKS.repair } as const;

/** Milliseconds from a machine's turning sick until its set has noticed. Assumed: undocumented. */
export const REPAIR_REACTION = 60_000;

/** The set looks at an instant, or before where it was to do so anyway. */
export function lookForRepairs(store: Store, setId: string, due: number): void {
  const [planned] = store.events.of(setId, REPAIRS.kind);
  if (planned !== undefined && planned.due <= due) return;
  store.events.cancel(setId, REPAIRS.kind);
  schedule(store, REPAIRS, due, setId);
}

/** The set looks as soon as it would repair a machine that has just turned sick. */
export function lookForRepairsLater(store: Store, state: MachineState, at: number): void {
  const due = repairDue(state, gracePeriodOf(store, state.set));
  lookForRepairs(store, state.set, Math.max(due, at));
}

/** When a sick machine may be repaired: it was noticed, and its grace period is over. */
export function repairDue({ healthSince, settled }: MachineState, grace: number): number {
  return Math.max(healthSince + REPAIR_REACTION, settled + grace);
}

/**
 * In milliseconds. Source of the default: Microsoft Learn, "Automatic instance repairs for Azure
 * Virtual Machine Scale Sets".
 */
export function gracePeriodOf(store: Store, setId: string): number {
  const policy = objectAt(store.get(setId), "properties.automaticRepairsPolicy");
  return Temporal.Duration.from(textAt(policy, "gracePeriod") ?? "PT10M").total("milliseconds");
}

const FAILED = "failed repairs";

/** How many repairs of a set in a row made nobody well. */
export function failedRepairs(store: Store, setId: string): number {
  return store.states.get<number>(FAILED, setId) ?? 0;
}

export function keepFailedRepairs(store: Store, setId: string, count: number): void {
  if (count === 0) store.states.delete(FAILED, setId);
  else store.states.set(FAILED, setId, count);
}

/**
 * A machine, and its set, forget repairs that have helped: it has been Healthy for a grace period. One
 * that is well for a minute only, before the load falls on it again, was not helped.
 */
export function forgetRepairsThatHelped(
  store: Store,
  state: MachineState,
  at: number,
): MachineState {
  const { repairs, health, healthSince, set } = state;
  if (repairs === 0 || health !== "Healthy") return state;
  if (at - healthSince < gracePeriodOf(store, set)) return state;
  keepFailedRepairs(store, set, 0);
  return { ...state, repairs: 0 };
}
