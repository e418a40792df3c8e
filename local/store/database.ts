import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { storeError } from "./store-error.ts";

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
  readonly #forget: (() => void)[] = [];

  constructor(path: string, busyTimeout: number) {
    this.path = path;
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

  /** Runs `work` inside one write transaction: all of it or nothing. `work` must not await. */
  transaction<T>(work: () => T): T {
    this.exec("BEGIN IMMEDIATE");
    this.#forgetAll();
    try {
      const result = work();
      this.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    } finally {
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
