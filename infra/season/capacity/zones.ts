/**
 * The fewest machines, spread evenly over `zones` zones, of which `survivors` are left when the fullest
 * zone is lost. It has one more than the others where the count doesn't divide, so that of n machines
 * n − ⌈n / zones⌉ = ⌊n × (zones − 1) / zones⌋ are left, and n = ⌈survivors × zones / (zones − 1)⌉ is the
 * least that is enough. With one zone nothing is left whatever the count: then it is `survivors`.
 */
export function acrossZones(survivors: number, zones: number): number {
  if (zones < 2) return survivors;
  return Math.ceil((survivors * zones) / (zones - 1));
}

/** The machines of the fullest of the zones. */
export function fullestZone(machines: number, zones: number): number {
  return Math.ceil(machines / zones);
}

/** The machines that are left when the fullest zone is lost. */
export function leftAfterZoneLoss(machines: number, zones: number): number {
  return machines - fullestZone(machines, zones);
}
