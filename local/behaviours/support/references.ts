import type { JsonObject } from "../../json.ts";
import { parseResourceId, same, topLevelId } from "../../store/resource-id.ts";
import type { ArmDocument, Link, Store } from "../../store/store.ts";
import type { Reference } from "../behaviour.ts";
import { normalLocation } from "../facts/regions.ts";
import { Refusal } from "../refusal.ts";
import { asObject, textAt } from "./json.ts";
import { findPart } from "./parts.ts";
import { type Match, matches } from "./pattern.ts";

interface Found extends Match {
  readonly rule: Reference;
  readonly target: string;
}

/** What a document refers to, each with the part that does. */
export function linksOf(document: JsonObject, rules: readonly Reference[]): Link[] {
  return found(document, rules).map((match) => ({
    part: partOf(document, match),
    target: match.target,
  }));
}

/**
 * Refusals for every reference that does not lead anywhere: an id that is none, one of another
 * type, a resource that does not exist, a part that its document does not have, a resource in
 * another region. References into the document itself are looked up in the draft.
 */
export function refuseReferences(
  draft: ArmDocument,
  rules: readonly Reference[],
  store: Store,
): Refusal[] {
  return found(draft, rules).flatMap((match) => refuseReference(draft, match, store) ?? []);
}

/** The document or the part of one that an id names. */
export function resolve(store: Store, id: string): JsonObject | undefined {
  return resolveWith(id, (top) => store.get(top));
}

function resolveWith(
  id: string,
  get: (id: string) => JsonObject | undefined,
): JsonObject | undefined {
  const whole = get(id);
  const top = topLevelId(id);
  if (whole !== undefined || same(top, id)) return whole;
  const document = get(top);
  return document === undefined ? undefined : findPart(document, id.slice(top.length + 1));
}

function found(document: JsonObject, rules: readonly Reference[]): Found[] {
  return rules.flatMap((rule) =>
    matches(document, rule.at).flatMap((match) =>
      typeof match.value === "string" ? [{ ...match, rule, target: match.value }] : [],
    ),
  );
}

/** The outermost holder below the document that has an id of its own. */
function partOf(document: JsonObject, match: Match): string {
  const holder = match.holders.find((item) => item !== document && isPart(item));
  return textAt(holder, "id") ?? textAt(document, "id") ?? "";
}

/** A part has an id and a name; a mere reference has only the id. */
function isPart(item: JsonObject): boolean {
  return typeof item.id === "string" && typeof item.name === "string";
}

function refuseReference(draft: ArmDocument, match: Found, store: Store): Refusal | undefined {
  const { target, path, rule } = match;
  const parsed = parseResourceId(target);
  if (parsed === undefined) {
    return new Refusal(
      "LinkedInvalidPropertyId",
      `Property id '${target}' at path '${path}' is invalid. Expect fully qualified resource Id that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.`,
      { target: path },
    );
  }
  if (!rule.types.some((type) => same(type, parsed.type))) return wrongType(match);
  const get = (id: string): JsonObject | undefined => (same(id, draft.id) ? draft : store.get(id));
  if (resolveWith(target, get) === undefined) return notFound(draft.id, match);
  const region = textAt(asObject(get(topLevelId(target))), "location");
  const own = draft.location;
  const apart =
    region !== undefined && own !== undefined && normalLocation(region) !== normalLocation(own);
  return rule.sameRegion === true && apart ? notFound(draft.id, match) : undefined;
}

function wrongType({ target, path, rule }: Found): Refusal {
  const message = `Reference Id ${target} is referencing resource of a wrong type. The Id is expected to reference resources of type ${rule.types.join(" or ")}. Path ${path}.`;
  return new Refusal("InvalidRequestFormat", `Cannot parse the request. ${message}`, {
    target: path,
    details: [{ code: "InvalidJsonReferenceWrongType", message, target: path }],
  });
}

function notFound(source: string, { target, path }: Found): Refusal {
  return new Refusal(
    "InvalidResourceReference",
    `Resource ${target} referenced by resource ${source} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    { target: path },
  );
}
