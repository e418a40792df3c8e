import { isObject, sameValue, type Value, type ValueObject } from "../schema/values.ts";
import type { Difference } from "./plugin/provider.ts";

type Changes = Record<string, Difference["changes"][string]>;

/**
 * What changes from old inputs to new ones, by path of the innermost value that differs. Lists are compared
 * item by item; a value that is unknown as yet counts as changed.
 *
 * @param replacing paths without indexes, e.g. `sku` or `rules.name`, whose change, or a change below which,
 *   replaces the resource.
 */
export function diffInputs(
  old: ValueObject,
  now: ValueObject,
  replacing: ReadonlySet<string>,
): Difference["changes"] {
  const changes: Changes = {};
  diffObject(old, now, { shown: "", plain: "", replace: false }, replacing, changes);
  return changes;
}

/** Where the comparison is: the path as it is shown, the same without indexes, and whether it is below a rule. */
interface Place {
  readonly shown: string;
  readonly plain: string;
  readonly replace: boolean;
}

function diffObject(
  old: ValueObject,
  now: ValueObject,
  at: Place,
  replacing: ReadonlySet<string>,
  changes: Changes,
): void {
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const dot = at.plain === "" ? "" : ".";
    const plain = `${at.plain}${dot}${name}`;
    const replace = at.replace || replacing.has(plain);
    const shown = /^[\w$-]+$/.test(name)
      ? `${at.shown}${dot}${name}`
      : `${at.shown}[${JSON.stringify(name)}]`;
    diffValue(old[name], now[name], { shown, plain, replace }, replacing, changes);
  }
}

function diffValue(
  old: Value | undefined,
  now: Value | undefined,
  at: Place,
  replacing: ReadonlySet<string>,
  changes: Changes,
): void {
  if (sameValue(old, now) || (at.plain === "location" && sameLocation(old, now))) return;
  if (old === undefined || now === undefined) {
    changes[at.shown] = { kind: old === undefined ? "add" : "delete", replace: at.replace };
  } else if (isObject(old) && isObject(now)) {
    diffObject(old, now, at, replacing, changes);
  } else if (Array.isArray(old) && Array.isArray(now)) {
    for (let index = 0; index < Math.max(old.length, now.length); index += 1) {
      const shown = `${at.shown}[${index}]`;
      diffValue(old[index], now[index], { ...at, shown }, replacing, changes);
    }
  } else {
    changes[at.shown] = { kind: "update", replace: at.replace };
  }
}

/** Azure takes "Sweden Central" for "swedencentral". */
function sameLocation(old: Value | undefined, now: Value | undefined): boolean {
  if (typeof old !== "string" || typeof now !== "string") return false;
  return normalLocation(old) === normalLocation(now);
}

function normalLocation(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}
