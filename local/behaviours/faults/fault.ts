import type { Store } from "../../store/store.ts";

/** What is at fault. Regions by ARM's name, zones as the region writes them. */
export type FaultWhat =
  /** One machine, by its ARM id, does not answer. */
  | { readonly kind: "machine"; readonly machine: string }
  /** A host of a zone is lost, with all machines on it. */
  | { readonly kind: "host"; readonly region: string; readonly zone: string; readonly host: number }
  /** All machines of a zone are lost, and nothing can be made there. */
  | { readonly kind: "zone"; readonly region: string; readonly zone: string }
  /** A region has no capacity left: what stands goes on, nothing grows or starts. */
  | { readonly kind: "region"; readonly region: string }
  /** What Azure does to machines takes `factor` times as long. */
  | { readonly kind: "slow"; readonly factor: number }
  /** Requests to ARM fail: those from the `nth` that matches on, `times` of them. */
  | {
      readonly kind: "call";
      /** "PUT"; "*" for every method. */
      readonly method: string;
      /** "Microsoft.Compute/virtualMachineScaleSets"; "*" for every type. */
      readonly type: string;
      readonly status: number;
      readonly nth: number;
      readonly times: number;
    };

/** A fault that waits for its time, or is there. One that is over is gone; the activity log tells of it. */
export type Fault = {
  /** 1, 2, 3 and so on; never given twice. */
  readonly id: number;
  readonly what: FaultWhat;
  readonly active: boolean;
  /** When it begins or began, in milliseconds since 1970; null while it waits for requests. */
  readonly begins: number | null;
  /** How many requests to ARM it still waits for; the last of them finds it there. */
  readonly waitsForCalls: number;
  /** How long it lasts, in milliseconds; null until it is lifted. */
  readonly lasts: number | null;
  /** How many requests have matched it since it began. */
  readonly matched: number;
  /** How many machines it took, or how many requests it has failed. */
  readonly bitten: number;
};

const KIND = "fault";

/** All that wait or are there, in the order in which they were set. */
export function faults(store: Store): Fault[] {
  return store.states.all<Fault>(KIND).map(({ value }) => value);
}

export function findFault(store: Store, id: number): Fault | undefined {
  return store.states.get<Fault>(KIND, keyOf(id));
}

export function keepFault(store: Store, fault: Fault): void {
  store.states.set(KIND, keyOf(fault.id), fault);
}

export function forgetFault(store: Store, id: number): void {
  store.states.delete(KIND, keyOf(id));
}

export function nextFaultId(store: Store): number {
  return store.next("faults") + 1;
}

/** What a fault's events are kept under: in the order of the numbers. */
export function subjectOf(id: number): string {
  return `fault ${keyOf(id)}`;
}

/** What is wrong, in a few words. */
export function describeFault(what: FaultWhat): string {
  switch (what.kind) {
    case "machine":
      return `machine ${what.machine.split("/").at(-1)} is lost`;
    case "host":
      return `host ${what.host} of zone ${what.zone} in ${what.region} is lost`;
    case "zone":
      return `zone ${what.zone} of ${what.region} is lost`;
    case "region":
      return `${what.region} has no capacity left`;
    case "slow":
      return `operations take ${what.factor} times as long`;
    case "call":
      return `${what.method} ${what.type} fails with ${what.status} (${ordinals(what.nth, what.times)})`;
  }
}

function ordinals(nth: number, times: number): string {
  return times === 1 ? `call ${nth}` : `calls ${nth} to ${nth + times - 1}`;
}

/** Keys sort as their numbers do. */
function keyOf(id: number): string {
  return String(id).padStart(6, "0");
}
