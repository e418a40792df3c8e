/** Raised whenever the tables change. A file of a higher version is refused, one of a lower is brought up. */
export const SCHEMA_VERSION = 1;

/** Marks the file as ours ("Grad"), so that another program's database is not written over. */
export const APPLICATION_ID = 0x47726164;

/**
 * `documents` holds one resource a row under its id in lower case; `position` keeps the order in
 * which they were first written. `links` holds which document refers to which id, so that "what
 * uses this" is one look-up. `counters` hands out numbers that never come twice.
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
`;
