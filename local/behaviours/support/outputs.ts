import type { Json, JsonObject } from "../../json.ts";
import type { Referrer } from "../../store/store.ts";
import type { Context } from "../behaviour.ts";
import { asObject, textAt } from "./json.ts";
import { uuidOf } from "./made-up.ts";

/**
 * A UUID that a resource is given at its creation and keeps: the one in the stored document at
 * `path`, else a new one. A resource that was deleted and made again gets another.
 */
export function lastingUuid(context: Context, path: string): string {
  const kept = textAt(context.previous, path);
  if (kept !== undefined) return kept;
  const seed = `${path} ${context.id.id.toLowerCase()}`;
  return uuidOf(`${seed} ${context.store.next(seed)}`);
}

/** An etag that no other write has had. */
export function newEtag({ id, store }: Context): string {
  return `W/"${uuidOf(`etag ${id.id.toLowerCase()} ${store.next("etag")}`)}"`;
}

/** The document with its properties over `defaults` and under `outputs`. */
export function fillProperties(
  draft: JsonObject,
  defaults: JsonObject,
  outputs: JsonObject,
): JsonObject {
  return { ...draft, properties: { ...defaults, ...asObject(draft.properties), ...outputs } };
}

/** Those who refer to `target`, as ARM lists them: `[{ id }]`, each once. */
export function backReferences(users: readonly Referrer[], target: string): Json[] {
  const parts = users
    .filter((user) => user.target === target.toLowerCase())
    .map(({ part }) => part);
  return [...new Set(parts)].map((id) => ({ id }));
}

/** An identity block with the ids of its identities, as Azure answers with. */
export function fillIdentity(draft: JsonObject, { store }: Context): JsonObject {
  const identity = asObject(draft.identity);
  const assigned = asObject(identity?.userAssignedIdentities);
  if (identity === undefined || assigned === undefined) return draft;
  const filled = Object.keys(assigned).map((id): [string, Json] => {
    const properties = asObject(store.get(id)?.properties);
    const { principalId = null, clientId = null } = properties ?? {};
    return [id, { principalId, clientId }];
  });
  return {
    ...draft,
    identity: { ...identity, userAssignedIdentities: Object.fromEntries(filled) },
  };
}

/** Where an identity block refers to identities. */
export const IDENTITY_REFERENCE = {
  at: "identity.userAssignedIdentities{}",
  types: ["Microsoft.ManagedIdentity/userAssignedIdentities"],
} as const;
