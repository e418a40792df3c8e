import { account } from "../../../../local/arm/account.ts";
import { timeOf, turnForward } from "../../../../local/arm/advance.ts";
import {
  type MachineState,
  machineStates,
} from "../../../../local/behaviours/compute/machine-state.ts";
import type { Moment } from "../../../../local/behaviours/event-kind.ts";
import type { Fault } from "../../../../local/behaviours/faults/fault.ts";
import { setFault } from "../../../../local/behaviours/faults/set-fault.ts";
import { BEHAVIOURS } from "../../../../local/behaviours/table.ts";
import type { FaultPlace, FaultWords } from "../../../../ops/local/fault/fault-words.ts";
import { readOrder } from "../../../../ops/local/fault/read-order.ts";
import type { TestAzure } from "../../arm/support/azure.ts";
import { IDS, putNetwork, setBody } from "../../arm/support/datacenter.ts";

const MINUTE = 60_000;

/** A set of `count` machines over three zones, booted; it repairs itself where that is asked for. */
export async function standing(azure: TestAzure, count: number, repairs = false): Promise<void> {
  await putNetwork(azure);
  const policy = { automaticRepairsPolicy: { enabled: repairs, gracePeriod: "PT10M" } };
  await azure.put(IDS.set, setBody(count, policy, networkProfile));
  turn(azure, 30);
}

/** Turns the local Azure's clock forward, and lets all happen on the way. */
export function turn(azure: TestAzure, minutes: number): void {
  const { store, clock } = azure;
  turnForward(store, clock, timeOf(store, clock) + minutes * MINUTE);
}

/** Now, in milliseconds. */
export function now({ store, clock }: TestAzure): number {
  return timeOf(store, clock);
}

export function moment(azure: TestAzure): Moment {
  return { store: azure.store, account, at: now(azure) };
}

export function machines({ store }: TestAzure): MachineState[] {
  return machineStates(store, IDS.set);
}

/** The phases of a set's machines by zone, "zone: phase, phase". */
export function phases(azure: TestAzure): string[] {
  return [...Map.groupBy(machines(azure), ({ zone }) => zone)]
    .map(([zone, all]) => `${zone}: ${all.map(({ phase }) => phase).join(", ")}`)
    .sort();
}

export function place(azure: TestAzure, region?: string): FaultPlace {
  const { store } = azure;
  return { store, now: now(azure), region, types: BEHAVIOURS.map(({ type }) => type) };
}

/** Sets a fault from a person's words. */
export function fault(azure: TestAzure, words: FaultWords): Fault {
  return setFault(moment(azure), readOrder(words, place(azure)));
}

/** The log's entries of two categories, "HH:MM resource: description", without what only boots. */
export function healthLog({ store }: TestAzure): string[] {
  return store.log
    .read()
    .filter(({ category }) => category === "ServiceHealth" || category === "ResourceHealth")
    .map((entry) => {
      const name = String(entry.resourceId).split("/").at(-1) ?? "";
      return `${String(entry.eventTimestamp).slice(11, 16)} ${name === account.subscriptionId ? "" : `${name}: `}${entry.description}`;
    });
}

const networkProfile = {
  networkProfile: {
    networkApiVersion: "2020-11-01",
    networkInterfaceConfigurations: [
      {
        name: "nic",
        properties: {
          primary: true,
          ipConfigurations: [
            { name: "internal", properties: { primary: true, subnet: { id: IDS.webSubnet } } },
          ],
        },
      },
    ],
  },
};
