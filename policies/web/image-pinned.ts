import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const IMAGE = "virtualMachineProfile.storageProfile.imageReference";
const AUTOMATIC = "upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade";

/** A gallery's version and a marketplace's: numbers between dots, and never the word `latest`. */
const VERSION = /^\d+(\.\d+)+$/;
const GALLERY_VERSION = /\/versions\/\d+(\.\d+)+$/i;

export const webImagePinned: ResourcePolicy = {
  id: "web-image-pinned",
  title: "Clones are made from one image, pinned to one version, which Azure does not exchange.",
  why: "`latest` is another image tomorrow: clones that autoscale adds in the grade week would differ from those beside them, untested.",
  severity: "mandatory",
  control: control("A.8.19"),
  example: { violation: "version: latest", remedy: "version: 24.04.202609040" },
  types: [T.scaleSet],
  check: (resource) => [
    ...judgeImage(resource),
    ...expectValue(resource, AUTOMATIC, is(false), {
      required: "false",
      remedy:
        "Leave `automaticOSUpgradePolicy` out: a new image comes by `web.image`, through staging.",
      safeWhenAbsent: true,
    }),
  ],
};

function judgeImage(resource: Resource): readonly Finding[] {
  const must = {
    required: "one version, written out in numbers",
    remedy: "Set `web.image` to the version that staging has run.",
  };
  const image = read(resource.inputs, IMAGE);
  if (image.kind !== "value") return expectValue(resource, IMAGE, () => true, must);
  const shared = ["communityGalleryImageId", "sharedGalleryImageId"].filter(
    (name) => read(image.value, name).kind !== "absent",
  );
  if (shared.length > 0) {
    return [violation(resource, `${IMAGE}.${shared[0]}`, "an image of somebody else", must)];
  }
  return read(image.value, "id").kind === "absent"
    ? expectValue(resource, `${IMAGE}.version`, (version) => VERSION.test(String(version)), must)
    : expectValue(resource, `${IMAGE}.id`, (id) => GALLERY_VERSION.test(String(id)), must);
}
