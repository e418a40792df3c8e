import { loseMachine, moveMachine, restoreMachine } from "../compute/machine-life.ts";
import { isLost, isUp, machineState } from "../compute/machine-state.ts";
import { failOverSoon } from "../database/postgresql-failover.ts";
import { type Moment, RANKS, schedule } from "../event-kind.ts";
import { describeFault, type Fault, forgetFault, keepFault, subjectOf } from "./fault.ts";
import { logIncident, logMachine } from "./fault-log.ts";
import { isHeldDown, machinesAt } from "./machines-hit.ts";
import { machineIsLost, slowFactor, zoneIsLost } from "./queries.ts";

/** The events of a fault's course. */
export const BEGINS = { kind: "fault-begins", rank: RANKS.fault } as const;
export const ENDS = { kind: "fault-ends", rank: RANKS.fault } as const;
export const HEALS = { kind: "fault-heals", rank: RANKS.fault } as const;
export const LOOKS = { kind: "fault-looks", rank: RANKS.fault } as const;

/** How often a lost machine is looked for, in milliseconds: its end is in the log as late as this. Ours. */
const LOOK = 60_000;

/**
 * How long after a host is lost its machines stand on another one, in milliseconds. Source: Learn,
 * "Understand a system reboot for Azure VM", which gives it as the usual upper bound; that it always
 * takes this long is assumed.
 */
export const SERVICE_HEALING = 15 * 60_000;

/** A fault begins: what it takes is lost from this instant on. */
export function beginFault(moment: Moment, fault: Fault): void {
  const { store, at } = moment;
  const { what, lasts } = fault;
  const taken = machinesAt(store, what).filter(({ state }) => isUp(state));
  const begun: Fault = {
    ...fault,
    active: true,
    begins: at,
    waitsForCalls: 0,
    bitten: taken.length,
  };
  keepFault(store, begun);
  logIncident(moment, begun, "Active", `Fault ${fault.id} begins: ${describeFault(what)}.`);
  for (const { state } of taken) {
    loseMachine(store, state.id, at);
    logMachine(moment, state.id, begun, "Active", `It does not answer: ${describeFault(what)}.`);
  }
  if (what.kind === "machine" && taken.length === 0) {
    endFault(moment, begun, "its machine is not there or shut down");
    return;
  }
  if (what.kind === "machine") schedule(store, LOOKS, at + LOOK, subjectOf(fault.id));
  if (what.kind === "zone") failOverSoon(moment, what.region, what.zone);
  if (what.kind === "host") scheduleHealing(moment, fault.id);
  if (lasts !== null) schedule(store, ENDS, at + lasts, subjectOf(fault.id));
}

/**
 * A fault is over: machines that no other fault keeps down boot again. One that has not begun goes
 * without a word.
 *
 * @param why in a few words, for the log.
 */
export function endFault(moment: Moment, fault: Fault, why: string): void {
  const { store, at } = moment;
  forgetFault(store, fault.id);
  store.events.cancel(subjectOf(fault.id));
  if (!fault.active) return;
  logIncident(
    moment,
    fault,
    "Resolved",
    `Fault ${fault.id} ends, as ${why} (${describeFault(fault.what)}).`,
  );
  for (const machine of machinesAt(store, fault.what)) {
    if (!isLost(machine.state) || isHeldDown(store, machine)) continue;
    restoreMachine(store, machine.state.id, at);
    logMachine(moment, machine.state.id, fault, "Resolved", "It boots again.");
  }
}

/**
 * Service healing: Azure puts the machines of a lost host on other ones of their zone, where they boot.
 * In a zone that is lost it can't, and tries again later.
 */
export function healHost(moment: Moment, fault: Fault): void {
  const { store, at } = moment;
  if (fault.what.kind !== "host") return;
  if (zoneIsLost(store, fault.what.region, fault.what.zone)) {
    scheduleHealing(moment, fault.id);
    return;
  }
  for (const { state } of machinesAt(store, fault.what)) {
    if (!isLost(state) || machineIsLost(store, state.id)) continue;
    moveMachine(store, state.id, at);
    const host = machineState(store, state.id)?.host;
    const description = `Service healing put it on host ${host}, where it boots.`;
    logMachine(moment, state.id, fault, "Resolved", description);
  }
}

/**
 * A lost machine's fault is over once the machine is gone (deleted, or replaced by automatic repairs) or
 * was given another place (redeployed, deallocated).
 */
export function lookAtMachine(moment: Moment, fault: Fault): void {
  const [machine] = machinesAt(moment.store, fault.what);
  if (machine === undefined) endFault(moment, fault, "its machine is gone");
  else if (!isLost(machine.state)) endFault(moment, fault, "its machine was moved");
  else schedule(moment.store, LOOKS, moment.at + LOOK, subjectOf(fault.id));
}

function scheduleHealing({ store, at }: Moment, id: number): void {
  schedule(store, HEALS, at + Math.round(SERVICE_HEALING * slowFactor(store)), subjectOf(id));
}
