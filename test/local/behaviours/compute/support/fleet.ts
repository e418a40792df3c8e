import type { MachineState } from "../../../../../local/behaviours/compute/machine-state.ts";
import { machineStates } from "../../../../../local/behaviours/compute/machine-state.ts";
import type { JsonObject } from "../../../../../local/json.ts";
import { TestAzure } from "../../../arm/support/azure.ts";
import { IDS, putEdge, setBody } from "../../../arm/support/datacenter.ts";
import { edited } from "../../../arm/support/edit.ts";

/** Values by dotted path, over the body of a set. */
export type Changes = Parameters<typeof edited>[1];

const PROFILE = "properties.virtualMachineProfile";
export const EXTENSION = `${PROFILE}.extensionProfile.extensions.0.properties`;
export const IMAGE = `${PROFILE}.storageProfile.imageReference`;
export const ROLLING = "properties.upgradePolicy.rollingUpgradePolicy";
export const NEW_IMAGE: Changes = { [`${IMAGE}.version`]: "24.04.202411010" };

/** A local Azure with a datacenter's network, for one scale set. */
export class Fleet extends TestAzure {
  static async of(capacity: number, changes: Changes = {}): Promise<Fleet> {
    const fleet = new Fleet();
    await putEdge(fleet);
    await fleet.write(capacity, changes);
    return fleet;
  }

  /** Puts the set. */
  write(capacity: number, changes: Changes = {}): Promise<JsonObject> {
    return this.put(IDS.set, edited(setBody(capacity), changes));
  }

  /** Turns the clock and lets happen what is due. */
  async turn(duration: Temporal.DurationLike): Promise<void> {
    this.clock.turn(duration);
    await this.get(IDS.set);
  }

  get now(): number {
    return this.clock.now().epochMilliseconds;
  }

  get states(): MachineState[] {
    return machineStates(this.store, IDS.set);
  }

  state(index: number): MachineState {
    const state = this.states[index];
    if (state === undefined) throw new Error(`There is no machine ${index}.`);
    return state;
  }

  /** "phase health" of each machine, in the order of creation. */
  get shown(): string[] {
    return this.states.map(({ phase, health }) => `${phase} ${health}`);
  }

  /** What the log says of the set and its machines beside the writes of clients. */
  said(part = ""): string[] {
    return this.store.log
      .read({ under: IDS.group })
      .filter(({ caller }) => caller !== "the local account")
      .map(({ description }) => String(description))
      .filter((text) => text.includes(part));
  }
}
