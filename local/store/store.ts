import type { Json, JsonObject } from "../json.ts";

/** One resource in ARM's wire shape. */
export interface ArmDocument {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly tags?: JsonObject;
  readonly properties?: JsonObject;
  readonly [key: string]: Json;
}

/** What `list` chooses by; both given, both must hold. */
export interface ListFilter {
  /** The exact resource type, in any case. */
  readonly type?: string;
  /** Ids below this one ("/subscriptions/S/resourceGroups/G"), in any case; the id itself is not listed. */
  readonly under?: string;
}

/** ARM documents in one SQLite file, safe for several processes at once. Ids match in any case. */
export class Store {
  constructor(path: string) {
    throw new Error(`not built yet: ${path}`);
  }

  get(id: string): ArmDocument | undefined {
    throw new Error(`not built yet: ${id}`);
  }

  /** Writes a document over the one of the same id; its id stays as first written. */
  put(document: ArmDocument): void {
    throw new Error(`not built yet: ${document.id}`);
  }

  /** True when there was one. */
  delete(id: string): boolean {
    throw new Error(`not built yet: ${id}`);
  }

  /** In the order in which the documents were first written. */
  list(filter: ListFilter = {}): ArmDocument[] {
    throw new Error(`not built yet: ${filter.type}`);
  }

  /** Runs `work` inside one write transaction: all of it or nothing. `work` must not await. */
  transaction<T>(work: () => T): T {
    return work();
  }

  close(): void {}
}
