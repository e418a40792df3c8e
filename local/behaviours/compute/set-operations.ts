import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { Answer, Behaviour } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { isoInstant, millisecondsOf } from "../support/instants.ts";
import { compact } from "../support/json.ts";
import { modelOf } from "./machine-model.ts";
import { machineStates } from "./machine-state.ts";
import { resumeRepairs, suspendRepairs } from "./repairs.ts";
import { cancelUpgrade, upgradeInPlace } from "./rolling-upgrade.ts";
import {
  listMembers,
  namedMembers,
  protectMember,
  readMember,
  serviceAction,
} from "./set-members.ts";
import { outdated } from "./upgrade-batches.ts";
import { upgradeState } from "./upgrade-state.ts";

/** What a client can ask below a scale set. */
export const SET_OPERATIONS: NonNullable<Behaviour["operations"]> = {
  "GET rollingUpgrades/latest": (set, { store }) => latestUpgrade(store, set),
  "POST rollingUpgrades/cancel"(set, context) {
    cancelUpgrade(context.store, set, millisecondsOf(context.now));
    return { status: 200 };
  },
  "POST manualupgrade"(set, context, call) {
    const { store } = context;
    const model = modelOf(set);
    const old = namedMembers(store, set, call).filter((machine) => machine.model !== model);
    upgradeInPlace(store, set, old, millisecondsOf(context.now));
    return { status: 200 };
  },
  "POST setOrchestrationServiceState"(set, context, call) {
    if (serviceAction(call) === "Suspend") suspendRepairs(context.store, set.id);
    else resumeRepairs(context.store, set.id, millisecondsOf(context.now));
    return { status: 200 };
  },
  "GET virtualMachines": (set, context) => listMembers(set, context),
  "GET virtualMachines/*": readMember,
  "PUT virtualMachines/*": protectMember,
};

/**
 * Source: the REST reference of RollingUpgradeStatusInfo. That there is none yet is a 404; its code is
 * ours.
 */
function latestUpgrade(store: Store, set: ArmDocument): Answer {
  const state = upgradeState(store, set.id);
  if (state === undefined) {
    throw new Refusal("NotFound", `${set.name} has not had a rolling upgrade.`, { status: 404 });
  }
  const pending = outdated(machineStates(store, set.id), modelOf(set)).filter(
    ({ id }) => !state.failed.includes(id),
  );
  const body: JsonObject = compact({
    id: `${set.id}/rollingUpgrades/latest`,
    name: "latest",
    type: "Microsoft.Compute/virtualMachineScaleSets/rollingUpgrades",
    location: set.location,
    properties: compact({
      policy: { ...state.policy, rollbackFailedInstancesOnPolicyBreach: false },
      runningStatus: {
        code: state.code,
        startTime: isoInstant(state.started),
        lastAction: state.lastAction,
        lastActionTime: isoInstant(state.lastActionTime),
      },
      progress: {
        successfulInstanceCount: state.upgraded.length,
        failedInstanceCount: state.failed.length,
        inProgressInstanceCount: state.batch.length,
        pendingInstanceCount: pending.length,
      },
      error: state.error === null ? undefined : { ...state.error },
    }),
  });
  return { status: 200, body };
}
