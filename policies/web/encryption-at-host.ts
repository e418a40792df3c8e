import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const webEncryptionAtHost: ResourcePolicy = {
  id: "web-encryption-at-host",
  title: "Clones are encrypted at their host.",
  why: "Without it temporary disks and caches lie unencrypted on the host.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: { violation: "encryptionAtHost: false", remedy: "encryptionAtHost: true" },
  types: [T.scaleSet],
  check: (resource) =>
    expectValue(resource, "virtualMachineProfile.securityProfile.encryptionAtHost", is(true), {
      required: "true",
      remedy: "Set `securityProfile.encryptionAtHost` to true in the clones' profile.",
    }),
};
