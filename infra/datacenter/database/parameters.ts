/** Connections that Azure keeps for replication and for watching. Source: Microsoft, concepts-limits. */
const AZURES_CONNECTIONS = 15;

/** Pages of 8 KiB in a quarter of a GiB. */
const QUARTER_OF_GIB = 32_768;

/** What the parameters follow from. */
export interface ParameterInput {
  /** Most connections of clones, jobs and people. */
  readonly connections: number;
  /** GiB of the smallest size that the server may have. */
  readonly memory: number;
}

/** A server parameter's name and value, as Azure writes it. */
export type Parameter = readonly [name: string, value: string];

/**
 * The few parameters that are not left to Azure, in the order in which they are set.
 *
 * What waits for a restart is made for the smallest size, once: Azure computes both when a server is made and not
 * again when it is resized, so that by default a server which was made in July would keep July's connections in June;
 * and what follows the season would wait for a restart in the week of the grades.
 * Sources: Microsoft, PostgreSQL flexible server: concepts-limits; server parameters, "Connections and
 * Authentication" and "Resource Usage / Memory" (a quarter of the memory).
 */
export function parameters({ connections, memory }: ParameterInput): readonly Parameter[] {
  return [
    ["max_connections", String(connections + AZURES_CONNECTIONS)],
    ["shared_buffers", String(memory * QUARTER_OF_GIB)],
    // Azure's own defaults, written so that nobody's change of them stays.
    ["require_secure_transport", "on"],
    ["ssl_min_protocol_version", "TLSv1.2"],
    // Milliseconds: a clone that died in the middle of a transaction holds no rows for longer.
    ["idle_in_transaction_session_timeout", "60000"],
  ];
}
