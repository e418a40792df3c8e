import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { isNativeError } from "node:util/types";

const pollMilliseconds = 250;
const reportMilliseconds = 5000;

/**
 * Lets one process of this machine at a time get the engine; the others wait for it.
 *
 * The lock is SQLite's exclusive lock on a small file. The system gives it back when its owner ends, however it
 * ends, so that a killed owner leaves nothing behind and a pid that was given out again deceives nobody. The
 * owner's pid stands in a file beside it, for the text that those who wait show.
 *
 * @param folder the cache folder of one engine version
 */
export async function withEngineLock<T>(
  folder: string,
  report: (line: string) => void,
  action: () => Promise<T>,
): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const owner = join(folder, "lock.owner");
  const lock = new DatabaseSync(join(folder, "lock.sqlite"), { timeout: 0 });
  try {
    const began = performance.now();
    let nextReport = 0;
    while (!tryLock(lock)) {
      const waited = performance.now() - began;
      if (waited >= nextReport) {
        nextReport += reportMilliseconds;
        const who = `process ${readOwner(owner)}`;
        report(`Waiting for ${who}, which is getting the engine, ${Math.round(waited / 1000)} s`);
      }
      await sleep(pollMilliseconds);
    }
    writeFileSync(owner, `${process.pid}\n`);
    return await action();
  } finally {
    lock.close();
  }
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return true;
  } catch (error) {
    if (isNativeError(error) && "errcode" in error && isBusy(error.errcode)) {
      return false;
    }
    throw error;
  }
}

/** SQLITE_BUSY with any of its extended codes, which stand in the higher bits. */
function isBusy(code: unknown): boolean {
  return typeof code === "number" && (code & 0xff) === 5;
}

function readOwner(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "unknown";
  }
}
