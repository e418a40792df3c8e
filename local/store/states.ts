import type { Json } from "../json.ts";
import type { Database } from "./database.ts";

/** A state with the key under which it is kept. */
export interface KeptState<T> {
  readonly key: string;
  readonly value: T;
}

/**
 * What the local Azure remembers that is no resource, as JSON by kind and key. Keys match in any case.
 * Inside a transaction a state is read and parsed once: callers must not change what they are given.
 */
export class States {
  readonly #database: Database;
  readonly #kept = new Map<string, Map<string, Json>>();

  constructor(database: Database) {
    this.#database = database;
    database.onForget(() => this.#kept.clear());
  }

  get<T extends Json>(kind: string, key = ""): T | undefined {
    if (this.#database.isSteady) return this.#all(kind).get(key.toLowerCase()) as T | undefined;
    const row = this.#database.one(
      "SELECT body FROM states WHERE kind = ? AND key = ?",
      kind,
      key.toLowerCase(),
    );
    return row === undefined ? undefined : (JSON.parse(String(row.body)) as T);
  }

  /** All of a kind by key, in the order of the keys; with `under`, those whose key starts with it. */
  all<T extends Json>(kind: string, under = ""): KeptState<T>[] {
    const prefix = under.toLowerCase();
    return [...this.#all(kind)]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => ({ key, value: value as T }));
  }

  set(kind: string, key: string, value: Json): void {
    this.#database.run(
      `INSERT INTO states (kind, key, body) VALUES (?, ?, ?)
       ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body`,
      kind,
      key.toLowerCase(),
      JSON.stringify(value),
    );
    const kept = this.#kept.get(kind);
    if (kept?.has(key.toLowerCase())) kept.set(key.toLowerCase(), value);
    else this.#kept.delete(kind);
  }

  /** True when there was one. */
  delete(kind: string, key = ""): boolean {
    this.#kept.get(kind)?.delete(key.toLowerCase());
    return (
      this.#database.run("DELETE FROM states WHERE kind = ? AND key = ?", kind, key.toLowerCase()) >
      0
    );
  }

  #all(kind: string): ReadonlyMap<string, Json> {
    const kept = this.#kept.get(kind);
    if (kept !== undefined) return kept;
    const rows = this.#database.all(
      "SELECT key, body FROM states WHERE kind = ? ORDER BY key",
      kind,
    );
    const found = new Map(
      rows.map(({ key, body }): [string, Json] => [String(key), JSON.parse(String(body))]),
    );
    if (this.#database.isSteady) this.#kept.set(kind, found);
    return found;
  }
}
