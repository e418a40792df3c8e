/**
 * Raised whenever the tables change, or what must be in them. A file of another version is refused: the
 * local Azure holds rehearsals, and `reset` with `up` makes them anew.
 */
export const SCHEMA_VERSION = 2;

/** Marks the file as ours ("Grad"), so that another program's database is not written over. */
export const APPLICATION_ID = 0x47726164;

/**
 * `documents` holds one resource a row under its id in lower case; `position` keeps the order in
 * which they were first written. `links` holds which document refers to which id, so that "what
 * uses this" is one look-up. `counters` hands out numbers that never come twice.
 *
 * `states` holds what is no resource (the clock, how a machine is, faults) by kind
 * and key; `events` what will happen by itself; `log` the activity log; `metrics` what was measured,
 * a row a resource, metric and minute. Instants are milliseconds, minutes are whole minutes since 1970.
 */
export const TABLES = `
CREATE TABLE documents (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_type ON documents (type);
CREATE TABLE links (
  source TEXT NOT NULL,
  part TEXT NOT NULL,
  target TEXT NOT NULL
) STRICT;
CREATE INDEX links_by_source ON links (source);
CREATE INDEX links_by_target ON links (target);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE states (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE events (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  due INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX events_in_order ON events (due, rank, subject, position);
CREATE INDEX events_by_subject ON events (subject, kind);
CREATE TABLE log (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  instant INTEGER NOT NULL,
  resource TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX log_in_order ON log (instant, resource, position);
CREATE TABLE metrics (
  resource TEXT NOT NULL,
  name TEXT NOT NULL,
  minute INTEGER NOT NULL,
  count REAL NOT NULL,
  total REAL NOT NULL,
  minimum REAL NOT NULL,
  maximum REAL NOT NULL,
  PRIMARY KEY (resource, name, minute)
) STRICT, WITHOUT ROWID;
`;
