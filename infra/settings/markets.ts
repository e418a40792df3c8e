/** A country whose schools are served. */
export interface Market {
  readonly countryName: string;
  /** IANA name of the time zone in which the country's school calendar is read. */
  readonly timeZone: string;
}

/** The markets, by ISO 3166-1 alpha-2 code in lower case. Time zones: the IANA database (tzdata). */
export const MARKETS = {
  se: { countryName: "Sweden", timeZone: "Europe/Stockholm" },
  is: { countryName: "Iceland", timeZone: "Atlantic/Reykjavik" },
  gb: { countryName: "United Kingdom", timeZone: "Europe/London" },
  ch: { countryName: "Switzerland", timeZone: "Europe/Zurich" },
  de: { countryName: "Germany", timeZone: "Europe/Berlin" },
} as const satisfies Record<string, Market>;

/** A market's code. */
export type MarketCode = keyof typeof MARKETS;

/** All market codes, in the table's order. */
export const MARKET_CODES = Object.keys(MARKETS) as readonly MarketCode[];
