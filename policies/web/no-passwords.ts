import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { T } from "../support/types.ts";

const OS = "virtualMachineProfile.osProfile";

export const webNoPasswords: ResourcePolicy = {
  id: "web-no-passwords",
  title: "Nobody logs in to a clone with a password.",
  why: "A password can be guessed, is shared, and is never changed.",
  severity: "mandatory",
  control: control("A.8.5"),
  example: {
    violation: "disablePasswordAuthentication: false",
    remedy: "disablePasswordAuthentication: true, and a public key",
  },
  types: [T.scaleSet],
  check: (resource) => [
    ...expectValue(resource, `${OS}.linuxConfiguration.disablePasswordAuthentication`, is(true), {
      required: "true",
      remedy:
        "Set `linuxConfiguration.disablePasswordAuthentication` to true; log in by key, or never.",
    }),
    ...(read(resource.inputs, `${OS}.adminPassword`).kind === "absent"
      ? []
      : [
          violation(resource, `${OS}.adminPassword`, "set", {
            required: "no password",
            remedy: "Take `adminPassword` away: a public key is enough.",
          }),
        ]),
  ],
};
