import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const storageNoSharedKeys: ResourcePolicy = {
  id: "storage-no-shared-keys",
  title: "A storage account knows its users by the directory, not by shared keys.",
  why: "A shared key may do everything, belongs to nobody, and leaves no trace of who used it.",
  severity: "mandatory",
  control: control("A.5.17"),
  example: { violation: "allowSharedKeyAccess: true", remedy: "allowSharedKeyAccess: false" },
  types: [T.account],
  check: (resource) => [
    ...expectValue(resource, "allowSharedKeyAccess", is(false), {
      required: "false",
      remedy: "Set `allowSharedKeyAccess` to false; Azure's default lets keys in.",
    }),
    ...expectValue(resource, "defaultToOAuthAuthentication", is(true), {
      required: "true",
      remedy: "Set `defaultToOAuthAuthentication` to true.",
      safeWhenAbsent: true,
    }),
  ],
};
