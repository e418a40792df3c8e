import type { Store } from "../../store/store.ts";

/** The quota of all vCPUs of a region together, as compute usages name it. */
export const REGIONAL_QUOTA = "cores";

/** Machines of one size in one place. */
export type Pool = {
  /** ARM's name, e.g. "swedencentral". */
  readonly region: string;
  /** Null for machines without a zone. */
  readonly zone: string | null;
  readonly size: string;
};

/** A limit that a person or a test set, in vCPUs. */
export type QuotaLimit = {
  readonly region: string;
  /** A quota family, or "cores" for the whole region. */
  readonly family: string;
  readonly vcpus: number;
};

/** How many machines Azure has in a pool for this subscription altogether, those that it holds included. */
export type PoolSize = Pool & { readonly machines: number };

const QUOTA = "quota";
const POOL = "pool";

/** The limit of a family in a region, in vCPUs; undefined is unlimited, as everything is until it is set. */
export function quotaLimit(store: Store, region: string, family: string): number | undefined {
  return store.states.get<QuotaLimit>(QUOTA, `${region} ${family}`)?.vcpus;
}

/** @param vcpus undefined takes the limit away. */
export function setQuotaLimit(
  store: Store,
  region: string,
  family: string,
  vcpus: number | undefined,
): void {
  const key = `${region} ${family}`;
  if (vcpus === undefined) store.states.delete(QUOTA, key);
  else store.states.set(QUOTA, key, { region, family, vcpus });
}

/** Every limit that is set, by region and family. */
export function quotaLimits(store: Store): QuotaLimit[] {
  return store.states.all<QuotaLimit>(QUOTA).map(({ value }) => value);
}

/** How many machines a pool has altogether; undefined is unlimited, as everything is until it is set. */
export function poolSize(store: Store, pool: Pool): number | undefined {
  return store.states.get<PoolSize>(POOL, poolKey(pool))?.machines;
}

/** @param machines undefined takes the limit away. */
export function setPoolSize(store: Store, pool: Pool, machines: number | undefined): void {
  if (machines === undefined) store.states.delete(POOL, poolKey(pool));
  else store.states.set(POOL, poolKey(pool), { ...pool, machines });
}

/** Every pool that has a limit, by region, zone and size. */
export function poolSizes(store: Store): PoolSize[] {
  return store.states.all<PoolSize>(POOL).map(({ value }) => value);
}

/** Names a pool; sizes match in any case. */
export function poolKey({ region, zone, size }: Pool): string {
  return `${region} ${zone ?? "-"} ${size}`.toLowerCase();
}
