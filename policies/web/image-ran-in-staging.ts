import { imageName } from "../../infra/settings/releases/read-releases.ts";
import { control } from "../support/controls.ts";
import { noEvidence } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { stageOf } from "../support/stage.ts";
import { T } from "../support/types.ts";

const IMAGE = "virtualMachineProfile.storageProfile.imageReference";

export const webImageRanInStaging: StackPolicy = {
  id: "web-image-ran-in-staging",
  title: "Staging has run the image before production does.",
  why: "An image that nobody has run is tried on pupils.",
  severity: "mandatory",
  control: control("A.8.29"),
  example: {
    violation: "an image of which data/releases.yaml records no run that has ended",
    remedy: "run it in staging, then record the run in data/releases.yaml",
  },
  config: {
    days: {
      type: "integer",
      description: "Fewest days between the first and the last day of a run.",
      default: 0,
      minimum: 0,
      maximum: 30,
    },
  },
  checkStack(stack, config) {
    const days = setting<number>(webImageRanInStaging, config, "days");
    const today = stack.plan.now.toZonedDateTimeISO(stack.plan.zone.iana).toPlainDate();
    return ofType(stack, T.scaleSet)
      .filter((set) => stageOf(stack, set) === "production")
      .flatMap((set) => {
        const image = imageOf(set);
        const ran = stack.releases.some(
          (release) =>
            release.image.toLowerCase() === image?.toLowerCase() &&
            Temporal.PlainDate.compare(release.until, today) <= 0 &&
            release.from.until(release.until).days >= days,
        );
        return ran
          ? []
          : [
              noEvidence(
                set,
                `no run of ${image ?? "an image that nobody knows yet"} in staging is recorded`,
                {
                  required: "a run in staging that has ended, in data/releases.yaml",
                  remedy:
                    "Run the image in staging (docs/staging.md), then record the run in data/releases.yaml.",
                },
              ),
            ];
      });
  },
};

/** As the record writes it. */
function imageOf({ inputs }: Resource): string | undefined {
  const gallery = textAt(inputs, `${IMAGE}.id`);
  if (gallery !== undefined) return imageName({ gallery });
  const [publisher, offer, sku, version] = ["publisher", "offer", "sku", "version"].map((part) =>
    textAt(inputs, `${IMAGE}.${part}`),
  );
  if (
    publisher === undefined ||
    offer === undefined ||
    sku === undefined ||
    version === undefined
  ) {
    return undefined;
  }
  return imageName({ marketplace: { publisher, offer, sku, version } });
}
