import { DATABASE_SIZE_NAMES, type DatabaseSizeName } from "../database-sizes.ts";
import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { choice, section, wholeNumber } from "./field.ts";
import { image } from "./web.ts";

const oracle = section("Staging's own database with `engine: oracle`: one machine, alone.", {
  size: choice(DATABASE_SIZE_NAMES as readonly [DatabaseSizeName, ...DatabaseSizeName[]], {
    what: "Its size, whatever the season. It needs Oracle's licence, too.",
    example: DEFAULTS.staging.oracle.size,
  }).default(DEFAULTS.staging.oracle.size),
  storageGib: wholeNumber({
    ...LIMITS.oracleDiskGib,
    of: "GiB",
    what: "GiB for data. It can only grow.",
    example: "64",
  }).default(DEFAULTS.staging.oracle.storageGib),
});

/** Schema of `staging`. */
export const staging = section(
  "The copy of the web tier on which images are tried. It is lent what production's reserve can spare, and gives it back by itself.",
  {
    floor: wholeNumber({
      ...LIMITS.stagingClones,
      of: "clones",
      what: "Fewest clones, where staging is lent so many. Where production needs its whole reserve, there are none.",
      example: "1",
    }).default(DEFAULTS.staging.floor),
    ceiling: wholeNumber({
      ...LIMITS.stagingClones,
      of: "clones",
      what: "Most clones, however much could be lent.",
      example: "6",
    }).default(DEFAULTS.staging.ceiling),
    image: image(
      "The one image that staging runs. Production takes an image only when data/releases.yaml says that staging has run it.",
      "production's, `web.image`",
    ).optional(),
    oracle: oracle.prefault({}),
  },
);
