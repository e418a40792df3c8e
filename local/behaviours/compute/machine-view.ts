import type { JsonObject } from "../../json.ts";
import type { StoredEvent } from "../../store/events.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { isoInstant } from "../support/instants.ts";
import { compact, objectAt, textAt } from "../support/json.ts";
import { machinePhase } from "./machine-life.ts";
import { type MachinePhase, type MachineState, machineState } from "./machine-state.ts";

/**
 * What Azure says of a machine in each phase. Sources: the REST reference of virtual machines'
 * instance view; Microsoft Learn, "States and billing status of Azure Virtual Machines". That a lost
 * machine's power state is unknown is our reading: no document says it.
 */
const SHOWN: Readonly<Record<MachinePhase, readonly [provisioning: string, power: string]>> = {
  creating: ["creating", "starting"],
  running: ["succeeded", "running"],
  starting: ["updating", "starting"],
  updating: ["updating", "running"],
  stopped: ["succeeded", "stopped"],
  deallocated: ["succeeded", "deallocated"],
  lost: ["succeeded", "unknown"],
};

const DISPLAY: Readonly<Record<string, string>> = {
  creating: "Creating",
  updating: "Updating",
  succeeded: "Provisioning succeeded",
  starting: "VM starting",
  running: "VM running",
  stopping: "VM stopping",
  stopped: "VM stopped",
  deallocating: "VM deallocating",
  deallocated: "VM deallocated",
  unknown: "VM state unknown",
};

/** A machine's instance view: its statuses, and what its health extension says. */
export function instanceView(store: Store, machine: ArmDocument): JsonObject {
  const state = machineState(store, machine.id);
  if (state === undefined) return { statuses: [] };
  const [provisioning, power] = SHOWN[state.phase];
  const going = shuttingDown(store.events.of(machine.id, machinePhase.kind));
  return compact({
    computerName: textAt(machine, "properties.osProfile.computerName"),
    platformFaultDomain: state.zone === null ? state.host : undefined,
    vmHealth: state.probes === null ? undefined : { status: healthStatus(state) },
    statuses: [
      {
        ...status(`ProvisioningState/${provisioning}`, DISPLAY[provisioning]),
        time: isoInstant(state.since),
      },
      status(`PowerState/${going ?? power}`, DISPLAY[going ?? power]),
    ],
  });
}

/** A machine with its instance view among its properties, as `$expand=instanceView` shows it. */
export function withInstanceView(store: Store, machine: ArmDocument): ArmDocument {
  const properties = objectAt(machine, "properties") ?? {};
  return { ...machine, properties: { ...properties, instanceView: instanceView(store, machine) } };
}

function healthStatus({ health, healthSince }: MachineState): JsonObject {
  const level = { Healthy: "Info", Initializing: "Info", Unknown: "Warning", Unhealthy: "Error" };
  const shown = status(`HealthState/${health.toLowerCase()}`, `The VM is reporting ${health}`);
  return { ...shown, level: level[health], time: isoInstant(healthSince) };
}

function status(code: string, displayStatus = ""): JsonObject {
  return { code, level: "Info", displayStatus };
}

/** What a machine that still runs is on its way to. */
function shuttingDown(events: readonly StoredEvent[]): string | undefined {
  const to = events.map(({ body }) => textAt(body, "to"));
  if (to.includes("stopped")) return "stopping";
  return to.includes("deallocated") ? "deallocating" : undefined;
}
