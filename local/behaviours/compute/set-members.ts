import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import type { Answer, Call, Context } from "../behaviour.ts";
import { invalidParameter, Refusal } from "../refusal.ts";
import { asObject, at, compact, objectAt, textAt } from "../support/json.ts";
import { withInstanceView } from "./instance-view.ts";
import { modelOf } from "./machine-model.ts";
import { keepMachine, type MachineState, machineStates } from "./machine-state.ts";
import { machineView } from "./machine-view.ts";

/**
 * A machine as its set's member: `virtualMachineScaleSets/SET/virtualMachines/NAME`. In Flexible mode
 * the instance id is the machine's name, and only its protection can be written there.
 *
 * Source: Microsoft Learn, "Instance protection for Azure Virtual Machine Scale Set instances" (a PUT
 * there, in Flexible mode from API 2023-09-01 on); the REST reference of VirtualMachineScaleSetVM.
 */
export function readMember(set: ArmDocument, { store }: Context, { names }: Call): Answer {
  return { status: 200, body: memberOf(store, set, stateOf(store, set, names[0] ?? "")) };
}

export function listMembers(set: ArmDocument, { store }: Context): Answer {
  const value = machineStates(store, set.id).map((state) => memberOf(store, set, state));
  return { status: 200, body: { value } };
}

/** @throws Refusal for anything but a protection, or for one that contradicts itself. */
export function protectMember(set: ArmDocument, { store }: Context, call: Call): Answer {
  const state = stateOf(store, set, call.names[0] ?? "");
  const path = "properties.protectionPolicy";
  const policy = objectAt(call.body, path);
  if (policy === undefined) {
    throw new Refusal(
      "OperationNotAllowed",
      `The local Azure lets only ${path} of a scale set's machine be written.`,
      { status: 409, target: path },
    );
  }
  const fromActions = at(policy, "protectFromScaleSetActions") === true;
  const fromScaleIn = at(policy, "protectFromScaleIn");
  if (fromActions && fromScaleIn === false) {
    throw invalidParameter(
      `${path}.protectFromScaleIn`,
      "protectFromScaleIn can't be false while protectFromScaleSetActions is true.",
    );
  }
  const next = {
    ...state,
    protectedFromScaleIn: fromScaleIn === true || fromActions,
    protectedFromActions: fromActions,
  };
  keepMachine(store, next);
  return { status: 200, body: memberOf(store, set, next) };
}

/** The member that a name means. @throws Refusal when there is none. */
export function stateOf(store: Store, set: ArmDocument, name: string): MachineState {
  const found = machineStates(store, set.id).find(({ id }) =>
    same(id.split("/").at(-1) ?? "", name),
  );
  if (found !== undefined) return found;
  throw new Refusal(
    "NotFound",
    `The entity was not found: ${set.name} has no instance '${name}'. In Flexible mode an instance id is a machine's name.`,
    { status: 404 },
  );
}

function memberOf(store: Store, set: ArmDocument, state: MachineState): JsonObject {
  const machine = store.get(state.id);
  const name = state.id.split("/").at(-1) ?? "";
  const { protectedFromScaleIn, protectedFromActions } = state;
  const isProtected = protectedFromScaleIn || protectedFromActions;
  return compact({
    id: `${set.id}/virtualMachines/${name}`,
    name,
    instanceId: name,
    type: "Microsoft.Compute/virtualMachineScaleSets/virtualMachines",
    location: set.location,
    zones: state.zone === null ? undefined : [state.zone],
    properties: compact({
      ...asObject(
        machine === undefined
          ? {}
          : withInstanceView(machine, machineView(store, machine)).properties,
      ),
      latestModelApplied: state.model === modelOf(set),
      modelDefinitionApplied: "VirtualMachineScaleSet",
      protectionPolicy: isProtected
        ? {
            protectFromScaleIn: protectedFromScaleIn,
            protectFromScaleSetActions: protectedFromActions,
          }
        : undefined,
    }),
  });
}

/** The machines that a body's `instanceIds` name; "*" are all. @throws Refusal */
export function namedMembers(store: Store, set: ArmDocument, call: Call): MachineState[] {
  const ids = at(call.body, "instanceIds");
  if (!Array.isArray(ids) || ids.length === 0) {
    throw invalidParameter("instanceIds", "Required parameter 'instanceIds' is missing (null).");
  }
  if (ids.includes("*")) return machineStates(store, set.id);
  return ids.map((id) => stateOf(store, set, String(id)));
}

/** Which of automatic repairs' states a body asks for. @throws Refusal */
export function serviceAction(call: Call): "Suspend" | "Resume" {
  const action = textAt(call.body, "action");
  const service = textAt(call.body, "serviceName");
  if (service === "AutomaticRepairs" && (action === "Suspend" || action === "Resume")) {
    return action;
  }
  throw invalidParameter(
    service === "AutomaticRepairs" ? "action" : "serviceName",
    `serviceName '${service}' with action '${action}' is not allowed: AutomaticRepairs takes Suspend and Resume.`,
  );
}
