import { isUp } from "../../../local/behaviours/compute/machine-state.ts";
import type { FaultWhat } from "../../../local/behaviours/faults/fault.ts";
import { standingMachines } from "../../../local/behaviours/faults/machines-hit.ts";
import { type FaultPlace, list } from "./fault-words.ts";
import { readZoneOf } from "./read-region.ts";

/** One machine, by its name or the start of it. @param soon whether the fault begins now */
export function readMachine(
  name: string | undefined,
  { store, region }: FaultPlace,
  soon: boolean,
  problems: string[],
): FaultWhat | undefined {
  const all = standingMachines(store).filter(
    (machine) => region === undefined || machine.region === region,
  );
  const names = all.map(({ state }) => state.id.split("/").at(-1) ?? "");
  const where = region === undefined ? "" : ` in ${region}`;
  if (name === undefined || name === "") {
    problems.push(`machine: say which, by its name or the start of it. ${sample(names, where)}`);
    return undefined;
  }
  const [first, ...others] = all.filter((_, index) => isNamed(names[index] ?? "", name));
  if (first === undefined) {
    problems.push(`machine "${name}": there is none of that name. ${sample(names, where)}`);
    return undefined;
  }
  const exact = all.find((_, index) => (names[index] ?? "").toLowerCase() === name.toLowerCase());
  if (exact === undefined && others.length > 0) {
    const found = names.filter((one) => isNamed(one, name));
    problems.push(
      `machine "${name}": ${found.length} start so: ${list(found.slice(0, 4), "and")}.`,
    );
    return undefined;
  }
  const { state } = exact ?? first;
  if (soon && !isUp(state)) problems.push(`machine "${name}": is ${state.phase} already.`);
  return { kind: "machine", machine: state.id };
}

/** "ZONE/HOST". @param soon whether the fault begins now: then a machine must stand on it */
export function readHost(
  text: string | undefined,
  place: FaultPlace,
  soon: boolean,
  problems: string[],
): FaultWhat | undefined {
  const [, zone, number] = /^(\d+)\/(\d{1,6})$/.exec(text ?? "") ?? [];
  if (zone === undefined || number === undefined) {
    problems.push(`host "${text ?? ""}": write its zone and its number, for example 1/2.`);
    return undefined;
  }
  const region = readZoneOf("host", zone, place, problems);
  if (region === undefined) return undefined;
  const host = Number(number);
  const inZone = standingMachines(place.store).filter(
    (machine) => machine.region === region && machine.state.zone === zone,
  );
  const hosts = [...new Set(inZone.map(({ state }) => state.host))].sort((a, b) => a - b);
  if (soon && !hosts.includes(host)) {
    problems.push(
      `host "${text}": no machine stands on it. ${
        hosts.length === 0
          ? `None stands in zone ${zone} of ${region}.`
          : `In zone ${zone} of ${region} they stand on ${hosts.map((one) => `${zone}/${one}`).join(", ")}.`
      }`,
    );
  }
  return { kind: "host", region, zone, host };
}

/** By its name, the start of it, or the start of the digits that tell clones apart. */
function isNamed(name: string, text: string): boolean {
  const start = text.toLowerCase();
  const whole = name.toLowerCase();
  return whole.startsWith(start) || whole.slice(whole.lastIndexOf("_") + 1).startsWith(start);
}

function sample(names: readonly string[], where: string): string {
  if (names.length === 0) return `No machine stands${where || " anywhere"}.`;
  const shown = list(names.slice(0, 3), names.length > 3 ? "," : "and");
  return `There ${names.length === 1 ? "is" : "are"} ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ""}${where}.`;
}
