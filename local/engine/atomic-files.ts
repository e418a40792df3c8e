import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

/** A name beside `path` that nobody else uses. */
export function besideName(path: string): string {
  return `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
}

/** Writes a whole file or nothing: a reader never sees half of it, and a killed writer leaves the old one. */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  placeWhole(path, (temporary) => writeFileSync(temporary, text, { mode, flush: true }));
}

/**
 * Puts a second name for a file in place, or a copy with the same time of change where the two folders
 * lie on different file systems. Whatever had the name before is replaced.
 */
export function linkWhole(source: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  placeWhole(path, (temporary) => {
    try {
      linkSync(source, temporary);
    } catch {
      copyFileSync(source, temporary, constants.COPYFILE_FICLONE);
      const { atime, mtime } = statSync(source);
      utimesSync(temporary, atime, mtime);
      flush(temporary);
    }
  });
}

/** Waits until what was written to a file or a folder is on the disk. */
export function flush(path: string): void {
  if (process.platform === "win32" && statSync(path).isDirectory()) {
    return;
  }
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function placeWhole(path: string, make: (temporary: string) => void): void {
  const temporary = besideName(path);
  try {
    make(temporary);
    renameSync(temporary, path);
  } finally {
    // Renaming one hard link of a file over another of the same file succeeds and leaves both names.
    rmSync(temporary, { force: true });
  }
}
