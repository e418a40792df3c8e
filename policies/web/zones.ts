import { REGIONS } from "../../infra/settings/index.ts";
import { control } from "../support/controls.ts";
import { type Expectation, expectValue, is, unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

/** A zone is one datacenter building: one fire, one cut cable. */
export const webZones: ResourcePolicy = {
  id: "web-zones",
  title:
    "Clones stand in at least two zones, where the region has them, and are made while one is down.",
  why: "A zone is lost as a whole, and clones in one zone with it. Where zones must balance, Azure makes no clone in the others until it is back.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: { violation: 'zones: ["1"]', remedy: 'zones: ["1", "2", "3"]' },
  config: {
    zones: {
      type: "integer",
      description: "Fewest zones.",
      default: 2,
      minimum: 1,
      maximum: 3,
    },
  },
  types: [T.scaleSet],
  check(resource, config) {
    const least = setting<number>(webZones, config, "zones");
    const location = textAt(resource.inputs, "location");
    const region = Object.entries(REGIONS).find(([name]) => name === location)?.[1];
    const wanted = Math.min(least, region?.zones.length ?? least);
    const must = {
      required: `at least ${wanted} different zones`,
      remedy: "List the region's zones in `zones` of the datacenter's settings.",
    };
    return [
      ...zonesOf(resource, wanted, must),
      ...expectValue(resource, "zoneBalance", is(false), BALANCE),
      ...expectValue(resource, "proximityPlacementGroup", () => false, {
        required: "no placement group",
        remedy: "Leave `proximityPlacementGroup` out: it binds all clones to one building.",
        safeWhenAbsent: true,
      }),
    ];
  },
};

/** Source: Learn, "Zone balancing in Virtual Machine Scale Sets": strict zone balance. */
const BALANCE = {
  required: "false",
  remedy: "Leave `zoneBalance` out: Azure then balances zones as well as it can.",
  safeWhenAbsent: true,
} as const;

function zonesOf(
  resource: Resource,
  wanted: number,
  must: Pick<Expectation, "required" | "remedy">,
): readonly Finding[] {
  const found = read(resource.inputs, "zones");
  if (found.kind === "unknown") return [unknown(resource, "zones", must)];
  const zones = found.kind === "value" && Array.isArray(found.value) ? found.value : [];
  if (new Set(zones).size >= wanted) return [];
  return [violation(resource, "zones", found.kind === "absent" ? "absent" : shown(zones), must)];
}
