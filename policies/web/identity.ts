import { control } from "../support/controls.ts";
import { expectValue } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const webIdentity: ResourcePolicy = {
  id: "web-identity",
  title: "Clones speak to Azure by a managed identity that people assigned.",
  why: "Without one, a key has to lie on each clone, and a key gets copied.",
  severity: "mandatory",
  control: control("A.5.17"),
  example: {
    violation: "identity left out",
    remedy: "identity: { type: UserAssigned, userAssignedIdentities: [identity.id] }",
  },
  types: [T.scaleSet],
  check(resource) {
    const remedy = "Give the scale set the web tier's identity: Flexible sets take no other kind.";
    return [
      ...expectValue(resource, "identity.type", (type) => /UserAssigned/.test(String(type)), {
        required: "UserAssigned",
        remedy,
      }),
      ...expectValue(resource, "identity.userAssignedIdentities", isFilled, {
        required: "at least one identity",
        remedy,
        fineWhenUnknown: true,
      }),
    ];
  },
};

function isFilled(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
