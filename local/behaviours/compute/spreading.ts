/** What one zone has for new machines. */
export interface Room {
  /** Null for machines without zones. */
  readonly zone: string | null;
  /** Reserved for them and not used. */
  readonly reserved: number;
  /** Left beside; Infinity without a limit. */
  readonly free: number;
}

export interface Spreading {
  /** The zones of a set, or the one place without zones. */
  readonly rooms: readonly Room[];
  /** The zone of each machine that stands. */
  readonly standing: readonly (string | null)[];
  /**
   * Whether zones must stay balanced: the most and the fewest machines of a zone differ by one at most,
   * or by no more than they did.
   */
  readonly isStrict: boolean;
  readonly count: number;
}

/**
 * The zones of new machines: each goes where the fewest are and where there is room, on a tie into the
 * zone with the lowest number. Fewer than `count` where there is no room left; with strict balance none,
 * where not all would fit in balance.
 *
 * Source: Microsoft Learn, "Zone balancing in Virtual Machine Scale Sets"; the order on a tie is
 * undocumented.
 */
export function spread({ rooms, standing, isStrict, count }: Spreading): (string | null)[] {
  const zones = rooms
    .map(({ zone, reserved, free }) => ({
      zone,
      left: reserved + free,
      machines: standing.filter((other) => other === zone).length,
    }))
    .sort((one, other) => ((one.zone ?? "") < (other.zone ?? "") ? -1 : 1));
  const allowed = Math.max(1, difference(zones));
  const placed: (string | null)[] = [];
  while (placed.length < count) {
    const open = zones.filter(({ left }) => left > 0);
    if (open.length === 0) break;
    const next = open.reduce((least, zone) => (zone.machines < least.machines ? zone : least));
    next.left -= 1;
    next.machines += 1;
    placed.push(next.zone);
  }
  const fits = placed.length === count && difference(zones) <= allowed;
  return isStrict && !fits ? [] : placed;
}

/** How many machines more the fullest zone has than the emptiest. */
function difference(zones: readonly { readonly machines: number }[]): number {
  const counts = zones.map(({ machines }) => machines);
  return Math.max(...counts) - Math.min(...counts);
}
