import { control } from "../support/controls.ts";
import { expectValue, violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { textAt, toNumber } from "../support/read.ts";
import { isStagingCopy } from "../support/stage.ts";
import { T } from "../support/types.ts";

/** Connections that Azure keeps for replication and for watching. Source: Learn, "Limits in Azure Database for PostgreSQL". */
const AZURES_CONNECTIONS = 15;

const PARAMETER = "max_connections";

export const databaseConnections: StackPolicy = {
  id: "database-connections",
  title: "The database takes as many connections as its clones, jobs and people open.",
  why: "Clones that the season adds are turned away by a database that takes no more, and answer every pupil with an error.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "max_connections: 50 where database.connections is 300",
    remedy: "max_connections: database.connections, and those that Azure keeps",
  },
  checkStack: (stack) =>
    ofType(stack, T.postgres)
      .filter((server) => !isStagingCopy(stack, server))
      .flatMap((server) => {
        const { connections } = stack.settings.database;
        const least = connections + AZURES_CONNECTIONS;
        const must = {
          required: `${least} or more: the settings' ${connections}, and ${AZURES_CONNECTIONS} that Azure keeps for itself`,
          remedy: `Declare the server's configuration \`${PARAMETER}\` from \`database.connections\`: left to Azure it is that of the size with which the server was made.`,
        };
        const found = ofType(stack, T.postgresSetting).filter(
          (one) =>
            textAt(one.inputs, "configurationName") === PARAMETER &&
            madeFrom(stack, one, "serverName").includes(server),
        );
        return found.length === 0
          ? [violation(server, "", `without the setting ${PARAMETER}`, must)]
          : found.flatMap((one) =>
              expectValue(one, "value", (value) => (toNumber(value) ?? 0) >= least, must),
            );
      }),
};
