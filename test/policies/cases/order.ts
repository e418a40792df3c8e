import { T } from "../../../policies/support/types.ts";
import type { PolicyCases } from "./policy-cases.ts";

const clones = { of: T.scaleSet, name: "prod-se-web-clones" } as const;
const staging = { of: T.scaleSet, name: "-staging-web-clones" } as const;
const LABEL = "dnsSettings.domainNameLabel";

/** Of whose a resource is, by its tags and its name. */
export const ORDER_CASES: readonly PolicyCases[] = [
  {
    ...clones,
    policy: "order-tags-by-settings",
    breaks: [
      ["another country's cost centre", "tags.costCentre", "schools-is"],
      ["another owner", "tags.owner", "nobody"],
      ["another country's market", "tags.market", "is"],
      ["one of its markets left out", "tags.market", "se ch"],
      ["production called staging's", "tags.tier", "staging"],
    ],
    allows: [
      ["its markets in another order", "tags.market", "de ch se"],
      ["a tag besides", "tags.note", "moved"],
    ],
    absent: [
      ["tags", "safe"],
      ["tags.costCentre", "safe"],
    ],
    unknown: [
      ["tags", "fine"],
      ["tags.costCentre", "unknown"],
      ["tags.market", "unknown"],
      ["tags.tier", "fine"],
    ],
  },
  {
    ...staging,
    policy: "order-tags-by-settings",
    breaks: [["staging called production's", "tags.tier", "web"]],
    allows: [["staging's plan", "tags.tier", "season"]],
    absent: [["tags.tier", "safe"]],
    unknown: [["tags.tier", "fine"]],
  },
  {
    of: T.resourceGroup,
    name: "-database-rg",
    policy: "order-tags-by-settings",
    breaks: [["the database's group called staging's", "tags.tier", "staging"]],
    absent: [["tags", "safe"]],
    unknown: [["tags.owner", "unknown"]],
  },
  {
    of: T.securityGroup,
    name: "-network-staging-nsg",
    policy: "order-tags-by-settings",
    breaks: [["a name of production's", "networkSecurityGroupName", "nsg-prod-se-web"]],
    absent: [["tags", "safe"]],
    unknown: [["tags.costCentre", "unknown"]],
  },
  {
    ...staging,
    policy: "order-names",
    breaks: [["the name of production's", "vmScaleSetName", "vmss-prod-se-web"]],
    allows: [["a name with staging in it", "vmScaleSetName", "vmss-prod-se-staging-2"]],
    absent: [["vmScaleSetName", "violation"]],
    unknown: [["vmScaleSetName", "fine"]],
  },
  {
    of: T.address,
    name: "-edge-ip",
    policy: "order-names",
    breaks: [
      ["another datacenter's label", LABEL, "prod-is-gt26"],
      ["a label that says nothing", LABEL, "schools"],
    ],
    allows: [["a label of its own", LABEL, "prod-se-k7m2"]],
    absent: [[LABEL, "safe"]],
    unknown: [[LABEL, "fine"]],
  },
];
