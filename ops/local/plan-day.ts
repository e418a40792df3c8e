import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../../infra/settings/index.ts";
import { planZone } from "../../infra/settings/plan-input.ts";
import { realClock } from "../../local/clock.ts";
import { Store } from "../../local/store/store.ts";
import { clockState, timeOf } from "../../local/stored-clock.ts";

/**
 * The date from which a season is planned on this machine: that of the local Azure's clock, where it has
 * been stopped or turned. Undefined where it goes as the machine's own does.
 */
export function planDay(folder: string, settings: Settings): Temporal.PlainDate | undefined {
  const file = join(folder, "azure.db");
  if (!existsSync(file)) return undefined;
  const store = new Store(file);
  try {
    if (clockState(store).mode === "real") return undefined;
    const now = Temporal.Instant.fromEpochMilliseconds(timeOf(store, realClock));
    return now.toZonedDateTimeISO(planZone(settings).iana).toPlainDate();
  } finally {
    store.close();
  }
}
