import type { Behaviour, Operation } from "../behaviour.ts";
import { millisecondsOf } from "../support/instants.ts";
import { textAt } from "../support/json.ts";
import { wantsInstanceView, withInstanceView } from "./instance-view.ts";
import { INTERFACE, MACHINE } from "./machine-documents.ts";
import { actOnMachine, POWER_ACTIONS, type PowerAction } from "./machine-power.ts";
import { machineView } from "./machine-view.ts";
import { countAgain, forgetAll } from "./machines.ts";
import { INTERFACE_REFERENCES, MACHINE_REFERENCES } from "./scale-set-references.ts";

/**
 * Microsoft.Compute/virtualMachines: the machines of Flexible scale sets. Deleting one makes its set
 * smaller by one, as Azure counts a Flexible set's capacity by its machines.
 */
export const virtualMachine: Behaviour = {
  type: MACHINE,
  apiVersions: ["2024-11-01"],
  madeBy: "its scale set",
  regional: true,
  zonal: true,
  readOnly: [],
  references: MACHINE_REFERENCES,
  prepare: (draft) => draft,
  operations: {
    "GET instanceView": (machine, { store }) => ({
      status: 200,
      body: machineView(store, machine),
    }),
    ...Object.fromEntries(POWER_ACTIONS.map((action) => [`POST ${action}`, power(action)])),
  },
  view: (machine, { expand, store }) =>
    wantsInstanceView(expand) ? withInstanceView(machine, machineView(store, machine)) : machine,
  afterDelete(document, { store }) {
    forgetAll(store, document);
    countAgain(store, textAt(document, "properties.virtualMachineScaleSet.id") ?? "");
  },
};

function power(action: PowerAction): Operation {
  return (machine, { store, now }) => {
    actOnMachine(store, machine.id, action, millisecondsOf(now));
    return { status: 200 };
  };
}

/** Microsoft.Network/networkInterfaces: what the machines of Flexible scale sets stand on the network by. */
export const networkInterface: Behaviour = {
  type: INTERFACE,
  apiVersions: ["2024-05-01"],
  madeBy: "the machine it belongs to",
  leavesWith: "the machine it belongs to",
  regional: true,
  readOnly: [],
  references: INTERFACE_REFERENCES,
  prepare: (draft) => draft,
};
