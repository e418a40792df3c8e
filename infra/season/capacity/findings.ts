import type { Capacity, CapacityInput } from "./capacity.ts";
import { type SizeLimits, sizeLimits } from "./database.ts";
import { DATABASE_SIZES } from "./database-sizes.ts";
import { placeOfHighest } from "./highest.ts";
import { type Run, runs } from "./runs.ts";

/** Something that can't be had as it is needed, over which a person must decide. */
export interface CapacityFinding {
  /** Stable; the message is not. */
  readonly code:
    | "single-zone"
    | "too-few-clones"
    | "gateway-too-small"
    | "database-too-small"
    | "too-many-connections";
  /** What is wrong, with the figures of the worst quarter. */
  readonly message: string;
  /** The first quarter that it concerns, the worst one, and how many it concerns in all. */
  readonly first: number;
  readonly worst: number;
  readonly quarters: number;
}

/** What is wrong with a datacenter's capacity. */
export function capacityFindings(
  plan: Omit<Capacity, "findings">,
  { web, gateway, database }: CapacityInput,
): readonly CapacityFinding[] {
  const { rps, clones } = plan;
  const { sizes } = plan.database;
  const limits = sizeLimits(database);
  const limit = (i: number): SizeLimits => limits[sizes[i] as number] as SizeLimits;
  const size = (i: number): string => DATABASE_SIZES[sizes[i] as number]?.name ?? "";
  const all = [{ start: 0, end: rps.length }];
  const bySize = runs(sizes);
  return [
    ...singleZone(web.zones, rps.length),
    ...found(
      "too-few-clones",
      clones,
      all,
      () => web.maximum,
      (i) => `${clones[i]} clones are needed: at most ${web.maximum} are allowed`,
    ),
    ...found(
      "gateway-too-small",
      plan.gateway,
      all,
      () => gateway.maximum,
      (i) =>
        `${plan.gateway[i]} gateway instances are needed: at most ${gateway.maximum} are allowed`,
    ),
    ...found(
      "database-too-small",
      rps,
      bySize,
      (i) => limit(i).rps,
      (i) =>
        `${Math.round(rps[i] as number)} requests a second are more than ${size(i)}, the largest size that is allowed, carries`,
    ),
    ...found(
      "too-many-connections",
      clones,
      bySize,
      (i) => limit(i).clones,
      (i) =>
        `${clones[i]} clones with ${database.connectionsPerClone} connections each are more than the database takes at ${size(i)}: those of ${limit(i).clones} clones`,
    ),
  ];
}

function singleZone(zones: number, quarters: number): readonly CapacityFinding[] {
  if (zones > 1) return [];
  const message = "all clones stand in one zone: when it is lost, none is left";
  return [{ code: "single-zone", message, first: 0, worst: 0, quarters }];
}

/**
 * One finding for all quarters in which more is needed than can be had, with the text of the one with the
 * highest value. What can be had is asked once for each stretch, at its first quarter.
 */
function found(
  code: CapacityFinding["code"],
  values: Float64Array | Int32Array,
  stretches: readonly Pick<Run, "start" | "end">[],
  limitAt: (i: number) => number,
  message: (i: number) => string,
): readonly CapacityFinding[] {
  let first = -1;
  let worst = -1;
  let quarters = 0;
  for (const { start, end } of stretches) {
    const limit = limitAt(start);
    const most = placeOfHighest(values, start, end);
    if ((values[most] as number) <= limit) continue;
    if (worst < 0 || (values[most] as number) > (values[worst] as number)) worst = most;
    for (let i = start; i < end; i++) {
      if ((values[i] as number) <= limit) continue;
      if (first < 0) first = i;
      quarters++;
    }
  }
  return first < 0 ? [] : [{ code, message: message(worst), first, worst, quarters }];
}
