import { same, within } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { textAt } from "../support/json.ts";

/** What was protected and is deleted; not a type that ARM shows. */
const KEPT = "local/softDeletedBackups";

function keptId(item: string): string {
  return `${item}/softDeleted`;
}

/** Keeps what was protected and was deleted at `now` for `days`. */
export function keepDeleted(store: Store, item: ArmDocument, days: number, now: string): void {
  const until = Temporal.Instant.from(now).add({ hours: 24 * days });
  store.put({
    id: keptId(item.id),
    name: item.name,
    type: KEPT,
    deletedAt: now,
    purgedAt: until.toString(),
    item,
  });
}

/** What was deleted from a vault and can still come back at `now`. */
export function softDeleted(store: Store, vault: string, now: string): ArmDocument[] {
  return store.list({ type: KEPT }).filter((one) => within(one.id, vault) && !isOver(one, now));
}

/** Whether what had this id was deleted, and can still come back. */
export function findDeleted(store: Store, item: string, now: string): ArmDocument | undefined {
  const found = store.get(keptId(item));
  return found === undefined || isOver(found, now) ? undefined : found;
}

/** Forgets a deletion: what was deleted is protected again. */
export function endDeletion(store: Store, item: string): void {
  store.delete(keptId(item));
}

/** The deleted one that is named so in a vault. */
export function deletedNamed(
  store: Store,
  vault: string,
  name: string,
  now: string,
): ArmDocument | undefined {
  return softDeleted(store, vault, now).find((one) => same(one.name, name));
}

function isOver(one: ArmDocument, now: string): boolean {
  const until = Temporal.Instant.from(textAt(one, "purgedAt") ?? now);
  return Temporal.Instant.compare(until, Temporal.Instant.from(now)) <= 0;
}
