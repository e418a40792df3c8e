import type { Store } from "../../store/store.ts";
import { at } from "../support/json.ts";
import { CONFIGURATION } from "./postgresql-names.ts";

const WAITS = "properties.isConfigPendingRestart";

/** A server has started anew: no parameter waits for that any more. */
export function endWaits(store: Store, server: string): void {
  for (const parameter of store.list({ type: CONFIGURATION, under: server })) {
    if (at(parameter, WAITS) !== true) continue;
    store.put({
      ...parameter,
      properties: { ...parameter.properties, isConfigPendingRestart: false },
    });
  }
}
