import * as z from "zod";
import { date, mark, words } from "../calendars/schema.ts";
import { MARKET_CODES, type MarketCode } from "../markets.ts";
import { choice, document, matching, section, text, wholeNumber } from "../schema/field.ts";

/** No market of the five has more pupils in its schools than ten times this; a platform has fewer. */
const MOST_PUPILS = 2_000_000;

function pupils(what: string): z.ZodType<number, number> {
  return wholeNumber({ from: 1, to: MOST_PUPILS, of: "pupils", what, example: "12000" });
}

const market = section("A market's pupils on the platform.", {
  pupils: pupils("Pupils of the schools served on `asOf`."),
  asOf: date("The day that the count is of.", "2026-11-01"),
  growthPerYear: document(z.number().min(-0.5).max(2), {
    what: "How many more a year later, as a part: 0.35 is 35 %. Customers announced by name come on top.",
    allowed: "a number from -0.5 to 2; 0.35 is 35 % more a year",
    example: "0.35",
    meant: (received) => {
      const [, number, sign] = /^(-?\d+(?:\.\d+)?)( ?%)?$/.exec(String(received)) ?? [];
      const percent = Number(number);
      // A small number without a sign is more likely out of range than a percentage.
      const meantPercent = sign !== undefined || Math.abs(percent) >= 5;
      const inRange = percent >= -50 && percent <= 200;
      return meantPercent && inRange ? String(percent / 100) : undefined;
    },
  }),
  assumed: mark("The count is an estimate."),
  source: words("Where the count comes from, or the reasoning behind an estimate.", "own records"),
});

const customer = section("A school or a group of schools that is announced and not yet counted.", {
  name: words("For people, each once.", "Nordvik schools"),
  market: choice(MARKET_CODES as readonly [MarketCode, ...MarketCode[]], {
    what: "The market's code.",
    example: "se",
    meant: (received) => (String(received).toLowerCase() === "uk" ? "gb" : undefined),
  }),
  region: text(
    {
      what: "Code of a region in the market's calendar; without it the pupils are spread as the market's are.",
      allowed: "the code of a region in the market's calendar",
      example: "stockholm",
    },
    matching(/^[A-Za-z][A-Za-z0-9-]{0,31}$/),
  ).optional(),
  pupils: pupils("Its pupils."),
  noticed: date("The day on which its coming was told.", "2026-10-12"),
  start: date("The first day on which it uses the platform; not before `noticed`.", "2027-01-11"),
});

/** The schema of data/customers.yaml. */
export const customers = section("Who is served, and who is announced.", {
  markets: section("Today's pupils and their growth, for every market.", {
    se: market,
    is: market,
    gb: market,
    ch: market,
    de: market,
  } satisfies Record<MarketCode, typeof market>),
  customers: document(z.array(customer).default([]), {
    what: "Announced customers, until they are counted in `markets`.",
    allowed: "a list of customers",
    example: "[]",
  }),
});

/** data/customers.yaml as the schema gives it. */
export type WrittenCustomers = z.output<typeof customers>;
