import type { JsonObject } from "../json.ts";
import type { Database, Row } from "./database.ts";
import type { States } from "./states.ts";

/** Something that will happen by itself. */
export interface StoredEvent {
  /** Milliseconds since 1970. */
  readonly due: number;
  /** What goes first among events of one instant: the lower. */
  readonly rank: number;
  readonly kind: string;
  /** The id, in lower case, of what it happens to. */
  readonly subject: string;
  readonly body: JsonObject;
}

/**
 * What will happen by itself, in a defined order: by instant, then rank, then subject, then the order
 * in which it was scheduled.
 */
export class Events {
  readonly #database: Database;
  readonly #states: States;

  constructor(database: Database, states: States) {
    this.#database = database;
    this.#states = states;
  }

  /**
   * The instant, in milliseconds, up to which all has happened: the last event's, or that of the last
   * request that changed something. Undefined when nothing ever has.
   */
  get reached(): number | undefined {
    return this.#states.get("clock", "reached");
  }

  /** Time has come to an instant; it never falls. */
  reach(at: number): void {
    const { reached } = this;
    if (reached === undefined || at > reached) this.#states.set("clock", "reached", at);
  }

  /** Time begins anew, for a clock that is set while nothing has happened. */
  forgetReached(): void {
    this.#states.delete("clock", "reached");
  }

  /** @throws Error for what would happen in the past. */
  schedule({ due, rank, kind, subject, body }: StoredEvent): void {
    const { reached } = this;
    if (reached !== undefined && !(due >= reached)) {
      throw new Error(
        `"${kind}" of ${subject} can't happen at ${due}: time has come to ${reached} (milliseconds since 1970).`,
      );
    }
    this.#database.run(
      "INSERT INTO events (due, rank, kind, subject, body) VALUES (?, ?, ?, ?, ?)",
      due,
      rank,
      kind,
      subject.toLowerCase(),
      JSON.stringify(body),
    );
  }

  /** Takes away what would happen to a subject; of one kind where it is named. */
  cancel(subject: string, kind?: string): void {
    const key = subject.toLowerCase();
    if (kind === undefined) this.#database.run("DELETE FROM events WHERE subject = ?", key);
    else this.#database.run("DELETE FROM events WHERE subject = ? AND kind = ?", key, kind);
  }

  /** What is due by `until`, first thing first, taken out of the queue; undefined when nothing is. */
  take(until: number): StoredEvent | undefined {
    const row = this.#database.one(
      `SELECT position, due, rank, kind, subject, body FROM events
       WHERE due <= ? ORDER BY due, rank, subject, position LIMIT 1`,
      until,
    );
    if (row === undefined) return undefined;
    this.#database.run("DELETE FROM events WHERE position = ?", Number(row.position));
    return eventOf(row);
  }

  /** The instant of the next one, in milliseconds; undefined when nothing will happen. */
  nextDue(): number | undefined {
    const row = this.#database.one("SELECT due FROM events ORDER BY due LIMIT 1");
    return row === undefined ? undefined : Number(row.due);
  }

  /** What will happen to a subject, in its order; of one kind where it is named. */
  of(subject: string, kind?: string): StoredEvent[] {
    const rows = this.#database.all(
      `SELECT due, rank, kind, subject, body FROM events
       WHERE subject = ?1 AND (?2 = '' OR kind = ?2) ORDER BY due, rank, position`,
      subject.toLowerCase(),
      kind ?? "",
    );
    return rows.map(eventOf);
  }
}

function eventOf(row: Row): StoredEvent {
  return {
    due: Number(row.due),
    rank: Number(row.rank),
    kind: String(row.kind),
    subject: String(row.subject),
    body: JSON.parse(String(row.body)) as JsonObject,
  };
}
