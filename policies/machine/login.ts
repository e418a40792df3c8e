import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { T } from "../support/types.ts";

export const machineLogin: ResourcePolicy = {
  id: "machine-login",
  title: "A machine takes no passwords, and speaks to Azure by a managed identity.",
  why: "A password is guessed and shared; a key on a machine gets copied.",
  severity: "mandatory",
  control: control("A.8.5"),
  example: {
    violation: "disablePasswordAuthentication: false",
    remedy: "disablePasswordAuthentication: true, identity: UserAssigned",
  },
  types: [T.machine],
  check: (resource) => [
    ...expectValue(
      resource,
      "osProfile.linuxConfiguration.disablePasswordAuthentication",
      is(true),
      { required: "true", remedy: "Set `disablePasswordAuthentication` to true." },
    ),
    ...expectValue(resource, "identity.type", (type) => /UserAssigned/.test(String(type)), {
      required: "UserAssigned",
      remedy: "Give the machine an identity of its tier.",
    }),
    ...(read(resource.inputs, "osProfile.adminPassword").kind === "absent"
      ? []
      : [
          violation(resource, "osProfile.adminPassword", "set", {
            required: "no password",
            remedy: "Take `adminPassword` away: a public key is enough.",
          }),
        ]),
  ],
};
