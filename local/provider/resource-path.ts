import type { ValueObject } from "../schema/values.ts";

/** The inputs that are whole ids: what an extension is attached to. */
const IDS: readonly string[] = ["scope", "resourceUri"];

/** The inputs that a path is made of, in its order; the subscription is none. */
export function pathInputs(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => name !== "subscriptionId");
}

/** The id that a path and inputs give. An input with slashes, like a scope, stands as it is. */
export function fillPath(path: string, subscriptionId: string, inputs: ValueObject): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = name === "subscriptionId" ? subscriptionId : inputs[name];
    if (typeof value !== "string") throw new Error(`The input ${name} is needed for the id.`);
    return value.replace(/^\/+/, "");
  });
  return filled;
}

/** The inputs that an id holds. @returns undefined if the id is not of that path. */
export function parsePath(path: string, id: string): ValueObject | undefined {
  const pattern = path
    .replace(/[.]/g, "\\.")
    .replace(/\{(\w+)\}/g, (_, name: string) =>
      IDS.includes(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
    );
  const found = new RegExp(`^${pattern}$`, "i").exec(id)?.groups;
  if (found === undefined) return undefined;
  return Object.fromEntries(
    pathInputs(path).map((name) => [
      name,
      IDS.includes(name) ? `/${found[name]}` : `${found[name]}`,
    ]),
  );
}
