/** A country whose schools are served. */
export interface Market {
  readonly countryName: string;
  /** IANA name of the time zone in which the country's school calendar is read. */
  readonly timeZone: string;
  /** Windows' name of that time zone, by which Azure knows it. */
  readonly windowsTimeZone: string;
}

/**
 * The markets, by ISO 3166-1 alpha-2 code in lower case. Time zones: the IANA database
 * (tzdata), and Unicode CLDR (windowsZones.xml) for Windows' names.
 */
export const MARKETS = {
  se: {
    countryName: "Sweden",
    timeZone: "Europe/Stockholm",
    windowsTimeZone: "W. Europe Standard Time",
  },
  is: {
    countryName: "Iceland",
    timeZone: "Atlantic/Reykjavik",
    windowsTimeZone: "Greenwich Standard Time",
  },
  gb: {
    countryName: "United Kingdom",
    timeZone: "Europe/London",
    windowsTimeZone: "GMT Standard Time",
  },
  ch: {
    countryName: "Switzerland",
    timeZone: "Europe/Zurich",
    windowsTimeZone: "W. Europe Standard Time",
  },
  de: {
    countryName: "Germany",
    timeZone: "Europe/Berlin",
    windowsTimeZone: "W. Europe Standard Time",
  },
} as const satisfies Record<string, Market>;

/** A market's code. */
export type MarketCode = keyof typeof MARKETS;

/** All market codes, in the table's order. */
export const MARKET_CODES = Object.keys(MARKETS) as readonly MarketCode[];
