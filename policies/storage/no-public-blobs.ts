import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const storageNoPublicBlobs: ResourcePolicy = {
  id: "storage-no-public-blobs",
  title: "No blob can be read without a login.",
  why: "A container that is opened for a moment is found by search engines the same day.",
  severity: "mandatory",
  control: control("A.8.12"),
  example: {
    violation: "publicAccess: Blob",
    remedy: "allowBlobPublicAccess: false, publicAccess: None",
  },
  types: [T.account, T.container],
  check: (resource) =>
    resource.type === T.account
      ? expectValue(resource, "allowBlobPublicAccess", is(false), {
          required: "false",
          remedy: "Set `allowBlobPublicAccess` to false.",
        })
      : expectValue(resource, "publicAccess", is("None"), {
          required: "None",
          remedy: "Set `publicAccess` to None.",
          // Azure's default is None.
          safeWhenAbsent: true,
        }),
};
