import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items } from "../support/read.ts";
import { T } from "../support/types.ts";

export const secretsRbac: ResourcePolicy = {
  id: "secrets-rbac",
  title: "Who may read a vault is said by roles, not by the vault's own list.",
  why: "Whoever may change the vault may put themselves on its list; and nobody reviews it with the roles.",
  severity: "mandatory",
  control: control("A.5.15"),
  example: {
    violation: "enableRbacAuthorization: false, accessPolicies: [...]",
    remedy: "enableRbacAuthorization: true, and a RoleAssignment",
  },
  types: [T.vault],
  check: (resource) => [
    ...expectValue(resource, "properties.enableRbacAuthorization", is(true), {
      required: "true",
      remedy: "Set `enableRbacAuthorization` to true and give roles instead.",
    }),
    ...items(resource.inputs, "properties.accessPolicies").map(({ path }) =>
      violation(resource, path, "an access policy", {
        required: "none",
        remedy: "Give a role on the vault by a RoleAssignment instead.",
      }),
    ),
    ...["enabledForDeployment", "enabledForTemplateDeployment", "enabledForDiskEncryption"].flatMap(
      (name) =>
        expectValue(resource, `properties.${name}`, is(false), {
          required: "false",
          remedy: `Leave \`${name}\` out: it lets Azure's deployments read secrets past the roles.`,
          safeWhenAbsent: true,
        }),
    ),
  ],
};
