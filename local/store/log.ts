import type { JsonObject } from "../json.ts";
import type { Database } from "./database.ts";

/** What the log is read by; all that is given must hold. */
export interface LogFilter {
  /** Milliseconds; included. */
  readonly from?: number;
  /** Milliseconds; not included. */
  readonly until?: number;
  /** Resources under this id, or the one itself, in any case. */
  readonly under?: string;
}

/** The caller of clients' requests: the local Azure has one account. */
export const CLIENT = "the local account";

/**
 * The activity log. Of one instant, what clients asked for comes first, by resource, so that two runs that
 * do the same in another order (an engine works side by side) leave the same log; then what happened by
 * it and by itself, as it came.
 */
export class Log {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  append(instant: number, resource: string, entry: JsonObject): void {
    this.#database.run(
      "INSERT INTO log (instant, resource, body) VALUES (?, ?, ?)",
      instant,
      resource.toLowerCase(),
      JSON.stringify(entry),
    );
  }

  read({ from, until, under = "" }: LogFilter = {}): JsonObject[] {
    const key = under.toLowerCase().replace(/\/+$/, "");
    const rows = this.#database.all(
      `SELECT body FROM log
       WHERE instant >= ?1 AND instant < ?2
         AND (?3 = '' OR resource = ?3 OR (resource >= ?3 || '/' AND resource < ?3 || '0'))
       ORDER BY instant, body ->> '$.caller' IS NOT '${CLIENT}',
         CASE body ->> '$.caller' WHEN '${CLIENT}' THEN resource ELSE '' END, position`,
      from ?? Number.MIN_SAFE_INTEGER,
      until ?? Number.MAX_SAFE_INTEGER,
      key,
    );
    return rows.map(({ body }) => JSON.parse(String(body)) as JsonObject);
  }

  /** Whether anything was ever logged. */
  get isEmpty(): boolean {
    return this.#database.one("SELECT 1 AS found FROM log LIMIT 1") === undefined;
  }
}
