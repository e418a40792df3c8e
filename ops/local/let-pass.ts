import { existsSync } from "node:fs";
import { join } from "node:path";
import { advance } from "../../local/arm/advance.ts";
import { isEventFailure } from "../../local/arm/event-failure.ts";
import { type LocalAzure, openLocalAzure } from "../../local/local-azure.ts";
import { timeOf } from "../../local/stored-clock.ts";
import { progressLine } from "./progress.ts";

/**
 * Lets all happen that has become due since the local Azure was last at work, which a terminal shows
 * where it takes long.
 *
 * @param need "even if stuck": something that can't happen is written as a warning.
 * @throws UserError `event-failed` otherwise.
 */
export function letPass(
  { store, clock }: Pick<LocalAzure, "store" | "clock">,
  need: "up to date" | "even if stuck" = "up to date",
  out: NodeJS.WriteStream = process.stderr,
): void {
  const next = store.events.nextDue();
  const now = timeOf(store, clock);
  if (next === undefined || next > now) return;
  const progress = progressLine(next, now, out);
  let failure: unknown;
  try {
    advance(store, now, progress);
  } catch (error) {
    failure = error;
  }
  progress(now);
  if (failure === undefined) return;
  if (need === "up to date" || !isEventFailure(failure)) throw failure;
  out.write(`${failure.message}\n`);
}

/**
 * The same for the local Azure of a folder, before the engine starts: its first request need not wait for
 * a month. Where there is none, none is made.
 */
export function letPassIn(folder: string): void {
  if (!existsSync(join(folder, "azure.db"))) return;
  const azure = openLocalAzure(folder);
  try {
    letPass(azure);
  } finally {
    azure.store.close();
  }
}
