import type { Json, JsonObject } from "../json.ts";
import { UserError } from "../user-error.ts";
import { Database, type Row } from "./database.ts";
import { Events } from "./events.ts";
import { Log } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { APPLICATION_ID, SCHEMA_VERSION, TABLES } from "./sql.ts";
import { States } from "./states.ts";

/** One resource in ARM's wire shape. */
export interface ArmDocument {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly tags?: JsonObject;
  readonly properties?: JsonObject;
  readonly [key: string]: Json;
}

/** What `list` chooses by; both given, both must hold. */
export interface ListFilter {
  /** The exact resource type, in any case. */
  readonly type?: string;
  /** Ids below this one ("/subscriptions/S/resourceGroups/G"), in any case; the id itself is not listed. */
  readonly under?: string;
}

/** That a part of a document refers to a resource or to a part of one. */
export interface Link {
  /** The id of the part that refers: a child of the document, or the document itself. */
  readonly part: string;
  /** The id that is referred to. */
  readonly target: string;
}

/** A link as seen from its target. */
export interface Referrer extends Link {
  /** The id, in lower case, of the document that refers. */
  readonly source: string;
}

export interface StoreOptions {
  /**
   * The most pages of 4 KiB that the file may have: a full disk, for tests.
   * @default SQLite's own limit
   */
  readonly maximumPages?: number;
  /**
   * How long to wait for another process's write, in milliseconds.
   * @default 10000
   */
  readonly busyTimeout?: number;
}

/**
 * ARM documents in one SQLite file, safe for several processes at once. Ids match in any case.
 *
 * Written ahead (WAL) and in transactions: a killed process leaves all of a change or nothing.
 * What the disk refuses is a UserError (`store-error.ts` lists the codes).
 */
export class Store {
  /** What is no resource: the clock, how a machine is, faults. */
  readonly states: States;
  /** What will happen by itself. */
  readonly events: Events;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly #database: Database;
  /** What was read in the transaction that is under way: parsing is most of what a read costs. */
  readonly #read = new Map<string, ArmDocument | undefined>();
  readonly #listed = new Map<string, readonly ArmDocument[]>();

  /** @throws UserError store-newer or store-older when another version of this program wrote the file. */
  constructor(path: string, options: StoreOptions = {}) {
    this.#database = new Database(path, options.busyTimeout ?? 10_000);
    this.#database.onForget(() => this.#forget());
    this.states = new States(this.#database);
    this.events = new Events(this.#database, this.states);
    this.log = new Log(this.#database);
    this.metrics = new Metrics(this.#database);
    try {
      this.#prepare(options);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  get(id: string): ArmDocument | undefined {
    const key = id.toLowerCase();
    if (this.#read.has(key)) return this.#read.get(key);
    const row = this.#database.one("SELECT body FROM documents WHERE key = ?", key);
    const document = row === undefined ? undefined : parse(row);
    if (this.#database.isSteady) this.#read.set(key, document);
    return document;
  }

  /** Writes a document over the one of the same id, with what it refers to. */
  put(document: ArmDocument, links: readonly Link[] = []): void {
    const key = document.id.toLowerCase();
    this.#database.run(
      `INSERT INTO documents (key, type, body) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET type = excluded.type, body = excluded.body`,
      key,
      document.type.toLowerCase(),
      JSON.stringify(document),
    );
    this.#forget(key);
    this.#database.run("DELETE FROM links WHERE source = ?", key);
    for (const { part, target } of links) {
      this.#database.run(
        "INSERT INTO links (source, part, target) VALUES (?, ?, ?)",
        key,
        part,
        target.toLowerCase(),
      );
    }
  }

  /** True when there was one. What others link to it stays. */
  delete(id: string): boolean {
    this.#forget(id.toLowerCase());
    this.#database.run("DELETE FROM links WHERE source = ?", id.toLowerCase());
    return this.#database.run("DELETE FROM documents WHERE key = ?", id.toLowerCase()) > 0;
  }

  /** In the order in which the documents were first written. */
  list(filter: ListFilter = {}): ArmDocument[] {
    const question = `${filter.type ?? ""} ${filter.under ?? ""}`.toLowerCase();
    const known = this.#listed.get(question);
    if (known !== undefined) return [...known];
    const [from, to] = below(filter.under ?? "");
    const rows = this.#database.all(
      `SELECT body FROM documents
       WHERE (?1 = '' OR type = ?1) AND (?2 = '/' OR (key >= ?2 AND key < ?3)) ORDER BY position`,
      (filter.type ?? "").toLowerCase(),
      from,
      to,
    );
    const documents = rows.map(parse);
    if (this.#database.isSteady) this.#listed.set(question, documents);
    return [...documents];
  }

  /** What links to `id` or to a part of it, in the order in which it was written. */
  referrers(id: string): Referrer[] {
    const [from, to] = below(id);
    const rows = this.#database.all(
      `SELECT source, part, target FROM links
       WHERE target = ?1 OR (target >= ?2 AND target < ?3) ORDER BY rowid`,
      id.toLowerCase(),
      from,
      to,
    );
    return rows.map(({ source, part, target }) => ({
      source: String(source),
      part: String(part),
      target: String(target),
    }));
  }

  /** The next number of a counter: 0, 1, 2 and so on; a number is never given twice. */
  next(counter: string): number {
    const row = this.#database.one(
      `INSERT INTO counters (name, value) VALUES (?, 0)
       ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
      counter.toLowerCase(),
    );
    return Number(row?.value);
  }

  /**
   * Runs `work` inside one write transaction: all of it or nothing. `work` must not await. Inside another
   * transaction it is a part of that one, and an error undoes this part only.
   */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work);
  }

  /** Runs `work`, which only reads, on one state of the store: what others write meanwhile is not seen. */
  snapshot<T>(work: () => T): T {
    return this.#database.snapshot(work);
  }

  /** Calls `forget` whenever something that was written was undone: what was kept of it is not true. */
  onRollback(forget: () => void): void {
    this.#database.onRollback(forget);
  }

  close(): void {
    this.#database.close();
  }

  /** What was kept of one document, or of all. */
  #forget(key?: string): void {
    this.#listed.clear();
    if (key === undefined) this.#read.clear();
    else this.#read.delete(key);
  }

  #prepare({ maximumPages }: StoreOptions): void {
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    if (maximumPages !== undefined) {
      this.#database.exec(`PRAGMA max_page_count = ${Math.trunc(maximumPages)}`);
    }
    if (this.#version() === SCHEMA_VERSION) return;
    this.transaction(() => {
      const version = this.#version();
      if (version > SCHEMA_VERSION) throw newer(this.#database.path, version);
      if (version > 0 && version < SCHEMA_VERSION) throw older(this.#database.path, version);
      if (version === SCHEMA_VERSION) return;
      this.#database.exec(
        `${TABLES} PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION};`,
      );
    });
  }

  #version(): number {
    const application = Number(this.#database.one("PRAGMA application_id")?.application_id);
    const tables = Number(this.#database.one("SELECT count(*) AS count FROM sqlite_schema")?.count);
    if (tables > 0 && application !== APPLICATION_ID) throw foreign(this.#database.path);
    return Number(this.#database.one("PRAGMA user_version")?.user_version);
  }
}

function parse(row: Row): ArmDocument {
  return JSON.parse(String(row.body)) as ArmDocument;
}

/** The half-open range of keys below an id: "0" is the character after "/". */
function below(id: string): [from: string, to: string] {
  const key = id.toLowerCase().replace(/\/+$/, "");
  return [`${key}/`, `${key}0`];
}

function newer(path: string, version: number): UserError {
  return new UserError(
    "store-newer",
    `${path} was written by a newer version of this program (its format is ${version}, this one knows ${SCHEMA_VERSION}). Update the program, or move the file away to start with an empty local Azure.`,
  );
}

function older(path: string, version: number): UserError {
  return new UserError(
    "store-older",
    `${path} was written by an older version of this program (format ${version}; this one has ${SCHEMA_VERSION}), whose machines did not live on a clock. It rehearses only, so start anew: \`npx gradetide local reset --yes\`, then \`up\`.`,
  );
}

function foreign(path: string): UserError {
  return new UserError(
    "store-damaged",
    `${path} is a database of another program. Move it away; the next run starts with an empty one.`,
  );
}
