import { same } from "../../store/resource-id.ts";
import type { Store } from "../../store/store.ts";
import type { Moment } from "../event-kind.ts";
import type { Refusal } from "../refusal.ts";
import { isoInstant } from "../support/instants.ts";
import { type Call, callAnswer } from "./call-answers.ts";
import { beginFault, endFault } from "./course.ts";
import { type Fault, type FaultWhat, faults, keepFault } from "./fault.ts";
import { logIncident } from "./fault-log.ts";

type CallFault = Extract<FaultWhat, { kind: "call" }>;

/** Whether any fault counts requests: without one, a request costs one look and no write. */
export function countsCalls(store: Store): boolean {
  return faults(store).some(
    ({ active, what, waitsForCalls }) => waitsForCalls > 0 || (active && what.kind === "call"),
  );
}

/**
 * Counts one request to ARM for every fault that counts, inside one transaction: faults that waited for
 * it begin before it is answered, and those whose turn it is fail it.
 *
 * Every request to ARM counts, whoever sends it and whatever becomes of it, reads and the local commands'
 * own too; requests to a vault's data plane don't.
 *
 * @returns the answer of the fault that was set first, where several fail it; undefined when none does.
 */
export function meetCall(
  moment: Moment,
  call: Omit<Call, "now" | "subscriptionId">,
): Refusal | undefined {
  const { store, account, at } = moment;
  const whole: Call = {
    ...call,
    subscriptionId: account.subscriptionId,
    now: isoInstant(at),
  };
  return store.transaction(() => {
    const answers = faults(store).flatMap((fault) => {
      if (fault.waitsForCalls > 0) awaitCall(moment, fault);
      return fault.active && fault.what.kind === "call"
        ? (countCall(moment, fault, fault.what, whole) ?? [])
        : [];
    });
    return answers[0];
  });
}

function awaitCall(moment: Moment, fault: Fault): void {
  if (fault.waitsForCalls === 1) beginFault(moment, fault);
  else keepFault(moment.store, { ...fault, waitsForCalls: fault.waitsForCalls - 1 });
}

function countCall(moment: Moment, fault: Fault, what: CallFault, call: Call): Refusal | undefined {
  if (!matches(what, call)) return undefined;
  const matched = fault.matched + 1;
  const fails = matched >= what.nth;
  const counted: Fault = { ...fault, matched, bitten: fault.bitten + (fails ? 1 : 0) };
  keepFault(moment.store, counted);
  if (!fails) return undefined;
  logIncident(
    moment,
    counted,
    "Active",
    `Fault ${fault.id} bites: ${call.method} ${call.path} is answered with ${what.status} (call ${matched} of its kind).`,
  );
  if (counted.bitten === what.times) endFault(moment, counted, "its calls have failed");
  return callAnswer(what.status, call);
}

function matches({ method, type }: CallFault, call: Call): boolean {
  return (method === "*" || same(method, call.method)) && (type === "*" || same(type, call.type));
}
