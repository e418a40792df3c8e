import type { Json } from "../json.ts";
import type { SchemaIssue } from "./arm-schema.ts";
import { suggest } from "./suggest.ts";
import type { TypeTable, ValueType } from "./table.ts";
import { isObject, unknown, type Value } from "./values.ts";
import type { Member, View, Views } from "./views.ts";

/** How to read one side: its views, the enums, and whether a set is a list there (SDK) or an object (wire). */
export interface Side {
  readonly table: TypeTable;
  readonly views: Views;
  readonly setsAre: "array" | "map";
}

/**
 * Every way in which an object breaks a view: what is missing, what nobody knows, wrong types, and values
 * outside their enum. Values that are unknown at preview break nothing.
 */
export function checkObject(side: Side, view: View, object: Value): readonly SchemaIssue[] {
  const issues: SchemaIssue[] = [];
  walkObject(side, view, object, "", issues);
  return issues;
}

function walkObject(
  side: Side,
  view: View,
  object: Value | null | undefined,
  path: string,
  issues: SchemaIssue[],
): void {
  if (object !== undefined && object !== null && !isObject(object)) {
    issues.push(wrongType(path, object, "object"));
    return;
  }
  const given = object ?? {};
  for (const [name, member] of view) {
    walkMember(side, member, given[name], join(path, name), issues);
  }
  for (const [name, found] of Object.entries(given)) {
    if (view.has(name) || found === null) continue;
    const allowed = suggest(name, [...view.keys()]);
    issues.push({ path: join(path, name), problem: "unknown", value: json(found), allowed });
  }
}

function walkMember(
  side: Side,
  member: Member,
  found: Value | null | undefined,
  path: string,
  issues: SchemaIssue[],
): void {
  if (member.kind === "passed") return;
  if (member.kind === "group") {
    walkObject(side, member.members, found, path, issues);
  } else if (found === undefined || found === null) {
    if (member.required) issues.push({ path, problem: "missing" });
  } else {
    walkValue(side, member.type, found, path, issues);
  }
}

function walkValue(
  side: Side,
  type: ValueType,
  found: Value | null,
  path: string,
  issues: SchemaIssue[],
): void {
  if (found === unknown || found === null) return;
  switch (type.kind) {
    case "any":
      return;
    case "object":
      walkObject(side, side.views(type.name), found, path, issues);
      return;
    case "enum": {
      const allowed = side.table.enums[type.name] ?? [];
      if (typeof found !== "string") issues.push(wrongType(path, found, "string"));
      else if (!allowed.includes(found)) {
        issues.push({ path, problem: "enum", value: found, allowed });
      }
      return;
    }
    case "array":
      walkArray(side, type.of, found, path, issues);
      return;
    case "set":
      if (side.setsAre === "array") walkArray(side, { kind: "string" }, found, path, issues);
      else if (!isObject(found)) issues.push(wrongType(path, found, "object"));
      return;
    case "map":
      if (!isObject(found)) {
        issues.push(wrongType(path, found, "object"));
        return;
      }
      for (const [key, item] of Object.entries(found)) {
        walkValue(side, type.of, item, join(path, key), issues);
      }
      return;
    default:
      if (typeof found !== type.kind) issues.push(wrongType(path, found, type.kind));
  }
}

function walkArray(
  side: Side,
  of: ValueType,
  found: Value,
  path: string,
  issues: SchemaIssue[],
): void {
  if (!Array.isArray(found)) {
    issues.push(wrongType(path, found, "array"));
    return;
  }
  for (const [index, item] of found.entries()) {
    walkValue(side, of, item, `${path}[${index}]`, issues);
  }
}

function wrongType(path: string, found: Value, allowed: string): SchemaIssue {
  return { path, problem: "type", value: json(found), allowed: [allowed] };
}

/** `a.b`, and `a["b.c"]` for a name that is none. */
function join(path: string, name: string): string {
  if (!/^[\w$-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === "" ? name : `${path}.${name}`;
}

function json(value: Value): Json {
  if (value === unknown) return "(unknown)";
  if (Array.isArray(value)) return value.map(json);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, json(item)]));
}
