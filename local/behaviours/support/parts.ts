import type { Json, JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import { refusePartName } from "../facts/name-rules.ts";
import { Refusal } from "../refusal.ts";
import { asObject, objectsAt, textAt } from "./json.ts";

/** The parts of a document that have names and ids of their own, by their collection. */
export function collections(document: JsonObject): [collection: string, parts: JsonObject[]][] {
  return Object.entries(asObject(document.properties) ?? {}).flatMap(
    ([collection, value]): [string, JsonObject[]][] => {
      const parts = Array.isArray(value)
        ? value.map(asObject).filter((part) => part !== undefined)
        : [];
      return parts.length > 0 && parts.every(({ name }) => typeof name === "string")
        ? [[collection, parts]]
        : [];
    },
  );
}

/** The part that the rest of an id below the document names ("subnets/web"), if it is there. */
export function findPart(document: JsonObject, rest: string): JsonObject | undefined {
  const [collection, name, ...deeper] = rest.split("/");
  if (collection === undefined || name === undefined) return undefined;
  const known = collections(document).find(([key]) => same(key, collection));
  const part = known?.[1].find((item) => same(String(item.name), name));
  return part === undefined || deeper.length === 0 ? part : findPart(part, deeper.join("/"));
}

/** Every part of the given collections with what Azure gives it: its id, etag and state. */
export function fillParts(
  properties: JsonObject,
  names: readonly string[],
  id: string,
  fill: (part: JsonObject, collection: string) => JsonObject = (part) => part,
): JsonObject {
  const filled = names.map((collection): [string, Json] => [
    collection,
    objectsAt(properties, collection).map((part) => {
      const whole = fill(part, collection);
      return {
        ...whole,
        id: `${id}/${collection}/${textAt(part, "name") ?? ""}`,
        properties: { ...asObject(whole.properties), provisioningState: "Succeeded" },
      };
    }),
  ]);
  return { ...properties, ...Object.fromEntries(filled) };
}

/** Names of parts that are wrong, or taken twice in their collection. */
export function refusePartNames(document: JsonObject, names: readonly string[]): Refusal[] {
  return names.flatMap((collection) =>
    objectsAt(document, `properties.${collection}`).flatMap((part, index, all) => {
      const name = textAt(part, "name") ?? "";
      const path = `properties.${collection}[${index}].name`;
      const first = all.findIndex((other) => same(textAt(other, "name") ?? "", name));
      const refusal =
        first < index ? duplicate(document, collection, name) : refusePartName(path, name);
      return refusal ?? [];
    }),
  );
}

function duplicate(document: JsonObject, collection: string, name: string): Refusal {
  const message = `Cannot parse the request. Resource ${textAt(document, "id")} has two child resources with the same name (${name}) in ${collection}.`;
  return new Refusal("InvalidRequestFormat", message, {
    target: `properties.${collection}`,
    details: [{ code: "DuplicateResourceName", message, target: `properties.${collection}` }],
  });
}
