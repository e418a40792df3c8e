import type { Finding } from "../finding.ts";
import type { MarketCode } from "../markets.ts";
import type { Salvaged } from "../salvage.ts";
import { closest } from "../suggest.ts";
import type { WrittenCustomers } from "./schema.ts";

type Customer = Salvaged<WrittenCustomers["customers"][number]>;

/** Everything that is wrong between the fields of data/customers.yaml, and with its calendars. */
export function customersFindings(
  written: Salvaged<WrittenCustomers>,
  regionsOf: (market: MarketCode) => readonly string[],
): readonly Finding[] {
  const customers = written.customers ?? [];
  return [
    ...customers.flatMap((customer, index) =>
      customer === undefined
        ? []
        : [...startFindings(customer, index), ...regionFindings(customer, index, regionsOf)],
    ),
    ...twiceFindings(customers),
  ];
}

/** No customer starts before its notice. */
function startFindings({ start, noticed }: Customer, index: number): readonly Finding[] {
  // ISO dates of four-digit years sort as texts.
  if (start === undefined || noticed === undefined || noticed <= start) return [];
  return [
    {
      path: ["customers", index, "start"],
      allowed: `a day not before its notice, ${noticed}`,
      edit: "correct `start` or `noticed`",
    },
  ];
}

function regionFindings(
  { market, region }: Customer,
  index: number,
  regionsOf: (market: MarketCode) => readonly string[],
): readonly Finding[] {
  if (market === undefined || region === undefined) return [];
  const regions = regionsOf(market);
  // A calendar that can't be read is refused where calendars are read.
  if (regions.length === 0 || regions.includes(region)) return [];
  const meant = closest(region, regions);
  return [
    {
      path: ["customers", index, "region"],
      allowed: `a region of data/calendars/${market}.yaml: ${regions.join(", ")}`,
      edit:
        meant === undefined ? "name one of them, or remove `region`" : `set \`region: ${meant}\``,
    },
  ];
}

/** No customer is counted twice. */
function twiceFindings(customers: readonly (Customer | undefined)[]): readonly Finding[] {
  const names = customers.map((customer) => customer?.name?.toLowerCase());
  return names.flatMap((name, index): Finding[] => {
    const first = names.indexOf(name);
    if (name === undefined || first === index) return [];
    return [
      {
        path: ["customers", index, "name"],
        allowed: `each customer once; it stands at customers[${first}] already`,
        edit: "remove one of the two, or name what sets them apart",
      },
    ];
  });
}
