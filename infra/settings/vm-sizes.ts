/** What a size brings to a clone. */
export interface VmSize {
  readonly vcpus: number;
  /** GiB. */
  readonly memory: number;
}

const VCPUS = [2, 4, 8, 16] as const;
const SUFFIXES = ["s_v5", "ds_v5", "as_v5", "ads_v5", "s_v6", "as_v6"] as const;

/** GiB of memory for each vCPU, the same in all these series. */
const MEMORY_PER_VCPU = 4;

/** A size that a clone may have. */
export type VmSizeName = `Standard_D${(typeof VCPUS)[number]}${(typeof SUFFIXES)[number]}`;

/**
 * The sizes that a clone may have: general purpose, x64, generation 2, with premium disks,
 * encryption at host and trusted launch, and offered by zone. Series Dsv5, Ddsv5, Dasv5, Dadsv5,
 * Dsv6 and Dasv6. Above 16 vCPUs more clones serve better than larger ones.
 *
 * Sources: Microsoft's pages of these series (sizes/general-purpose/dsv5-series and so on: vCPUs,
 * memory, premium storage, generation 2), trusted-launch (the D family but for Arm64 v5 and Dv2,
 * Dv3) and disk-encryption (encryption at host), 2025. Whether a region offers a size in a zone to a
 * subscription is asked with `az vm list-skus --location REGION --zone --size Standard_D`.
 */
export const VM_SIZES: ReadonlyMap<VmSizeName, VmSize> = new Map(
  SUFFIXES.flatMap((suffix) =>
    VCPUS.map((vcpus): [VmSizeName, VmSize] => [
      `Standard_D${vcpus}${suffix}`,
      { vcpus, memory: vcpus * MEMORY_PER_VCPU },
    ]),
  ),
);

/** The table's names in a form that fits a line. */
export const VM_SIZES_IN_SHORT =
  "Standard_D{2,4,8,16}{s,ds,as,ads}_v5 or Standard_D{2,4,8,16}{s,as}_v6";
