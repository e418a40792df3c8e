import { expect, test } from "@jest/globals";
import {
  MARKET_CODES,
  type MarketCode,
  REGIONS,
  type Region,
} from "../../../infra/settings/index.ts";
import { refuseRedundancy } from "../../../infra/settings/residency.ts";
import { RETENTION_FLOORS } from "../../../infra/settings/retention-floors.ts";
import { change, parseText, refusalOf, swedishText } from "./support.ts";

const alone: Region = { displayName: "Somewhere", country: "Sweden", zones: [] };

test("lets no region keep what it has no zones or no pair for", () => {
  expect(refuseRedundancy(alone, "zone", [])).toBe("Somewhere has no availability zones");
  expect(refuseRedundancy(alone, "geo", [])).toBe("Somewhere has no paired region");
});

test.each<[keyof typeof REGIONS, readonly MarketCode[], string | undefined]>([
  ["swedencentral", ["se", "ch", "de"], undefined],
  ["northeurope", ["is"], undefined],
  ["uksouth", ["gb"], undefined],
  ["switzerlandnorth", ["ch"], undefined],
  ["northeurope", ["gb", "is"], "West Europe (Netherlands), where data of gb"],
  ["uksouth", ["se", "gb"], "UK West (United Kingdom), where data of se"],
  ["switzerlandnorth", ["de"], "Switzerland West (Switzerland), where data of de"],
])("copies from %s for %s only to where that data may lie", (region, markets, refused) => {
  const why = refuseRedundancy(REGIONS[region], "geo", markets);
  if (refused === undefined) expect(why).toBeUndefined();
  else expect(why).toContain(refused);
  expect(refuseRedundancy(REGIONS[region], "zone", markets)).toBeUndefined();
});

test("refuses copies of British data in the Netherlands, of the account and of the backups", () => {
  const text = change(
    change(swedishText(), "region: swedencentral", "region: northeurope"),
    "- code: de",
    "- code: gb",
  );
  const error = refusalOf(() => parseText(text));
  expect(error.issues.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "gradetide:datacenter.storage.redundancy",
      "gradetide:datacenter.backup.redundancy",
    ]),
  );
  expect(error.message).toContain("where data of gb may not lie");
});

test("has a floor of every market that lets a grade be looked up a school year later", () => {
  for (const code of MARKET_CODES) {
    expect(RETENTION_FLOORS[code].months).toBeGreaterThanOrEqual(13);
  }
});
