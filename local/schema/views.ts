import {
  type PropertyEntry,
  parseType,
  shapeOf,
  type TypeTable,
  type ValueType,
  wirePath,
} from "./table.ts";

/** What may stand in an object, by the names of one side: the SDK's or the wire's. */
export type View = ReadonlyMap<string, Member>;

/** One member of a view. */
export type Member =
  | { readonly kind: "value"; readonly type: ValueType; readonly required: boolean }
  /** Only Azure sets it: a request may repeat it, and is not checked there. */
  | { readonly kind: "passed" }
  /** An object that the SDK flattens away, like ARM's `properties`. */
  | { readonly kind: "group"; readonly members: View };

/** Finds the view of an object type. */
export type Views = (shape: string) => View;

/** The SDK's side: every input by its name. */
export function sdkViews(table: TypeTable): Views {
  return remember((name) => {
    const members = new Map<string, Member>();
    for (const [property, entry] of Object.entries(shapeOf(table, name))) {
      if (entry.only !== "output") members.set(property, value(entry, entry.required === true));
    }
    return members;
  });
}

/** The wire's side: every body property at its nested place. */
export function wireViews(table: TypeTable): Views {
  return remember((name) => {
    const root = new Map<string, Member>();
    for (const [property, entry] of Object.entries(shapeOf(table, name))) {
      if (entry.only === "path" && entry.wire === undefined) continue;
      const path = [...wirePath(entry.wire ?? property)];
      const last = path.pop() ?? property;
      const passed = entry.only === "output" || entry.only === "echo" || entry.only === "path";
      const members = group(root, path);
      // An autoscale setting gives as one output what its inputs are flattened from: these are checked.
      if (passed && members.get(last)?.kind === "group") continue;
      members.set(last, passed ? { kind: "passed" } : value(entry, entry.required === true));
    }
    return root;
  });
}

function value(entry: PropertyEntry, required: boolean): Member {
  return { kind: "value", type: parseType(entry.type), required };
}

function group(root: Map<string, Member>, path: readonly string[]): Map<string, Member> {
  let at = root;
  for (const name of path) {
    const found = at.get(name);
    if (found?.kind === "group") {
      at = found.members as Map<string, Member>;
    } else {
      const members = new Map<string, Member>();
      at.set(name, { kind: "group", members });
      at = members;
    }
  }
  return at;
}

function remember(build: (name: string) => View): Views {
  const known = new Map<string, View>();
  return (name) => {
    let view = known.get(name);
    if (view === undefined) {
      view = build(name);
      known.set(name, view);
    }
    return view;
  };
}
