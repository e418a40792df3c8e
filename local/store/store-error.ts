import { UserError } from "../user-error.ts";

/** SQLite's result codes (sqlite.org/rescode.html). */
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/**
 * What SQLite refused, in words for the person at the keyboard; anything else comes back as it was.
 *
 * Codes: store-full, store-busy, store-read-only, store-unreachable, store-damaged.
 */
export function storeError(error: unknown, path: string): unknown {
  const reason = REASONS[primaryCode(error) ?? -1];
  if (reason === undefined) return error;
  return new UserError(reason.code, reason.text(path), { cause: error });
}

/** Whether another process holds what SQLite was to have. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

interface Reason {
  readonly code: string;
  readonly text: (path: string) => string;
}

const damaged: Reason = {
  code: "store-damaged",
  text: (path) =>
    `${path} is not a store of the local Azure, or it is damaged. Move it away (with ${path}-wal and ${path}-shm); the next run starts with an empty one.`,
};

const REASONS: Readonly<Record<number, Reason>> = {
  [FULL]: {
    code: "store-full",
    text: (path) =>
      `No room left to write ${path}. Nothing of this change was kept. Free some disk space and run the command again: it goes on from there.`,
  },
  [BUSY]: {
    code: "store-busy",
    text: (path) =>
      `${path} is being written by another run and did not come free in time. Wait for that run to end, then try again.`,
  },
  [READONLY]: {
    code: "store-read-only",
    text: (path) => `${path} can't be written. Make the file and its folder writable.`,
  },
  [CANTOPEN]: {
    code: "store-unreachable",
    text: (path) => `${path} can't be opened. Check that its folder exists and can be written.`,
  },
  [IOERR]: {
    code: "store-unreachable",
    text: (path) => `Reading or writing ${path} failed. Check the disk that it lies on.`,
  },
  [CORRUPT]: damaged,
  [NOTADB]: damaged,
};

/** The primary code is the low byte of an extended one. */
function primaryCode(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}
