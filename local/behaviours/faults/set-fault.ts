import { UserError } from "../../user-error.ts";
import { type Moment, schedule } from "../event-kind.ts";
import { BEGINS, beginFault, endFault } from "./course.ts";
import {
  type Fault,
  type FaultWhat,
  faults,
  findFault,
  keepFault,
  nextFaultId,
  subjectOf,
} from "./fault.ts";

/** A fault as it is asked for. */
export interface FaultOrder {
  readonly what: FaultWhat;
  /** An instant (milliseconds; one that is past means now), or with the n-th request to ARM from now. */
  readonly begins: { readonly at: number } | { readonly afterCalls: number };
  /** Milliseconds; null until it is lifted. */
  readonly lasts: number | null;
}

/** Sets a fault; one that begins now has begun when this returns. @returns the fault as it then is; over ones too. */
export function setFault(moment: Moment, { what, begins, lasts }: FaultOrder): Fault {
  const { store, at } = moment;
  return store.transaction(() => {
    const id = nextFaultId(store);
    const due = "at" in begins ? Math.max(at, begins.at) : null;
    const fault: Fault = {
      id,
      what,
      active: false,
      begins: due,
      waitsForCalls: "afterCalls" in begins ? begins.afterCalls : 0,
      lasts,
      matched: 0,
      bitten: 0,
    };
    keepFault(store, fault);
    if (due === at) beginFault(moment, fault);
    else if (due !== null) schedule(store, BEGINS, due, subjectOf(id));
    return findFault(store, id) ?? fault;
  });
}

/**
 * Lifts one fault, or all: those that wait never begin, those that are there end now.
 *
 * @returns what was lifted.
 * @throws UserError `fault-unknown`
 */
export function liftFaults(moment: Moment, which: number | "all"): Fault[] {
  const { store } = moment;
  return store.transaction(() => {
    const lifted = faults(store).filter(({ id }) => which === "all" || id === which);
    if (which !== "all" && lifted.length === 0) throw unknown(which, faults(store));
    for (const fault of lifted) endFault(moment, fault, "it was lifted");
    return lifted;
  });
}

function unknown(id: number, known: readonly Fault[]): UserError {
  const which =
    known.length === 0
      ? "None is set."
      : `There ${known.length === 1 ? "is" : "are"} ${known.map((fault) => fault.id).join(", ")}; \`lift all\` lifts every one.`;
  return new UserError("fault-unknown", `There is no fault ${id}. ${which}`);
}
