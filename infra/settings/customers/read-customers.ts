import type { Customers, MarketPupils } from "../../season/customers.ts";
import { calendarFile } from "../calendars/read-calendars.ts";
import { calendarSchema } from "../calendars/schema.ts";
import { inspectDataFile, salvageDataFile } from "../data-file.ts";
import type { MarketCode } from "../markets.ts";
import { SettingsError } from "../settings-error.ts";
import { customersFindings } from "./rules.ts";
import { customers, type WrittenCustomers } from "./schema.ts";

/** Where customers stand, from the project's folder. */
export const CUSTOMERS_FILE = "data/customers.yaml";

/**
 * Reads and checks data/customers.yaml. Of the calendars it reads only the regions' codes, which
 * customers may name.
 *
 * @throws SettingsError with everything that is wrong: `settings-not-found`, `settings-unreadable`,
 * `settings-yaml` or `settings-invalid`.
 */
export function readCustomers(root: string): Customers {
  const regions = new Map<MarketCode, readonly string[]>();
  const regionsOf = (market: MarketCode): readonly string[] => {
    const codes = regions.get(market) ?? readRegions(root, market);
    regions.set(market, codes);
    return codes;
  };
  const { value, issues, code } = inspectDataFile({
    root,
    file: CUSTOMERS_FILE,
    schema: customers,
    documentation: "docs/calendars.md",
    rules: (written) => customersFindings(written, regionsOf),
  });
  if (value === undefined) throw new SettingsError(code ?? "settings-invalid", issues);
  return toCustomers(value);
}

function readRegions(root: string, market: MarketCode): readonly string[] {
  const calendar = salvageDataFile(root, calendarFile(market), calendarSchema(market));
  return (calendar?.regions ?? []).flatMap((region) => region?.code ?? []);
}

function toCustomers(written: WrittenCustomers): Customers {
  const { se, is, gb, ch, de } = written.markets;
  return {
    markets: {
      se: toMarket(se),
      is: toMarket(is),
      gb: toMarket(gb),
      ch: toMarket(ch),
      de: toMarket(de),
    },
    customers: written.customers.map(({ name, market, region, pupils, start, noticed }) => ({
      name,
      market,
      ...(region === undefined ? {} : { region }),
      pupils,
      start: Temporal.PlainDate.from(start),
      noticed: Temporal.PlainDate.from(noticed),
    })),
  };
}

function toMarket(written: WrittenCustomers["markets"]["se"]): MarketPupils {
  const { pupils, asOf, growthPerYear, assumed } = written;
  return { pupils, asOf: Temporal.PlainDate.from(asOf), growthPerYear, assumed };
}
