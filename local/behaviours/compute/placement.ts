/** A machine as far as placement is concerned. */
export interface Placed {
  readonly name: string;
  /** Undefined for a machine that was made before its set had zones. */
  readonly zone: string | undefined;
}

/** Which machines go first. */
export type ScaleInRule = "Default" | "NewestVM" | "OldestVM";

/**
 * The zones of `count` new machines: each goes where the fewest are, on a tie into the zone with
 * the lowest number. Without zones every machine is regional (undefined).
 * Source: Microsoft Learn, "Availability zones for Virtual Machine Scale Sets" (best-effort zone
 * balance); the order on a tie is undocumented.
 */
export function placeNew(
  machines: readonly Placed[],
  zones: readonly string[],
  count: number,
): (string | undefined)[] {
  if (zones.length === 0) return Array<undefined>(count).fill(undefined);
  const before = countByZone(machines);
  const counts = new Map(zones.toSorted().map((zone) => [zone, before.get(zone) ?? 0]));
  return Array.from({ length: count }, () => {
    const [zone] = [...counts].reduce((least, entry) => (entry[1] < least[1] ? entry : least));
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
    return zone;
  });
}

/**
 * The machines that leave when `count` have to, in the order in which they go. `machines` stand in
 * the order of their creation.
 *
 * Regional ones of a zonal set go first; then, one at a time, the zones with the most machines are
 * looked at, and in them the newest goes (OldestVM: the oldest).
 * Source: Microsoft Learn, "Use scale-in policies with Azure Virtual Machine Scale Sets" with its
 * worked tables, and "Configure customer-selected availability zones for a scale set" (regional
 * instances first). Machines of a Flexible set have no instance numbers, so "highest instance id"
 * is read as "created last".
 */
export function chooseLeaving<T extends Placed>(
  machines: readonly T[],
  zones: readonly string[],
  count: number,
  rule: ScaleInRule,
): T[] {
  const leaving: T[] = [];
  let staying = [...machines];
  while (leaving.length < count && staying.length > 0) {
    const next = nextToGo(staying, zones, rule);
    if (next === undefined) break;
    leaving.push(next);
    staying = staying.filter((machine) => machine !== next);
  }
  return leaving;
}

function nextToGo<T extends Placed>(
  staying: readonly T[],
  zones: readonly string[],
  rule: ScaleInRule,
): T | undefined {
  const regional = staying.filter(({ zone }) => zone === undefined);
  const candidates = zones.length > 0 && regional.length > 0 ? regional : inFullestZones(staying);
  return rule === "OldestVM" ? candidates[0] : candidates.at(-1);
}

function inFullestZones<T extends Placed>(staying: readonly T[]): T[] {
  const counts = countByZone(staying);
  const most = Math.max(...counts.values());
  return staying.filter(({ zone }) => counts.get(zone) === most);
}

function countByZone(machines: readonly Placed[]): Map<string | undefined, number> {
  const counts = new Map<string | undefined, number>();
  for (const { zone } of machines) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  return counts;
}
