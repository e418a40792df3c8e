import type { JsonObject } from "../../json.ts";
import type { StoredEvent } from "../../store/events.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { isoInstant } from "../support/instants.ts";
import { compact, textAt } from "../support/json.ts";
import { status } from "./instance-view.ts";
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
export function machineView(store: Store, machine: ArmDocument): JsonObject {
  const state = machineState(store, machine.id);
  if (state === undefined) return { statuses: [] };
  const [provisioning, power] = SHOWN[state.phase];
  const going = shuttingDown(store.events.of(machine.id, machinePhase.kind));
  return compact({
    computerName: textAt(machine, "properties.osProfile.computerName"),
    platformFaultDomain: state.zone === null ? state.host : undefined,
    vmHealth: state.probes === null ? undefined : { status: healthStatus(state) },
    statuses: [
      status(
        `ProvisioningState/${provisioning}`,
        DISPLAY[provisioning] ?? "",
        isoInstant(state.since),
      ),
      status(`PowerState/${going ?? power}`, DISPLAY[going ?? power] ?? ""),
    ],
  });
}

function healthStatus({ health, healthSince }: MachineState): JsonObject {
  const level = { Healthy: "Info", Initializing: "Info", Unknown: "Warning", Unhealthy: "Error" };
  const code = `HealthState/${health.toLowerCase()}`;
  const shown = status(code, `The VM is reporting ${health}`, isoInstant(healthSince));
  return { ...shown, level: level[health] };
}

/** What a machine that still runs is on its way to. */
function shuttingDown(events: readonly StoredEvent[]): string | undefined {
  const to = events.map(({ body }) => textAt(body, "to"));
  if (to.includes("stopped")) return "stopping";
  return to.includes("deallocated") ? "deallocating" : undefined;
}
