import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { section, text, wholeNumber } from "./field.ts";

const ISSUER = /^[0-9A-Za-z-]{1,127}$/;

/** Key Vault's name for a certificate that somebody else signs and merges by hand. */
const UNKNOWN_ISSUER = "unknown";

/** Schema of `edge`. */
export const edge = section("The application gateway and its firewall.", {
  minimum: wholeNumber({
    ...LIMITS.edgeMinimum,
    of: "gateway instances",
    what: "Fewest gateway instances. One is about ten capacity units and is paid for while it stands; growing takes minutes.",
    example: "2",
  }),
  maximum: wholeNumber({
    ...LIMITS.edgeMaximum,
    of: "gateway instances",
    what: "Most gateway instances; not below `edge.minimum`.",
    example: "10",
  }),
  rateLimitPerMinute: wholeNumber({
    ...LIMITS.rateLimitPerMinute,
    of: "requests a minute",
    what: "Requests a minute from one client address, to one hostname, above which the firewall blocks that address. A whole school often stands behind one address.",
    example: "6000",
  }),
  drainSeconds: wholeNumber({
    ...LIMITS.drainSeconds,
    of: "seconds",
    what: "Seconds that a clone which leaves the pool may still take to answer what it has begun.",
    example: "60",
  }).default(DEFAULTS.edge.drainSeconds),
  certificateIssuer: text(
    {
      what: 'Who signs the hostnames\' certificates: "Self", or the name of an issuer registered in the vault.',
      allowed: '"Self", or an issuer\'s name in the vault: 1 to 127 letters, digits and hyphens',
      example: "Self",
    },
    (value) => {
      if (!ISSUER.test(value)) return {};
      if (value.toLowerCase() === UNKNOWN_ISSUER) {
        return {
          edit: "register an issuer in the vault and name it, or set `certificateIssuer: Self`",
        };
      }
      return value.toLowerCase() === "self" && value !== "Self" ? { instead: "Self" } : undefined;
    },
  ).default(DEFAULTS.edge.certificateIssuer),
});
