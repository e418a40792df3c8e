import type { StoredEvent } from "../../store/events.ts";
import type { Store } from "../../store/store.ts";
import type { EventKind } from "../event-kind.ts";
import {
  BEGINS,
  beginFault,
  ENDS,
  endFault,
  HEALS,
  healHost,
  LOOKS,
  lookAtMachine,
} from "./course.ts";
import { type Fault, findFault } from "./fault.ts";

/** A fault's time has come. */
export const faultBegins: EventKind = {
  ...BEGINS,
  run(event, moment) {
    const fault = faultOf(moment.store, event);
    if (fault !== undefined) beginFault(moment, fault);
  },
};

/** A fault's time is over. */
export const faultEnds: EventKind = {
  ...ENDS,
  run(event, moment) {
    const fault = faultOf(moment.store, event);
    if (fault !== undefined) endFault(moment, fault, "its time is over");
  },
};

/** Azure heals a lost host. */
export const faultHeals: EventKind = {
  ...HEALS,
  run(event, moment) {
    const fault = faultOf(moment.store, event);
    if (fault !== undefined) healHost(moment, fault);
  },
};

/** Whether a lost machine is still there to be lost. */
export const faultLooks: EventKind = {
  ...LOOKS,
  run(event, moment) {
    const fault = faultOf(moment.store, event);
    if (fault !== undefined) lookAtMachine(moment, fault);
  },
};

function faultOf(store: Store, { subject }: StoredEvent): Fault | undefined {
  return findFault(store, Number(subject.split(" ").at(-1)));
}
