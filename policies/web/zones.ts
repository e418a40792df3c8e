import { REGIONS } from "../../infra/settings/index.ts";
import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

/** A zone is one datacenter building: one fire, one cut cable. */
export const webZones: ResourcePolicy = {
  id: "web-zones",
  title: "Clones stand in at least two zones, where the region has them.",
  why: "A zone is lost as a whole. Clones in one zone are then lost as a whole too, and nobody is served.",
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
    const found = read(resource.inputs, "zones");
    if (found.kind === "unknown") return [unknown(resource, "zones", must)];
    const zones = found.kind === "value" && Array.isArray(found.value) ? found.value : [];
    if (new Set(zones).size >= wanted) return [];
    return [violation(resource, "zones", found.kind === "absent" ? "absent" : shown(zones), must)];
  },
};
