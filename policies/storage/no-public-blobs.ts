import { control } from "../support/controls.ts";
import { expectValue, is, unknown } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

export const storageNoPublicBlobs: ResourcePolicy = {
  id: "storage-no-public-blobs",
  title: "No blob can be read without a login, or by whatever page somebody has open.",
  why: "A container that is opened for a moment is found by search engines the same day.",
  severity: "mandatory",
  control: control("A.8.12"),
  example: {
    violation: "publicAccess: Blob, or CORS for the origin *",
    remedy: "allowBlobPublicAccess: false, publicAccess: None",
  },
  types: [T.account, T.container, T.blobs],
  check: (resource) => {
    if (resource.type === T.blobs) return judgeCors(resource);
    return resource.type === T.account
      ? expectValue(resource, "allowBlobPublicAccess", is(false), {
          required: "false",
          remedy: "Set `allowBlobPublicAccess` to false.",
        })
      : expectValue(resource, "publicAccess", is("None"), {
          required: "None",
          remedy: "Set `publicAccess` to None.",
          // Azure's default is None.
          safeWhenAbsent: true,
        });
  },
};

/** Pages of an origin may ask with their visitor's rights: `*`, also as a part of a name, is everybody's. */
function judgeCors(blobs: Resource): readonly Finding[] {
  const must = {
    required: "named origins by HTTPS, or none",
    remedy: "Leave `cors` out: the clones read the blobs, no browser does.",
  };
  if (read(blobs.inputs, "cors.corsRules").kind === "unknown") {
    return [unknown(blobs, "cors.corsRules", must)];
  }
  return items(blobs.inputs, "cors.corsRules").flatMap((rule) =>
    expectValue(
      blobs,
      `${rule.path}.allowedOrigins`,
      (origins) =>
        Array.isArray(origins) && origins.every((one) => /^https:\/\/[^*]+$/.test(String(one))),
      must,
    ),
  );
}
