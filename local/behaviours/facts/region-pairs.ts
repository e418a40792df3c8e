/**
 * The region to which Azure copies what is geo-redundant.
 * Source: Microsoft Learn, "List of Azure regions": the pairs of the regions near the markets.
 */
const PAIRS: Readonly<Record<string, string>> = {
  francecentral: "francesouth",
  germanywestcentral: "germanynorth",
  northeurope: "westeurope",
  norwayeast: "norwaywest",
  swedencentral: "swedensouth",
  switzerlandnorth: "switzerlandwest",
  uksouth: "ukwest",
  ukwest: "uksouth",
  westeurope: "northeurope",
};

/** The pair of a region; undefined where it has none, or none is known here. */
export function pairOf(region: string): string | undefined {
  return PAIRS[region];
}
