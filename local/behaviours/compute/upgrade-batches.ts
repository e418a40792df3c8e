import { isSick, type MachineState } from "./machine-state.ts";
import type { RollingPolicy } from "./upgrade-state.ts";

/**
 * How many machines a percentage comes to. Rounded down, and never less than one: Learn shows whole
 * examples only (20 % of 10 are 2).
 */
export function batchSize(percent: number, machines: number): number {
  return Math.max(1, Math.floor((percent * machines) / 100));
}

/** Whether more than so many of a hundred machines are sick. */
export function breaches(sick: number, percent: number, machines: number): boolean {
  return sick * 100 > percent * machines;
}

/** The machines that an upgrade has to touch yet: of another model, and neither protected nor leaving. */
export function outdated(states: readonly MachineState[], model: string): MachineState[] {
  return states.filter(
    (state) => state.model !== model && !state.leaving && !state.protectedFromActions,
  );
}

/**
 * The next batch of a rolling upgrade. Empty when nothing is pending.
 *
 * A batch stays within one zone, unless upgrades may cross zones; the zone with the lowest number
 * comes first. Sick ones come before all others where the policy says so. In place, a batch gets
 * smaller where others are sick, so that no more are down than may be, but never empty. Within these
 * the machine made first goes first.
 * Sources: Microsoft Learn, "Configure rolling upgrades on Virtual Machine Scale Sets" and the REST
 * reference of RollingUpgradePolicy; the order of zones and machines is undocumented.
 *
 * @param states all machines of the set, in the order of their creation.
 * @param pending those that are to be upgraded yet, in the same order.
 */
export function nextBatch(
  states: readonly MachineState[],
  pending: readonly MachineState[],
  policy: RollingPolicy,
  isSurge: boolean,
): MachineState[] {
  const sick = pending.filter(isSick);
  const first = policy.prioritizeUnhealthyInstances && sick.length > 0 ? sick : pending;
  const [zone] = first.map((state) => state.zone ?? "").toSorted();
  const candidates = policy.enableCrossZoneUpgrade
    ? first
    : first.filter((state) => (state.zone ?? "") === zone);
  const total = states.filter(({ leaving }) => !leaving).length;
  const most = candidates.slice(0, batchSize(policy.maxBatchInstancePercent, total));
  return isSurge ? most : withinAllowance(states, most, policy, total);
}

/** As many of a batch as may be down along with those that are sick already, but at least one. */
function withinAllowance(
  states: readonly MachineState[],
  batch: readonly MachineState[],
  policy: RollingPolicy,
  total: number,
): MachineState[] {
  let down = states.filter(isSick).length;
  return batch.filter((state, index) => {
    if (isSick(state)) return true;
    down += 1;
    return index === 0 || !breaches(down, policy.maxUnhealthyInstancePercent, total);
  });
}
