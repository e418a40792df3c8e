import { same } from "../../store/resource-id.ts";
import type { Store } from "../../store/store.ts";
import { normalLocation } from "../facts/regions.ts";
import { type FaultWhat, faults } from "./fault.ts";

/** Whether a zone of a region is lost: its machines don't answer, and nothing can be made there. */
export function zoneIsLost(store: Store, region: string, zone: string): boolean {
  return active(store).some(
    (what) => what.kind === "zone" && isIn(what.region, region) && what.zone === zone,
  );
}

/** Whether a region has no capacity left for anything new. */
export function regionIsFull(store: Store, region: string): boolean {
  return active(store).some((what) => what.kind === "region" && isIn(what.region, region));
}

/** The hosts of a zone that are lost. @param zone null without zones */
export function lostHosts(store: Store, region: string, zone: string | null): number[] {
  return active(store).flatMap((what) =>
    what.kind === "host" && isIn(what.region, region) && what.zone === zone ? [what.host] : [],
  );
}

/** Whether a machine is lost by a fault of its own. */
export function machineIsLost(store: Store, id: string): boolean {
  return active(store).some((what) => what.kind === "machine" && same(what.machine, id));
}

/** How many times as long Azure takes for what it does to machines; 1 without a fault, the largest of several. */
export function slowFactor(store: Store): number {
  return Math.max(1, ...active(store).map((what) => (what.kind === "slow" ? what.factor : 1)));
}

function active(store: Store): FaultWhat[] {
  return faults(store).flatMap((fault) => (fault.active ? [fault.what] : []));
}

function isIn(one: string, other: string): boolean {
  return normalLocation(one) === normalLocation(other);
}
