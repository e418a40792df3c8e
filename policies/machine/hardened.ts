import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const machineHardened: ResourcePolicy = {
  id: "machine-hardened",
  title: "A machine is encrypted at its host and starts by trusted launch.",
  why: "Otherwise caches lie unencrypted on the host, and a changed kernel starts unseen.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: {
    violation: "encryptionAtHost: false",
    remedy: "encryptionAtHost: true, securityType: TrustedLaunch",
  },
  types: [T.machine],
  check: (resource) =>
    [
      ["encryptionAtHost", true],
      ["securityType", "TrustedLaunch"],
      ["uefiSettings.secureBootEnabled", true],
      ["uefiSettings.vTpmEnabled", true],
    ].flatMap(([name, right]) =>
      expectValue(resource, `securityProfile.${name}`, is(right), {
        required: String(right),
        remedy: `Set \`securityProfile.${name}\` to ${right}.`,
      }),
    ),
};
