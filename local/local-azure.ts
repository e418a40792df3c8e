import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ControlPlane } from "./arm/control-plane.ts";
import { type Clock, realClock } from "./clock.ts";
import { armSchema } from "./schema/arm-types.ts";
import { Store } from "./store/store.ts";

/** The local Azure of one folder: its control plane, and what lies below for the commands that turn it. */
export interface LocalAzure {
  readonly plane: ControlPlane;
  readonly store: Store;
  /** The machine's clock; the local Azure's own is in the store. */
  readonly clock: Clock;
}

/** Opens the store in `folder`, which is made where it is not there. */
export function openLocalAzure(folder: string): LocalAzure {
  mkdirSync(folder, { recursive: true });
  const store = new Store(join(folder, "azure.db"));
  const clock = realClock;
  return { store, clock, plane: new ControlPlane({ store, clock, schema: armSchema() }) };
}
