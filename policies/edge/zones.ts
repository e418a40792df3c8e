import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { madeFrom, ofType, type StackPolicy, setting } from "../support/policy.ts";
import { read } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

export const edgeZones: StackPolicy = {
  id: "edge-zones",
  title: "The gateway and its address stand in at least two zones.",
  why: "The gateway is the only way in: in one zone it is lost with the zone.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: { violation: 'zones: ["1"]', remedy: 'zones: ["1", "2", "3"]' },
  config: {
    zones: { type: "integer", description: "Fewest zones.", default: 2, minimum: 1, maximum: 3 },
  },
  checkStack(stack, config) {
    const least = setting<number>(edgeZones, config, "zones");
    const must = {
      required: `at least ${least} different zones`,
      remedy: "List the region's zones in `zones` of the datacenter's settings.",
    };
    const judged = ofType(stack, T.gateway).flatMap((gateway) => [
      gateway,
      ...madeFrom(stack, gateway, "frontendIPConfigurations").filter(
        ({ type }) => type === T.address,
      ),
    ]);
    return judged.flatMap((resource) => {
      const zones = zonesOf(resource);
      if (zones === "unknown") return [unknown(resource, "zones", must)];
      return new Set(zones).size >= least
        ? []
        : [violation(resource, "zones", zones.length === 0 ? "absent" : shown(zones), must)];
    });
  },
};

function zonesOf({ inputs }: Resource): readonly unknown[] | "unknown" {
  const zones = read(inputs, "zones");
  if (zones.kind === "unknown") return "unknown";
  return zones.kind === "value" && Array.isArray(zones.value) ? zones.value : [];
}
