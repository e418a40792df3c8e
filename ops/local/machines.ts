import Table from "cli-table3";
import type { Command } from "commander";
import { timeOf } from "../../local/arm/advance.ts";
import { modelOf } from "../../local/behaviours/compute/machine-model.ts";
import {
  type MachineState,
  machineServes,
  machineStates,
} from "../../local/behaviours/compute/machine-state.ts";
import { tierOf } from "../../local/behaviours/load/load-minute.ts";
import { isInRotation } from "../../local/load/web-tier.ts";
import type { LocalAzure } from "../../local/local-azure.ts";
import { type LocalContext, showInstant } from "./command.ts";
import { scaleSetOf } from "./stack.ts";

/** One clone as it is shown. */
export interface Clone {
  readonly name: string;
  /** Null without zones. */
  readonly zone: string | null;
  readonly host: number;
  readonly state: MachineState["phase"];
  /** ISO 8601: since when it is in its state. */
  readonly since: string;
  /** Seconds in its state. */
  readonly seconds: number;
  /** Whether its application answers. */
  readonly serves: boolean;
  /** Whether the gateway sent it requests at the end of the last minute; null before the first that was measured. */
  readonly inRotation: boolean | null;
  readonly health: MachineState["health"];
  readonly latestModel: boolean;
  readonly capacity: MachineState["capacity"];
  readonly protectedFromScaleIn: boolean;
  /** Whether an upgrade is making its replacement. */
  readonly leaving: boolean;
}

/** `gradetide local machines STACK`: the clones of a datacenter by zone, and how each is. */
export function machinesCommand(command: Command, context: LocalContext): void {
  command
    .description("the clones of a stack by zone: host, state, health, model and capacity")
    .argument("<stack>", "e.g. prod-se")
    .option("--json", "as JSON, one list")
    .action(async (stack: string, { json }: { json?: true }) => {
      const scaleSetId = scaleSetOf(context.workspace, stack);
      const azure = await context.azure();
      const clones = readClones(azure, scaleSetId);
      const at = timeOf(azure.store, azure.clock);
      process.stdout.write(
        json === true ? `${JSON.stringify(clones)}\n` : `${clonesTable(clones, at)}\n`,
      );
    });
}

/** The clones of a scale set by zone, and in a zone in the order of their creation. */
export function readClones({ store, clock }: LocalAzure, scaleSetId: string): Clone[] {
  const at = timeOf(store, clock);
  const set = store.get(scaleSetId);
  const model = set === undefined ? "" : modelOf(set);
  const tier = tierOf(store, scaleSetId);
  return machineStates(store, scaleSetId)
    .toSorted((one, other) => compare(one.zone ?? "", other.zone ?? ""))
    .map((state) => ({
      name: state.id.split("/").at(-1) ?? state.id,
      zone: state.zone,
      host: state.host,
      state: state.phase,
      since: Temporal.Instant.fromEpochMilliseconds(state.since).toString(),
      seconds: Math.floor((at - state.since) / 1000),
      serves: machineServes(state, at),
      inRotation:
        tier === undefined
          ? null
          : machineServes(state, at) && isInRotation(tier, state.id, tier.last.minute),
      health: state.health,
      latestModel: state.model === model,
      capacity: state.capacity,
      protectedFromScaleIn: state.protectedFromScaleIn,
      leaving: state.leaving,
    }));
}

/** A table that fits 80 columns: a clone by the digits at the end of its name, a host by zone and number. */
export function clonesTable(clones: readonly Clone[], at: number): string {
  const title = `${showInstant(at)}  ${summary(clones)}`;
  if (clones.length === 0) return title;
  const table = new Table({
    head: ["Clone", "Host", "State", "For", "Health", "Model", "Capacity"],
    style: { head: [], border: [], compact: true },
  });
  for (const clone of clones) {
    table.push([
      clone.name.split("_").at(-1) ?? clone.name,
      clone.zone === null ? clone.host : `${clone.zone}/${clone.host}`,
      clone.leaving ? "leaving" : stateInWords(clone),
      duration(clone.seconds),
      clone.health,
      clone.latestModel ? "latest" : "old",
      CAPACITIES[clone.capacity],
    ]);
  }
  return [title, table.toString()].join("\n");
}

const CAPACITIES: Readonly<Record<MachineState["capacity"], string>> = {
  reserved: "reserved",
  overallocated: "beyond",
  onDemand: "on demand",
};

/** A clone that runs and gets no requests, because the gateway took it out or has not taken it in yet, is running/out. */
function stateInWords({ state, inRotation, serves }: Clone): string {
  return serves && inRotation === false ? `${state}/out` : state;
}

function summary(clones: readonly Clone[]): string {
  const zones = Map.groupBy(clones, ({ zone }) => zone ?? "none");
  const spread = [...zones].map(([zone, all]) => `zone ${zone}: ${all.length}`).join(", ");
  const serve = clones.filter(({ serves }) => serves).length;
  const measured = clones.some(({ inRotation }) => inRotation !== null);
  const sent = clones.filter(({ inRotation }) => inRotation === true).length;
  const rotation = measured ? `, ${sent} in rotation` : "";
  return `${clones.length} clones${spread === "" ? "" : ` (${spread})`}, ${serve} serve${rotation}`;
}

/** The two largest units: "45s", "3m 5s", "2h 10m", "12d 3h". */
function duration(seconds: number): string {
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return "0s";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(" ");
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
