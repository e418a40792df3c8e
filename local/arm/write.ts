import type { Behaviour, Context, FixedProperty } from "../behaviours/behaviour.ts";
import { refuseName } from "../behaviours/facts/name-rules.ts";
import { normalLocation } from "../behaviours/facts/regions.ts";
import { changeNotAllowed, Refusal, together } from "../behaviours/refusal.ts";
import { asObject, at, equal } from "../behaviours/support/json.ts";
import { without } from "../behaviours/support/pattern.ts";
import { linksOf, refuseReferences, resolve } from "../behaviours/support/references.ts";
import { behaviourOf } from "../behaviours/table.ts";
import type { Json, JsonObject } from "../json.ts";
import { parseResourceId, type ResourceId, same } from "../store/resource-id.ts";
import type { ArmDocument } from "../store/store.ts";
import { canonicalId } from "./canonical-id.ts";
import { contextOf, type Environment } from "./environment.ts";
import { mergePatch } from "./merge.ts";
import { groupNotFound, notFound } from "./not-found.ts";
import { refuseMove, refusePlace } from "./place.ts";
import { schemaRefusal } from "./schema-refusal.ts";

/** What a PUT or PATCH left behind. */
export interface Written {
  readonly created: boolean;
  readonly document: ArmDocument;
}

/**
 * A PUT: creates the resource, or writes the whole of it anew.
 *
 * @throws Refusal
 */
export function put(
  environment: Environment,
  behaviour: Behaviour,
  id: ResourceId,
  body: Json | undefined,
): Written {
  refuseMade(behaviour, id);
  const wrongName = refuseName(behaviour.type, id.name);
  if (wrongName !== undefined) throw wrongName;
  refuseScope(environment, id);
  refuseOrphan(environment, id);
  return write(environment, behaviour, id, objectBody(body, id));
}

/**
 * A PATCH: changes what the body names.
 *
 * @throws Refusal
 */
export function patch(
  environment: Environment,
  behaviour: Behaviour,
  id: ResourceId,
  body: Json | undefined,
): Written {
  refuseMade(behaviour, id);
  const previous = environment.store.get(id.id);
  if (previous === undefined) throw notFound(environment, id);
  const changes = objectBody(body, id);
  const others = Object.keys(changes).filter((key) => key !== "tags");
  if (behaviour.patch === undefined) {
    throw new Refusal("MethodNotAllowed", `${behaviour.type} takes no PATCH. Use PUT.`, {
      status: 405,
    });
  }
  if (behaviour.patch === "tags" && others.length > 0) {
    throw new Refusal(
      "InvalidRequestContent",
      `A PATCH of ${behaviour.type} changes tags only, not ${others.join(", ")}. Use PUT.`,
    );
  }
  return write(environment, behaviour, id, mergePatch(previous, changes));
}

function write(
  environment: Environment,
  behaviour: Behaviour,
  requested: ResourceId,
  body: JsonObject,
): Written {
  const { schema, store } = environment;
  const previous = store.get(requested.id);
  const id = previous?.id ?? canonicalId(requested, behaviour.type);
  const context = contextOf(environment, parseResourceId(id) ?? requested, previous);

  const own = without(body, behaviour.readOnly);
  const misshapen = schemaRefusal(
    behaviour.type,
    schema.describe(behaviour.type)?.check(own) ?? [],
  );
  if (misshapen !== undefined) throw misshapen;
  const asked = draftOf(behaviour, own, context);
  const misplaced = together([
    ...refusePlace(behaviour, own, id),
    ...(saysWhereItStays(behaviour) ? [] : refuseMove(previous, asked)),
  ]);
  if (misplaced !== undefined) throw misplaced;

  const draft = asDocument(behaviour.prepare(asked, context));
  const refusal = together(refusals(behaviour, draft, context));
  if (refusal !== undefined) throw refusal;

  const stored = asDocument(without(draft, behaviour.writeOnly ?? []));
  store.put(stored, linksOf(stored, behaviour.references ?? []));
  behaviour.afterWrite?.(stored, context);
  const document = store.get(id) ?? stored;
  return {
    created: previous === undefined,
    document: behaviour.view?.(document, context) ?? document,
  };
}

function refusals(behaviour: Behaviour, draft: ArmDocument, context: Context): Refusal[] {
  const { previous, store } = context;
  return [
    ...refuseReferences(draft, behaviour.references ?? [], store),
    ...(behaviour.fixed ?? []).flatMap((fixed) => refuseChange(fixed, previous, draft)),
    ...(behaviour.fixed?.some(({ path }) => path === "location")
      ? []
      : refuseMove(previous, draft)),
    ...(behaviour.refuse?.(draft, context) ?? []),
  ];
}

/** Whether the type says itself why it stays in its region. */
function saysWhereItStays(behaviour: Behaviour): boolean {
  return behaviour.fixed?.some(({ path }) => path === "location") === true;
}

function refuseChange(
  { path, allows, refusal }: FixedProperty,
  before: ArmDocument | undefined,
  after: ArmDocument,
): Refusal[] {
  if (before === undefined || equal(at(before, path), at(after, path))) return [];
  if (allows?.(before, after) === true) return [];
  return [refusal?.(before, after, after.id) ?? changeNotAllowed(path)];
}

/** The body as the client means it, under the id that it has. */
function draftOf(behaviour: Behaviour, own: JsonObject, { id }: Context): JsonObject {
  const { location } = own;
  return {
    ...own,
    ...(typeof location === "string" ? { location: normalLocation(location) } : {}),
    id: id.id,
    name: id.name,
    type: behaviour.type,
    properties: own.properties ?? {},
  };
}

function asDocument(draft: JsonObject): ArmDocument {
  return draft as ArmDocument;
}

function objectBody(body: Json | undefined, id: ResourceId): JsonObject {
  const object = asObject(body);
  if (object === undefined) {
    throw new Refusal(
      "InvalidRequestContent",
      "The request content was invalid: it is not a JSON object.",
    );
  }
  const { name } = object;
  if (typeof name === "string" && !same(name, id.name)) {
    throw new Refusal(
      "InvalidRequestContent",
      `The request content names the resource '${name}', but its id ends with '${id.name}'.`,
      { target: "name" },
    );
  }
  return object;
}

function refuseMade({ type, madeBy }: Behaviour, { id }: ResourceId): void {
  if (madeBy === undefined) return;
  throw new Refusal(
    "OperationNotAllowed",
    `${id} can't be written: the local Azure lets a resource of type ${type} be made by ${madeBy} only.`,
    { status: 409 },
  );
}

/** What a resource is in, or what an extension is attached to, exists. */
function refuseScope(environment: Environment, id: ResourceId): void {
  const { account, store } = environment;
  const { resourceGroup, scope, subscriptionId } = id;
  if (id.namespace === "Microsoft.Resources" || scope === "/") return;
  const subscription = `/subscriptions/${subscriptionId}`;
  if (same(scope, subscription) && same(subscriptionId ?? "", account.subscriptionId)) return;
  if (
    resourceGroup !== undefined &&
    !store.get(`${subscription}/resourceGroups/${resourceGroup}`)
  ) {
    throw groupNotFound(resourceGroup);
  }
  if (resolve(store, scope) !== undefined || standsBelow(environment, scope)) return;
  const parsed = parseResourceId(scope);
  throw parsed === undefined
    ? new Refusal("InvalidScope", `The scope '${scope}' is not valid.`)
    : notFound(environment, parsed);
}

/** A child's parent exists: the nearest one that is a resource (a vault's "backupFabrics" are none). */
function refuseOrphan({ store }: Environment, id: ResourceId): void {
  const depth = id.names.findLastIndex(
    (_, index) => isKept(id, index) && index < id.names.length - 1,
  );
  if (depth < 0) return;
  const parent = id.id
    .split("/")
    .slice(0, 2 * (depth + 1 - id.names.length))
    .join("/");
  if (store.get(parent) !== undefined) return;
  const type = typeAt(id, depth);
  throw new Refusal(
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${id.type.split("/").slice(1).join("/")}', because the parent resource '${type}/${id.names.slice(0, depth + 1).join("/")}' could not be found.`,
    { status: 404 },
  );
}

function isKept(id: ResourceId, depth: number): boolean {
  return behaviourOf(typeAt(id, depth)) !== undefined;
}

/** The type that an id has after so many of its names. */
function typeAt({ type }: ResourceId, depth: number): string {
  return type
    .split("/")
    .slice(0, depth + 2)
    .join("/");
}

/** A scope may name a part that the store does not keep, such as a vault's secret. */
function standsBelow({ store }: Environment, scope: string): boolean {
  const parent = scope.split("/").slice(0, -2).join("/");
  return parent.includes("/providers/") && resolve(store, parent) !== undefined;
}
