/** One Azure region. */
export interface Region {
  /** ARM's name, e.g. "swedencentral". */
  readonly name: string;
  readonly displayName: string;
  /** The availability zones that a resource may ask for; empty where there are none. */
  readonly zones: readonly string[];
  /** Open only to those who asked Microsoft for it (the other half of a pair, mostly). */
  readonly restricted: boolean;
}

/**
 * Source: Microsoft Learn, "List of Azure regions" (articles/reliability/regions-list.md of
 * MicrosoftDocs/reliability-docs, dated 2025-09-23). Sweden South stands there as a pair only.
 */
const WITH_ZONES = `
Australia East|Austria East|Belgium Central|Brazil South|Canada Central|Central India|Central US
Chile Central|East Asia|East US|East US 2|France Central|Germany West Central|Indonesia Central
Israel Central|Italy North|Japan East|Japan West|Korea Central|Malaysia West|Mexico Central
New Zealand North|North Europe|Norway East|Poland Central|Qatar Central|South Africa North
South Central US|Southeast Asia|Spain Central|Sweden Central|Switzerland North|UAE North|UK South
West Europe|West US 2|West US 3`;

const WITHOUT_ZONES = `
Australia Central|Australia Southeast|Canada East|Korea South|North Central US|South India|UK West
West Central US|West India|West US`;

const RESTRICTED = `
Australia Central 2|Brazil Southeast|France South|Germany North|Norway West|South Africa West
Sweden South|Switzerland West|UAE Central`;

/** Every region, by ARM's name. */
export const REGIONS: ReadonlyMap<string, Region> = new Map(
  [
    ...list(WITH_ZONES, { zones: ["1", "2", "3"], restricted: false }),
    ...list(WITHOUT_ZONES, { zones: [], restricted: false }),
    ...list(RESTRICTED, { zones: [], restricted: true }),
  ]
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((region) => [region.name, region]),
);

/** ARM takes "Sweden Central" for "swedencentral". */
export function normalLocation(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}

function list(names: string, rest: Omit<Region, "name" | "displayName">): Region[] {
  return names
    .trim()
    .split(/[|\n]/)
    .map((displayName) => ({ name: normalLocation(displayName), displayName, ...rest }));
}
