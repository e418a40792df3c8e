import type { Behaviour } from "../behaviours/behaviour.ts";
import { Refusal } from "../behaviours/refusal.ts";
import { behaviourOf } from "../behaviours/table.ts";
import { parseResourceId, type ResourceId, within } from "../store/resource-id.ts";
import type { ArmDocument, Referrer, Store } from "../store/store.ts";
import { contextOf, type Environment } from "./environment.ts";

/**
 * A DELETE of one resource, with what is attached to it. Undefined when it was not there.
 *
 * @throws Refusal when something still uses it.
 */
export function remove(
  environment: Environment,
  behaviour: Behaviour,
  id: ResourceId,
): ArmDocument | undefined {
  const { store } = environment;
  const document = store.get(id.id);
  if (document === undefined) return undefined;
  if (behaviour.leavesWith !== undefined) {
    throw new Refusal(
      "OperationNotAllowed",
      `${document.id} can't be deleted: it goes with ${behaviour.leavesWith}.`,
      { status: 409 },
    );
  }
  const context = contextOf(environment, id, document);
  const refusal =
    behaviour.inUse?.(document, usersOutside(store, document.id, document.id)) ??
    behaviour.refuseDelete?.(document, context);
  if (refusal !== undefined) throw refusal;
  drop(environment, document);
  return document;
}

/**
 * A DELETE of a resource group with everything in it, the last made first. False when it was not
 * there. Vaults move to the deleted ones.
 *
 * @throws Refusal when something outside still uses what is in it, or something in it keeps it.
 */
export function removeGroup(environment: Environment, id: ResourceId): boolean {
  const { store } = environment;
  const group = store.get(id.id);
  if (group === undefined) return false;
  const held = store.list({ under: group.id });
  const blocked = held.flatMap((document) => {
    const users = usersOutside(store, document.id, group.id);
    const behaviour = behaviourOf(document.type);
    const own = contextOf(environment, parseResourceId(document.id) ?? id, document);
    return behaviour?.inUse?.(document, users) ?? behaviour?.keepsGroup?.(document, own) ?? [];
  });
  if (blocked.length > 0) {
    throw new Refusal(
      "ResourceGroupDeletionBlocked",
      `Deletion of resource group '${group.name}' failed as resources in it can't be deleted: ${blocked.map(({ message }) => message).join(" ")}`,
      { status: 409, details: blocked.map(({ code, message }) => ({ code, message })) },
    );
  }
  const makers = held.filter(({ type }) => behaviourOf(type)?.madeBy === undefined);
  for (const document of makers.toReversed()) drop(environment, document);
  for (const { id: left } of store.list({ under: group.id })) store.delete(left);
  store.delete(group.id);
  return true;
}

function drop(environment: Environment, document: ArmDocument): void {
  const { store } = environment;
  store.delete(document.id);
  for (const { id } of store.list({ under: document.id })) store.delete(id);
  const id = parseResourceId(document.id);
  if (id === undefined) return;
  behaviourOf(document.type)?.afterDelete?.(document, contextOf(environment, id));
}

/** Who refers to a resource or a part of it from outside of `around`. */
function usersOutside(store: Store, id: string, around: string): Referrer[] {
  return store.referrers(id).filter(({ source }) => !within(source, around));
}
