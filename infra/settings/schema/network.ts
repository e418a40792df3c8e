import { ARM_ID } from "../arm-id.ts";
import {
  addressCount,
  type Cidr,
  cidrAround,
  contains,
  formatCidr,
  PRIVATE_BLOCKS,
  parseCidr,
} from "../cidr.ts";
import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { choice, matching, type Problem, section, text } from "./field.ts";

/** A range that is aligned, private, and of an allowed size. */
function privateRange(
  from: number,
  to: number,
  sizeHint: string,
): (value: string) => Problem | undefined {
  return (value) => {
    const range = parseCidr(value);
    if (range === undefined) return {};
    if (!PRIVATE_BLOCKS.some((block) => contains(block, range))) {
      return { allowed: "a private range: within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16" };
    }
    if (range.prefix < from || range.prefix > to) {
      const allowed = `a prefix length from /${from} to /${to}: ${sizeHint}`;
      return range.prefix < from
        ? { allowed }
        : { allowed, instead: formatCidr(cidrAround(range.first, to)) };
    }
    return aligned(range, value);
  };
}

/** A CIDR range whose address is the range's first, as Azure wants it. */
export function aligned(range: Cidr, value: string): Problem | undefined {
  const canonical = formatCidr(range);
  if (canonical === value) return undefined;
  return {
    allowed: `a range that begins at a multiple of its ${addressCount(range.prefix)} addresses`,
    instead: canonical,
  };
}

const { from: widest, to: narrowest } = LIMITS.addressSpacePrefix;
const narrowestWebSubnet = 29;

const addressSpace = text(
  {
    what: "The private IPv4 range of the datacenter's virtual network. No two stacks may overlap.",
    allowed: `an aligned range of RFC 1918 in CIDR notation, from /${widest} to /${narrowest}`,
    example: "10.16.0.0/16",
  },
  privateRange(widest, narrowest, `/${narrowest} still has room for the tiers to come`),
);

const edgeSubnet = text(
  {
    what: "The application gateway's own subnet, within `network.addressSpace`. Nothing else stands in it.",
    allowed: `an aligned range within network.addressSpace, /${LIMITS.edgeSubnetPrefix} or larger`,
    example: "10.16.0.0/24",
  },
  privateRange(
    widest,
    LIMITS.edgeSubnetPrefix,
    `Microsoft advises /${LIMITS.edgeSubnetPrefix} or larger for a v2 gateway`,
  ),
);

const webSubnet = text(
  {
    what: "The clones' subnet, within `network.addressSpace`. It holds `web.ceiling` clones, a fifth more during a rolling upgrade, and five addresses that Azure keeps.",
    allowed:
      "an aligned range within network.addressSpace that holds web.ceiling clones and their upgrade",
    example: "10.16.4.0/22",
  },
  privateRange(
    widest,
    narrowestWebSubnet,
    `Azure takes no smaller subnet than /${narrowestWebSubnet}`,
  ),
);

/** A tier's subnet whose size no other setting decides. */
function tierSubnet(what: string, narrowest: number, why: string, example: string) {
  return text(
    {
      what: `${what} Within \`network.addressSpace\`.`,
      allowed: `an aligned range within network.addressSpace, /${narrowest} or larger`,
      example,
    },
    privateRange(widest, narrowest, why),
  );
}

const databaseSubnet = tierSubnet(
  "The subnet of production's database, which only production's clones reach.",
  LIMITS.databaseSubnetPrefix,
  "a server with its standby and a restored copy beside them need eight addresses and Azure's five",
  "10.16.1.0/24",
);

const endpointSubnet = tierSubnet(
  "The subnet of the private endpoints: an address for each vault, account and server.",
  LIMITS.endpointSubnetPrefix,
  "sixteen endpoints and Azure's five addresses, and room for more",
  "10.16.2.0/24",
);

const stagingSubnet = text(
  {
    what: "The subnet of staging's clones, within `network.addressSpace`. It holds `staging.ceiling` clones, a fifth more during a rolling upgrade, and five addresses that Azure keeps.",
    allowed:
      "an aligned range within network.addressSpace that holds staging.ceiling clones and their upgrade",
    example: "10.16.8.0/24",
  },
  privateRange(
    widest,
    narrowestWebSubnet,
    `Azure takes no smaller subnet than /${narrowestWebSubnet}`,
  ),
);

const stagingDatabaseSubnet = tierSubnet(
  "The subnet of staging's database, which only staging's clones reach.",
  LIMITS.databaseSubnetPrefix,
  "as `database`: room for a restored copy beside it",
  "10.16.9.0/24",
);

const ddosProtection = section("Protection of the public address against denial of service.", {
  mode: choice(["perAddress", "plan", "none"], {
    what: "`perAddress`: DDoS IP Protection on the gateway's address. `plan`: an existing DDoS Network Protection plan of the tenant. `none`: only what Azure does for every address.",
    example: "perAddress",
  }).default(DEFAULTS.network.ddosProtection.mode),
  planId: text(
    {
      what: "ARM id of the plan. Needed with `mode: plan`, refused otherwise. One plan serves a whole tenant, so none is ever created here.",
      allowed: "the ARM id of a Microsoft.Network/ddosProtectionPlans",
      example:
        "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Network/ddosProtectionPlans/NAME",
      defaultInWords: "none",
    },
    matching(ARM_ID.ddosProtectionPlan),
  ).optional(),
});

/** Schema of `network`. */
export const network = section("The datacenter's virtual network.", {
  addressSpace,
  subnets: section("One subnet a tier.", {
    edge: edgeSubnet,
    web: webSubnet,
    database: databaseSubnet,
    endpoints: endpointSubnet,
    staging: stagingSubnet,
    stagingDatabase: stagingDatabaseSubnet,
  }),
  ddosProtection: ddosProtection.prefault({}),
});
