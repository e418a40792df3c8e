/** An availability zone, as ARM writes it. */
export type Zone = "1" | "2" | "3";

/** What the settings need to know of an Azure region. */
export interface Region {
  readonly displayName: string;
  readonly country: string;
  readonly zones: readonly Zone[];
}

const ALL_ZONES: readonly Zone[] = ["1", "2", "3"];

/**
 * The Azure regions in which a datacenter may stand: those near the markets that have three
 * availability zones. Source: Microsoft, "List of Azure regions" (regions-list), November 2026.
 */
export const REGIONS = {
  swedencentral: { displayName: "Sweden Central", country: "Sweden", zones: ALL_ZONES },
  uksouth: { displayName: "UK South", country: "United Kingdom", zones: ALL_ZONES },
  northeurope: { displayName: "North Europe", country: "Ireland", zones: ALL_ZONES },
  norwayeast: { displayName: "Norway East", country: "Norway", zones: ALL_ZONES },
  switzerlandnorth: { displayName: "Switzerland North", country: "Switzerland", zones: ALL_ZONES },
  germanywestcentral: {
    displayName: "Germany West Central",
    country: "Germany",
    zones: ALL_ZONES,
  },
} as const satisfies Record<string, Region>;

/** A region's name as ARM writes it. */
export type RegionName = keyof typeof REGIONS;

/** All region names, in the table's order. */
export const REGION_NAMES = Object.keys(REGIONS) as readonly RegionName[];
