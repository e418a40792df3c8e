import type { JsonObject } from "../../json.ts";
import { type LoadSource, openSource, type SourceDescription } from "../../load/source.ts";
import type { Store } from "../../store/store.ts";

const KIND = "load";

/** What drives requests at a scale set, as it is kept; undefined when nothing does. */
export function loadOf(store: Store, setId: string): SourceDescription | undefined {
  return store.states.get(KIND, setId);
}

/** Lets a source drive requests at a scale set from now on; undefined ends the load. */
export function keepLoad(store: Store, setId: string, source: SourceDescription | undefined): void {
  if (source === undefined) store.states.delete(KIND, setId);
  else store.states.set(KIND, setId, source as unknown as JsonObject);
}

/** Sources that are open, by what describes them: a trace is unpacked once a transaction. */
const open = new WeakMap<SourceDescription, LoadSource>();

/** Requests a second at a scale set at an instant (milliseconds). */
export function rpsAt(store: Store, setId: string, at: number): number {
  const description = loadOf(store, setId);
  if (description === undefined) return 0;
  return open.getOrInsertComputed(description, openSource).rpsAt(at);
}
