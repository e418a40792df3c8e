import type { Capacity, CapacityInput } from "./capacity.ts";
import { carries, mostClones } from "./database.ts";
import { DATABASE_SIZES, type DatabaseSize } from "./database-sizes.ts";

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
  const sizeAt = (i: number): DatabaseSize =>
    DATABASE_SIZES[plan.database.sizes[i] as number] as DatabaseSize;
  const load = (i: number): string => `${Math.round(rps[i] as number)} requests a second`;
  return [
    ...singleZone(web.zones, rps.length),
    ...found(
      "too-few-clones",
      clones,
      (i) => (clones[i] as number) > web.maximum,
      (i) => `${load(i)} need ${clones[i]} clones: at most ${web.maximum} are allowed`,
    ),
    ...found(
      "gateway-too-small",
      plan.gateway,
      (i) => (plan.gateway[i] as number) > gateway.maximum,
      (i) =>
        `${load(i)} need ${plan.gateway[i]} gateway instances: at most ${gateway.maximum} are allowed`,
    ),
    ...found(
      "database-too-small",
      rps,
      (i) => !carries(sizeAt(i), rps[i] as number, 0, database),
      (i) => `${load(i)} are more than ${sizeAt(i).name}, the largest size, carries`,
    ),
    ...found(
      "too-many-connections",
      clones,
      (i) => (clones[i] as number) > mostClones(sizeAt(i), database),
      (i) =>
        `${clones[i]} clones with ${database.connectionsPerClone} connections each are more than ${sizeAt(i).name}, which takes ${mostClones(sizeAt(i), database)} clones`,
    ),
  ];
}

function singleZone(zones: number, quarters: number): readonly CapacityFinding[] {
  if (zones > 1) return [];
  const message = "all clones stand in one zone: when it is lost, none is left";
  return [{ code: "single-zone", message, first: 0, worst: 0, quarters }];
}

/** One finding for all quarters that a test finds, with the text of the one with the highest value. */
function found(
  code: CapacityFinding["code"],
  values: Float64Array | Int32Array,
  test: (i: number) => boolean,
  message: (i: number) => string,
): readonly CapacityFinding[] {
  let first = -1;
  let worst = -1;
  let quarters = 0;
  for (let i = 0; i < values.length; i++) {
    if (!test(i)) continue;
    if (first < 0) first = i;
    if (worst < 0 || (values[i] as number) > (values[worst] as number)) worst = i;
    quarters++;
  }
  return first < 0 ? [] : [{ code, message: message(worst), first, worst, quarters }];
}
