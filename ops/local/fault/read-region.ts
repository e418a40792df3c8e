import { REGIONS } from "../../../local/behaviours/facts/regions.ts";
import { standingMachines } from "../../../local/behaviours/faults/machines-hit.ts";
import { type FaultPlace, list } from "./fault-words.ts";

/** The region, where it has that zone. */
export function readZoneOf(
  kind: string,
  zone: string,
  place: FaultPlace,
  problems: string[],
): string | undefined {
  const region = regionOf(kind, place, problems);
  if (region === undefined) return undefined;
  const zones = REGIONS.get(region)?.zones ?? [];
  if (zones.includes(zone)) return region;
  problems.push(
    zones.length === 0
      ? `zone "${zone}": ${region} has no zones.`
      : `zone "${zone}": ${region} has the zones ${list(zones, "and")}.`,
  );
  return undefined;
}

/** The region that was said; without one, the only one in which machines stand. */
export function regionOf(
  kind: string,
  { store, region }: FaultPlace,
  problems: string[],
): string | undefined {
  if (region !== undefined) return region;
  const standing = [...new Set(standingMachines(store).map((machine) => machine.region))].sort();
  const [only, ...others] = standing;
  if (only !== undefined && others.length === 0) return only;
  problems.push(
    only === undefined
      ? `${kind}: say the region with --stack; no machine stands anywhere.`
      : `${kind}: say the region with --stack; machines stand in ${list(standing, "and")}.`,
  );
  return undefined;
}
