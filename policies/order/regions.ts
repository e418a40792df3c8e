import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { type StackPolicy, setting } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";

const EEA = "swedencentral northeurope norwayeast germanywestcentral";

export const orderRegions: StackPolicy = {
  id: "order-regions",
  title:
    "Everything stands in the datacenter's region, which may hold the data of each of its markets.",
  why: "Pupils' data in another country breaks the contract with every school of the market, and its law.",
  severity: "mandatory",
  control: control("A.5.34"),
  example: {
    violation: "location: eastus, or the market gb in swedencentral",
    remedy: "the region of the datacenter's settings",
  },
  config: {
    residency: {
      type: "array",
      items: { type: "string" },
      description:
        "For each market the regions that may hold its data: `se: swedencentral …`. Sweden, Iceland and Germany: the EEA; the United Kingdom: itself; Switzerland: itself, and Sweden by contract.",
      default: [
        `se: ${EEA}`,
        `is: ${EEA}`,
        `de: ${EEA}`,
        "gb: uksouth",
        "ch: switzerlandnorth swedencentral",
      ],
    },
    elsewhere: {
      type: "array",
      items: { type: "string" },
      description: "Places beside the datacenter's region in which a resource may stand.",
      default: ["global"],
    },
  },
  checkStack(stack, config) {
    const { region, markets } = stack.settings;
    const elsewhere = setting<readonly string[]>(orderRegions, config, "elsewhere");
    const residency = new Map(
      setting<readonly string[]>(orderRegions, config, "residency").map((line) => {
        const [market = "", regions = ""] = line.split(":");
        return [market.trim(), regions.trim().split(/\s+/)] as const;
      }),
    );
    return [
      ...markets
        .filter(({ code }) => !(residency.get(code) ?? []).includes(region))
        .map(({ code }) =>
          violation(stack, "", `the data of market ${code} in ${region}`, {
            required: `one of ${(residency.get(code) ?? []).join(", ")}`,
            remedy: "Serve the market from a datacenter in a region that may hold its data.",
          }),
        ),
      ...stack.resources
        .filter(({ inputs }) => read(inputs, "location").kind === "value")
        .filter(({ inputs }) => {
          const location = plain(textAt(inputs, "location") ?? "");
          return location !== region && !elsewhere.includes(location);
        })
        .map((resource) =>
          violation(resource, "location", shown(textAt(resource.inputs, "location")), {
            required: `${region}, the datacenter's region`,
            remedy: "Take the location from the datacenter's settings: `region`.",
          }),
        ),
    ];
  },
};

/** `Sweden Central` is swedencentral. */
function plain(location: string): string {
  return location.toLowerCase().replaceAll(" ", "");
}
