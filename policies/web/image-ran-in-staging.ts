import { control } from "../support/controls.ts";
import { noEvidence } from "../support/expect.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

const IMAGE = "virtualMachineProfile.storageProfile.imageReference";

export const webImageRanInStaging: ResourcePolicy = {
  id: "web-image-ran-in-staging",
  title: "Staging has run the image's version before production does.",
  why: "A version that nobody has run is tried on pupils.",
  severity: "advisory",
  control: control("A.8.29"),
  example: {
    violation: "version 24.04.202609040, of which no run in staging is recorded",
    remedy: "run it in staging, then list it in the policy's setting `versionsRun`",
  },
  config: {
    versionsRun: {
      type: "array",
      items: { type: "string" },
      description: "Versions of which a run in staging is recorded.",
      default: [],
    },
  },
  types: [T.scaleSet],
  check(resource, config) {
    const version =
      textAt(resource.inputs, `${IMAGE}.version`) ??
      textAt(resource.inputs, `${IMAGE}.id`)?.split("/").at(-1);
    const run = setting<readonly string[]>(webImageRanInStaging, config, "versionsRun");
    if (version !== undefined && run.includes(version)) return [];
    return [
      noEvidence(
        resource,
        `no run of image version ${version ?? "(unknown)"} in staging is recorded`,
        {
          required: "a recorded run of the version in staging",
          remedy:
            "Run the version in staging, then list it in this policy's setting `versionsRun`.",
        },
      ),
    ];
  },
};
