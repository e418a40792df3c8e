import { control } from "../support/controls.ts";
import { expectValue, is } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const networkZoneLinks: ResourcePolicy = {
  id: "network-zone-links",
  title: "Private names are written by the program alone, and looked up in private zones alone.",
  why: "A machine that writes its own name takes the vault's; a name that is not found here, and asked of the internet then, leads whoever keeps a secret there to the public side.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "registrationEnabled: true, or resolutionPolicy: NxDomainRedirect",
    remedy: "registrationEnabled: false, and no resolutionPolicy",
  },
  types: [T.zoneLink],
  check: (resource) => [
    ...expectValue(resource, "registrationEnabled", is(false), {
      required: "false",
      remedy: "Set `registrationEnabled` to false; Azure's default is false too.",
      safeWhenAbsent: true,
    }),
    ...expectValue(resource, "resolutionPolicy", is("Default"), {
      required: "Default",
      remedy: "Leave `resolutionPolicy` out: Azure's default asks nobody else.",
      safeWhenAbsent: true,
    }),
  ],
};
