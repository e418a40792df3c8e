import type { Database } from "./database.ts";

/** One metric of one resource in one minute, over all its series, as Azure keeps it. */
export interface Sample {
  /** Whole minutes since 1970: the minute that starts there. */
  readonly minute: number;
  /** How many values it is made of. */
  readonly count: number;
  readonly total: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** What was measured, a row a resource, metric and minute. Ids match in any case. */
export class Metrics {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  put(resource: string, name: string, sample: Sample): void {
    this.#database.run(
      "INSERT OR REPLACE INTO metrics (resource, name, minute, count, total, minimum, maximum) VALUES (?, ?, ?, ?, ?, ?, ?)",
      resource.toLowerCase(),
      name,
      sample.minute,
      sample.count,
      sample.total,
      sample.minimum,
      sample.maximum,
    );
  }

  /** The samples of the minutes from `from` (included) to `until` (not included), in their order. */
  read(resource: string, name: string, from: number, until: number): Sample[] {
    return this.#database
      .all(
        `SELECT minute, count, total, minimum, maximum FROM metrics
         WHERE resource = ? AND name = ? AND minute >= ? AND minute < ? ORDER BY minute`,
        resource.toLowerCase(),
        name,
        from,
        until,
      )
      .map((row) => ({
        minute: Number(row.minute),
        count: Number(row.count),
        total: Number(row.total),
        minimum: Number(row.minimum),
        maximum: Number(row.maximum),
      }));
  }

  /** The names that a resource was ever measured by, sorted. */
  names(resource: string): string[] {
    return this.#database
      .all(
        "SELECT DISTINCT name FROM metrics WHERE resource = ? ORDER BY name",
        resource.toLowerCase(),
      )
      .map(({ name }) => String(name));
  }

  /** Forgets what a resource measured by one name before a minute. */
  forget(resource: string, name: string, before: number): void {
    this.#database.run(
      "DELETE FROM metrics WHERE resource = ? AND name = ? AND minute < ?",
      resource.toLowerCase(),
      name,
      before,
    );
  }
}
