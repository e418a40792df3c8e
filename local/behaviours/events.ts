import type { EventKind } from "./event-kind.ts";

/** Everything that happens by itself. */
const EVENT_KINDS: readonly EventKind[] = [];

const BY_KIND = new Map(EVENT_KINDS.map((kind) => [kind.kind, kind]));

/** @throws Error when a store holds an event that nothing here knows. */
export function eventKind(kind: string): EventKind {
  const found = BY_KIND.get(kind);
  if (found === undefined) throw new Error(`Nothing knows the event ${kind}.`);
  return found;
}
