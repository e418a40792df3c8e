import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { REDUNDANCIES } from "../residency.ts";
import { choice, section, wholeNumber } from "./field.ts";

/** Schema of `storage`. */
export const storage = section(
  "The storage account of the platform's state. Nobody reaches it from the internet, and nobody by a key.",
  {
    redundancy: choice(REDUNDANCIES, {
      what: "Where the data is kept: `zone` in three zones of the region, `geo` also in the region's pair. It must have it, and the markets' data may lie there (Residency, below).",
      example: "zone",
    }).default(DEFAULTS.storage.redundancy),
    keepDays: wholeNumber({
      ...LIMITS.storageKeepDays,
      of: "days",
      what: "How long a deleted blob or container, and an older version of a blob, can be brought back.",
      example: "30",
    }).default(DEFAULTS.storage.keepDays),
  },
);
