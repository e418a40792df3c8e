import * as z from "zod";
import { DEFAULTS } from "../defaults.ts";
import { isHostname, meantHostname } from "../hostname.ts";
import { LIMITS } from "../limits.ts";
import { MARKET_CODES, type MarketCode } from "../markets.ts";
import { REGION_NAMES, type RegionName } from "../regions.ts";
import { backup } from "./backup.ts";
import { budget } from "./budget.ts";
import { database } from "./database.ts";
import { edge } from "./edge.ts";
import { choice, document, section, text } from "./field.ts";
import { network } from "./network.ts";
import { season } from "./season.ts";
import { secrets } from "./secrets.ts";
import { staging } from "./staging.ts";
import { storage } from "./storage.ts";
import { watch } from "./watch.ts";
import { web } from "./web.ts";
import { zone } from "./zone.ts";

const LONGEST_TAG_VALUE = 256;

const market = section("A market and the hostname of its schools.", {
  code: choice(MARKET_CODES as readonly [MarketCode, ...MarketCode[]], {
    what: "The market's code.",
    example: "se",
    meant: (received) => OTHER_CODES[String(received).toLowerCase()],
  }),
  hostname: text(
    {
      what: "The name under which the market's schools reach the platform. A listener and a certificate of its own.",
      allowed:
        "a fully qualified DNS name: lower case, ASCII (xn-- for others), at most 253 characters",
      example: "se.school.example",
    },
    (value) => {
      if (isHostname(value)) return undefined;
      const meant = meantHostname(value);
      return meant === undefined ? {} : { instead: meant };
    },
  ),
});

/** What people write for a market besides its code. */
const OTHER_CODES: Readonly<Record<string, MarketCode>> = {
  se: "se",
  sv: "se",
  swe: "se",
  sweden: "se",
  is: "is",
  isl: "is",
  iceland: "is",
  gb: "gb",
  uk: "gb",
  gbr: "gb",
  en: "gb",
  ch: "ch",
  che: "ch",
  switzerland: "ch",
  de: "de",
  deu: "de",
  germany: "de",
};

const tagValue = text(
  {
    what: "A tag's value.",
    allowed: `a text of at most ${LONGEST_TAG_VALUE} characters`,
    example: "education",
  },
  (value) => (value.length <= LONGEST_TAG_VALUE ? undefined : { edit: "shorten it" }),
);

/** Schema of `gradetide:datacenter`: every field by itself. What joins fields stands in rules. */
export const datacenter = section("A country's datacenter.", {
  region: choice(REGION_NAMES as readonly [RegionName, ...RegionName[]], {
    what: "The Azure region in which the datacenter stands.",
    example: "swedencentral",
  }),
  zones: document(z.array(zone("An availability zone, as a number or a text.")).min(1).optional(), {
    what: "The availability zones over which gateway, addresses and clones are spread.",
    allowed: "a list of the region's zones: 1, 2 and 3, at least one, each once",
    example: "[1, 2, 3]",
    defaultInWords: "all zones of the region",
  }),
  uniqueSuffix: text(
    {
      what: "Makes the names that must be unique in all of Azure (vault, DNS label) this installation's own. Fixed once the stack stands: the vault that bears it is protected.",
      allowed: "3 to 6 lower-case letters and digits",
      example: "gt1",
    },
    (value) => {
      if (/^[a-z0-9]{3,6}$/.test(value)) return undefined;
      const meant = value.toLowerCase().replace(/[^a-z0-9]/g, "");
      return /^[a-z0-9]{3,6}$/.test(meant) ? { instead: meant } : {};
    },
  ),
  markets: document(z.array(market).min(1).max(LIMITS.markets), {
    what: "The markets that this datacenter serves. No market and no hostname stands twice, in any stack.",
    allowed: `a list of 1 to ${LIMITS.markets} markets, each with \`code\` and \`hostname\``,
    example: "[{ code: se, hostname: se.school.example }]",
  }),
  network,
  edge,
  secrets: secrets.prefault({}),
  web,
  database,
  staging: staging.prefault({}),
  watch,
  storage: storage.prefault({}),
  backup: backup.prefault({}),
  budget: budget.optional(),
  season: season.prefault({}),
  tags: document(z.record(z.string(), tagValue).default(DEFAULTS.tags), {
    what: "Tags of yours, put on every resource that can carry tags. Nothing personal or secret: tags are shown widely.",
    allowed: `at most ${LIMITS.tags} tags, names with texts as their values`,
    example: "{ costCentre: education }",
  }),
});

/** A datacenter's settings as the schema gives them: defaults in, not yet normalised. */
export type Datacenter = z.output<typeof datacenter>;
