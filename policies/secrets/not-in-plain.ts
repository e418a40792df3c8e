import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { leaves } from "../support/read.ts";

/** Names of properties that hold a secret. */
const SECRET_NAME =
  /(password|passphrase|secret|sastoken|sharedkey|accountkey|accesskey|privatekey|apikey|connectionstring|credential)s?$/i;

/** Values that are a secret whatever they are called. */
const SECRET_VALUE =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|AccountKey=[A-Za-z0-9+/]{20}|SharedAccessKey=|[?&]sig=[A-Za-z0-9%]{20}|\bpassword\s*[:=]\s*\S{4}|\bchpasswd\b/i;

export const secretsNotInPlain: ResourcePolicy = {
  id: "secrets-not-in-plain",
  title: "No secret stands in a resource's properties, tags or start script.",
  why: "Properties are read by whoever may read the resource, and stand in state, logs and previews.",
  severity: "mandatory",
  control: control("A.5.17"),
  example: {
    violation: "adminPassword: correct-horse; or a private key in customData",
    remedy: "a managed identity that reads the vault",
  },
  types: ["*"],
  check: (resource) =>
    [...leaves(resource.inputs)].flatMap(({ path, value }) => {
      if (typeof value !== "string" || value === "") return [];
      const name = path.split(".").at(-1)?.replace(/\[.*$/, "") ?? "";
      const reason = SECRET_NAME.test(name)
        ? "a secret by its name"
        : SECRET_VALUE.test(value) || (/customData|userData/.test(name) && holdsSecret(value))
          ? "a secret by its form"
          : undefined;
      // The value is not shown: it may be one.
      return reason === undefined
        ? []
        : [
            violation(resource, path, reason, {
              required: "no secret",
              remedy:
                "Keep it in the vault, read it by a managed identity, and change it: it has been seen.",
            }),
          ];
    }),
};

function holdsSecret(base64: string): boolean {
  return SECRET_VALUE.test(Buffer.from(base64, "base64").toString("utf8"));
}
