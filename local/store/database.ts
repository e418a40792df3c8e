import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { pause } from "../pause.ts";
import { isBusy, storeError } from "./store-error.ts";

/**
 * Milliseconds between two tries to begin a transaction. SQLite's own waiting sleeps for up to 100 ms
 * (sqlite.org/c3ref/busy_timeout.html), and would miss the moments that a long run leaves to others.
 */
const RETRY = 1;

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * One SQLite file: statements that are prepared once, transactions, and errors that a person can read.
 * What the disk refuses is a UserError (`store-error.ts` lists the codes).
 */
export class Database {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #busyTimeout: number;
  readonly #forget: (() => void)[] = [];
  readonly #rolledBack: (() => void)[] = [];
  #depth = 0;

  constructor(path: string, busyTimeout: number) {
    this.path = path;
    this.#busyTimeout = Math.trunc(busyTimeout);
    this.#database = this.guard(() => new DatabaseSync(path, { timeout: busyTimeout }));
  }

  one(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.guard(() => this.#statement(sql).get(...values) as Row | undefined);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.guard(() => this.#statement(sql).all(...values) as Row[]);
  }

  /** How many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return this.guard(() => Number(this.#statement(sql).run(...values).changes));
  }

  /** Runs statements that give nothing back. */
  exec(sql: string): void {
    this.guard(() => this.#database.exec(sql));
  }

  /**
   * Runs `work` inside one write transaction: all of it or nothing. `work` must not await. Inside another
   * transaction it is a part of that one, and an error undoes this part only.
   */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return this.#part(work);
    this.#begin();
    this.#forgetAll();
    this.#depth = 1;
    try {
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      this.#undone();
      throw error;
    } finally {
      this.#depth = 0;
      this.#forgetAll();
    }
  }

  /** Runs `work`, which only reads, on one state of the store: what others write meanwhile is not seen. */
  snapshot<T>(work: () => T): T {
    this.exec("BEGIN");
    this.#forgetAll();
    try {
      return work();
    } finally {
      this.#database.exec("COMMIT");
      this.#forgetAll();
    }
  }

  /**
   * Whether a transaction or a snapshot is under way: until it ends, what was read stays true as far
   * as this process does not change it.
   */
  get isSteady(): boolean {
    return this.#database.isTransaction;
  }

  /** Calls `forget` whenever what was kept of the file may be out of date. */
  onForget(forget: () => void): void {
    this.#forget.push(forget);
  }

  /** Calls `forget` whenever something that was written was undone. */
  onRollback(forget: () => void): void {
    this.#rolledBack.push(forget);
  }

  close(): void {
    this.#database.close();
  }

  guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeError(error, this.path);
    }
  }

  /** Waits for other processes' transactions. */
  #begin(): void {
    const until = performance.now() + this.#busyTimeout;
    this.#database.exec("PRAGMA busy_timeout = 0");
    try {
      while (!this.#hasBegun(performance.now() < until)) pause(RETRY);
    } finally {
      this.#database.exec(`PRAGMA busy_timeout = ${this.#busyTimeout}`);
    }
  }

  /** @param again whether there is time for another try. */
  #hasBegun(again: boolean): boolean {
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      return true;
    } catch (error) {
      if (again && isBusy(error)) return false;
      throw storeError(error, this.path);
    }
  }

  #part<T>(work: () => T): T {
    const name = `part${this.#depth}`;
    this.exec(`SAVEPOINT ${name}`);
    this.#depth += 1;
    try {
      const result = work();
      this.exec(`RELEASE ${name}`);
      return result;
    } catch (error) {
      if (this.#database.isTransaction) {
        this.#database.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      }
      this.#undone();
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  #undone(): void {
    this.#forgetAll();
    for (const forget of this.#rolledBack) forget();
  }

  #forgetAll(): void {
    for (const forget of this.#forget) forget();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
