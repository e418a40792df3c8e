import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { T } from "../support/types.ts";

export const databaseLogin: ResourcePolicy = {
  id: "database-login",
  title: "Who logs in to the database is known by the directory, never by a password.",
  why: "A password lies in settings and notebooks and is never changed; a person who left keeps it.",
  severity: "mandatory",
  control: control("A.8.5"),
  example: {
    violation: "passwordAuth: Enabled",
    remedy: "passwordAuth: Disabled, activeDirectoryAuth: Enabled",
  },
  types: [T.postgres],
  check: (resource) => [
    ...expectValue(resource, "authConfig.activeDirectoryAuth", is("Enabled"), {
      required: "Enabled",
      remedy: "Set `authConfig.activeDirectoryAuth` to Enabled.",
    }),
    ...expectValue(resource, "authConfig.passwordAuth", is("Disabled"), {
      required: "Disabled",
      remedy: "Set `authConfig.passwordAuth` to Disabled; Azure's default is Enabled.",
    }),
    ...["administratorLogin", "administratorLoginPassword"]
      .filter((name) => read(resource.inputs, name).kind !== "absent")
      .map((name) =>
        violation(resource, name, "set", {
          required: "no login of the server's own",
          remedy: `Take \`${name}\` away: the directory's group administers the server.`,
        }),
      ),
  ],
};
