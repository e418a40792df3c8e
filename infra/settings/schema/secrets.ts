import * as z from "zod";
import { cidrAround, overlaps, PRIVATE_BLOCKS, parseCidr, parseIpv4 } from "../cidr.ts";
import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { document, type Problem, section, text } from "./field.ts";
import { aligned } from "./network.ts";

/** Wider than this is no list of addresses that someone knows. Our rule, not Azure's. */
const WIDEST_PREFIX = 8;

function publicAddress(value: string): Problem | undefined {
  const single = parseIpv4(value);
  const range = single === undefined ? parseCidr(value) : cidrAround(single, 32);
  if (range === undefined) return {};
  if (range.prefix < WIDEST_PREFIX) {
    return {
      allowed: `a range of /${WIDEST_PREFIX} or narrower: the vault is not opened to the whole Internet`,
      edit: "write the addresses from which the vault is reached",
    };
  }
  if (PRIVATE_BLOCKS.some((block) => overlaps(block, range))) {
    return {
      allowed: "a public address: the vault's firewall refuses private ones (RFC 1918)",
      edit: "write the address under which that network reaches the Internet",
    };
  }
  return single === undefined ? aligned(range, value) : undefined;
}

const allowedAddress = text(
  {
    what: "A public IPv4 address or CIDR range.",
    allowed: "a public IPv4 address or CIDR range",
    example: "203.0.113.7",
  },
  publicAddress,
);

/** Schema of `secrets`. */
export const secrets = section("The vault.", {
  allowedAddresses: document(
    z
      .array(allowedAddress)
      .max(LIMITS.allowedAddresses)
      .default([...DEFAULTS.secrets.allowedAddresses]),
    {
      what: "Public IPv4 addresses and CIDR ranges that may reach the vault's public endpoint, besides Azure's trusted services; still only with a role on the vault.",
      allowed: `a list of at most ${LIMITS.allowedAddresses} public IPv4 addresses and CIDR ranges`,
      example: "[203.0.113.7, 198.51.100.0/24]",
    },
  ),
});
