import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

const PROFILE = "virtualMachineProfile.securityProfile";

export const webTrustedLaunch: ResourcePolicy = {
  id: "web-trusted-launch",
  title: "Clones start by trusted launch, with secure boot and a virtual TPM.",
  why: "Otherwise a changed boot loader or kernel starts unseen.",
  severity: "mandatory",
  control: control("A.8.9"),
  example: {
    violation: "securityType: Standard",
    remedy: "securityType: TrustedLaunch, secureBootEnabled and vTpmEnabled: true",
  },
  types: [T.scaleSet],
  check: (resource) => [
    ...expectValue(resource, `${PROFILE}.securityType`, is("TrustedLaunch", "ConfidentialVM"), {
      required: "TrustedLaunch",
      remedy: "Set `securityProfile.securityType` to TrustedLaunch in the clones' profile.",
    }),
    ...["secureBootEnabled", "vTpmEnabled"].flatMap((name) =>
      expectValue(resource, `${PROFILE}.uefiSettings.${name}`, is(true), {
        required: "true",
        remedy: `Set \`securityProfile.uefiSettings.${name}\` to true in the clones' profile.`,
      }),
    ),
  ],
};
