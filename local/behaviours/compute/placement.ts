/** A machine as far as placement is concerned. */
export interface Placed {
  readonly name: string;
  /** Undefined for a machine that was made before its set had zones. */
  readonly zone: string | undefined;
  /** Its fault domain within the zone. @default the spreading is max: there are none to balance */
  readonly domain?: number;
  /** A scale-in passes it over. @default false */
  readonly isProtected?: boolean;
}

/** Which machines go first. */
export type ScaleInRule = "Default" | "NewestVM" | "OldestVM";

/**
 * The machines that leave when `count` have to, in the order in which they go. `machines` stand in
 * the order of their creation. Protected ones stay, even where fewer leave then.
 *
 * Regional ones of a zonal set go first; then, one at a time, the zones with the most machines are
 * looked at, under Default in them the fault domains with the most, and there the newest goes
 * (OldestVM: the oldest). Protected ones count for the balance.
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
  while (leaving.length < count) {
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
  const free = staying.filter(({ isProtected }) => isProtected !== true);
  const regional = free.filter(({ zone }) => zone === undefined);
  const inZones =
    zones.length > 0 && regional.length > 0 ? regional : fullest(staying, free, ({ zone }) => zone);
  const candidates =
    rule === "Default"
      ? fullest(staying, inZones, ({ zone, domain }) => `${zone} ${domain}`)
      : inZones;
  return rule === "OldestVM" ? candidates[0] : candidates.at(-1);
}

/** Those of `free` whose place holds most of all; what is no candidate counts for its place, too. */
function fullest<T extends Placed>(
  all: readonly T[],
  free: readonly T[],
  placeOf: (machine: Placed) => string | undefined,
): T[] {
  const counts = new Map<string | undefined, number>();
  for (const machine of all) counts.set(placeOf(machine), (counts.get(placeOf(machine)) ?? 0) + 1);
  const countOf = (machine: T): number => counts.get(placeOf(machine)) ?? 0;
  const most = Math.max(...free.map(countOf));
  return free.filter((machine) => countOf(machine) === most);
}
