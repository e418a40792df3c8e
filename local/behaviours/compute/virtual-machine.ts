import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context, Operation } from "../behaviour.ts";
import { millisecondsOf } from "../support/instants.ts";
import { asObject, compact, objectAt, objectsAt, textAt } from "../support/json.ts";
import { fillIdentity, fillProperties, lastingUuid } from "../support/outputs.ts";
import { wantsInstanceView, withInstanceView } from "./instance-view.ts";
import { resizeMachine, startMachine } from "./lone-machine.ts";
import { MACHINE_FIXED, refuseMachine } from "./machine-checks.ts";
import {
  claimDisks,
  leaveDisks,
  makeSystemDisk,
  systemDiskId,
  withDisks,
} from "./machine-disks.ts";
import { MACHINE } from "./machine-documents.ts";
import { actOnMachine, POWER_ACTIONS, type PowerAction } from "./machine-power.ts";
import { machineView } from "./machine-view.ts";
import { countAgain, forgetAll } from "./machines.ts";
import { MACHINE_REFERENCES } from "./scale-set-references.ts";

/**
 * Microsoft.Compute/virtualMachines: those that a client makes, and the machines of Flexible scale sets, which
 * only their set makes. Deleting one of these makes its set smaller by one, as Azure counts a Flexible set's
 * capacity by its machines.
 */
export const virtualMachine: Behaviour = {
  type: MACHINE,
  regional: true,
  zonal: true,
  patch: "merge",
  readOnly: [
    "etag",
    "managedBy",
    "resources",
    "properties.provisioningState",
    "properties.vmId",
    "properties.timeCreated",
    "properties.instanceView",
  ],
  writeOnly: [
    "properties.osProfile.adminPassword",
    "properties.osProfile.customData",
    "properties.userData",
  ],
  fixed: MACHINE_FIXED,
  references: MACHINE_REFERENCES,
  prepare,
  refuse: refuseMachine,
  afterWrite,
  operations: {
    "GET instanceView": (machine, { store }) => ({
      status: 200,
      body: machineView(store, machine),
    }),
    ...Object.fromEntries(POWER_ACTIONS.map((action) => [`POST ${action}`, power(action)])),
  },
  view(machine, { expand, store }) {
    const seen = withDisks(machine, store);
    return wantsInstanceView(expand) ? withInstanceView(seen, machineView(store, machine)) : seen;
  },
  afterDelete(document, { store }) {
    forgetAll(store, document);
    const set = textAt(document, "properties.virtualMachineScaleSet.id");
    if (set === undefined) leaveDisks(store, document);
    else countAgain(store, set);
  },
};

/** Source of the defaults: the REST reference of the type at 2024-11-01. */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const { now, previous } = context;
  const storage = objectAt(draft, "properties.storageProfile") ?? {};
  const osDisk = asObject(storage.osDisk) ?? {};
  const named = { osType: "Linux", deleteOption: "Detach", ...osDisk };
  const kept = textAt(previous, "properties.storageProfile.osDisk.name");
  const name = osDisk.name ?? kept ?? `${draft.name}_OsDisk_1`;
  const systemDisk = { ...named, name };
  const id = systemDiskId({ ...draft, properties: { storageProfile: { osDisk: systemDisk } } });
  return fillProperties(
    fillIdentity(draft, context),
    {},
    {
      provisioningState: "Succeeded",
      vmId: lastingUuid(context, "properties.vmId"),
      timeCreated: textAt(previous, "properties.timeCreated") ?? now,
      storageProfile: {
        ...storage,
        osDisk: { ...systemDisk, managedDisk: { ...asObject(osDisk.managedDisk), id } },
        ...compact({
          dataDisks: objectsAt(storage, "dataDisks").map((disk) => ({
            name: textAt(disk, "managedDisk.id")?.split("/").at(-1) ?? "",
            caching: "None",
            deleteOption: "Detach",
            toBeDetached: false,
            ...disk,
          })),
        }),
      },
    },
  );
}

function afterWrite(machine: ArmDocument, context: Context): void {
  const { now, previous, store } = context;
  const at = millisecondsOf(now);
  if (previous === undefined) {
    makeSystemDisk(store, machine, context);
    startMachine(store, machine, at);
  } else {
    resizeMachine(store, machine, at);
  }
  claimDisks(store, machine, previous);
}

function power(action: PowerAction): Operation {
  return (machine, { store, now }) => {
    actOnMachine(store, machine.id, action, millisecondsOf(now));
    return { status: 200 };
  };
}
