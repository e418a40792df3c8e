import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

/** A server's settings and what each may be. Source: Learn, "Networking overview with SSL and TLS". */
const SETTINGS: Readonly<Record<string, RegExp>> = {
  require_secure_transport: /^on$/i,
  ssl_min_protocol_version: /^TLSv1\.[23]$/i,
};

export const databaseTls: StackPolicy = {
  id: "database-tls",
  title: "The database is spoken to by TLS 1.2 or newer only.",
  why: "Inside the network too, whoever has taken over one clone reads along what is not encrypted.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: {
    violation: "require_secure_transport: off",
    remedy: "require_secure_transport: on, ssl_min_protocol_version: TLSv1.2",
  },
  checkStack: (stack) =>
    ofType(stack, T.postgres).flatMap((server) => {
      const own = ofType(stack, T.postgresSetting).filter((one) =>
        madeFrom(stack, one, "serverName").includes(server),
      );
      return Object.entries(SETTINGS).flatMap(([name, right]) => {
        const must = {
          required: `${name} as ${right.source.replaceAll(/[\\^$]/g, "")}`,
          remedy: `Declare the server's configuration \`${name}\`.`,
        };
        const found = own.filter(({ inputs }) => textAt(inputs, "configurationName") === name);
        return found.length === 0
          ? [violation(server, "", `without the setting ${name}`, must)]
          : found.flatMap((one) =>
              expectValue(one, "value", (value) => right.test(String(value)), must),
            );
      });
    }),
};
