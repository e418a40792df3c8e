/** What a machine size counts for. */
export interface VmSizeFacts {
  readonly vcpus: number;
  /** The quota family, as compute usages name it. */
  readonly family: string;
}

/** A quota family with its name for people. */
export interface QuotaFamily {
  readonly name: string;
  readonly localizedName: string;
}

/**
 * The quota family of each series.
 *
 * Sources: the series' pages of Microsoft Learn (sizes/general-purpose/dsv5-series and so on) for the
 * vCPUs; "Prerequisites for Managed DevOps Pools" for the families of version 5. Those of version 6
 * stand in no document: they are as `az vm list-usage` prints them in public reports; the series with
 * an "a" drops its "s" there.
 */
const SERIES = {
  s_v5: { name: "standardDSv5Family", localizedName: "Standard DSv5 Family vCPUs" },
  ds_v5: { name: "standardDDSv5Family", localizedName: "Standard DDSv5 Family vCPUs" },
  as_v5: { name: "standardDASv5Family", localizedName: "Standard DASv5 Family vCPUs" },
  ads_v5: { name: "standardDADSv5Family", localizedName: "Standard DADSv5 Family vCPUs" },
  s_v6: { name: "StandardDsv6Family", localizedName: "Standard Dsv6 Family vCPUs" },
  as_v6: { name: "standardDav6Family", localizedName: "Standard Dav6 Family vCPUs" },
} as const satisfies Record<string, QuotaFamily>;

const VCPUS = [2, 4, 8, 16] as const;

/** Larger ones, of the series that databases stand on. */
const MORE_VCPUS = { ds_v5: [32, 48, 64, 96] } as const;

/** The families of the sizes below, in the order of their names. */
export const QUOTA_FAMILIES: readonly QuotaFamily[] = Object.values(SERIES).toSorted(
  (one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1),
);

/** The sizes that the local Azure knows, by ARM's name. */
export const VM_SIZE_FACTS: ReadonlyMap<string, VmSizeFacts> = new Map(
  Object.entries(SERIES).flatMap(([suffix, { name }]) =>
    [...VCPUS, ...(suffix === "ds_v5" ? MORE_VCPUS.ds_v5 : [])].map(
      (vcpus): [string, VmSizeFacts] => [`Standard_D${vcpus}${suffix}`, { vcpus, family: name }],
    ),
  ),
);

const BY_NAME = new Map([...VM_SIZE_FACTS].map(([name, facts]) => [name.toLowerCase(), facts]));

/** A size named in any case; undefined for one that the local Azure does not know. */
export function vmSizeFacts(size: string): VmSizeFacts | undefined {
  return BY_NAME.get(size.toLowerCase());
}

/** ARM's spelling of a size that is named in any case. */
export function vmSizeName(size: string): string | undefined {
  return [...VM_SIZE_FACTS.keys()].find((name) => name.toLowerCase() === size.toLowerCase());
}
