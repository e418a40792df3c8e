/** An availability zone, as ARM writes it. */
export type Zone = "1" | "2" | "3";

/** What the settings need to know of an Azure region. */
export interface Region {
  readonly displayName: string;
  readonly country: string;
  readonly zones: readonly Zone[];
  /** Where Azure keeps the copies of what is geo-redundant: chosen by Azure, and fixed. */
  readonly pair?: { readonly displayName: string; readonly country: string };
}

const ALL_ZONES: readonly Zone[] = ["1", "2", "3"];

/**
 * The Azure regions in which a datacenter may stand: those near the markets that have three
 * availability zones. Source: Microsoft, "List of Azure regions" (regions-list), November 2026, with the pairs: four of
 * them are closed to customers' own resources, and take copies all the same.
 */
export const REGIONS = {
  swedencentral: {
    displayName: "Sweden Central",
    country: "Sweden",
    zones: ALL_ZONES,
    pair: { displayName: "Sweden South", country: "Sweden" },
  },
  uksouth: {
    displayName: "UK South",
    country: "United Kingdom",
    zones: ALL_ZONES,
    pair: { displayName: "UK West", country: "United Kingdom" },
  },
  northeurope: {
    displayName: "North Europe",
    country: "Ireland",
    zones: ALL_ZONES,
    pair: { displayName: "West Europe", country: "Netherlands" },
  },
  norwayeast: {
    displayName: "Norway East",
    country: "Norway",
    zones: ALL_ZONES,
    pair: { displayName: "Norway West", country: "Norway" },
  },
  switzerlandnorth: {
    displayName: "Switzerland North",
    country: "Switzerland",
    zones: ALL_ZONES,
    pair: { displayName: "Switzerland West", country: "Switzerland" },
  },
  germanywestcentral: {
    displayName: "Germany West Central",
    country: "Germany",
    zones: ALL_ZONES,
    pair: { displayName: "Germany North", country: "Germany" },
  },
} as const satisfies Record<string, Region>;

/** A region's name as ARM writes it. */
export type RegionName = keyof typeof REGIONS;

/** All region names, in the table's order. */
export const REGION_NAMES = Object.keys(REGIONS) as readonly RegionName[];
