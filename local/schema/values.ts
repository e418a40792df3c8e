/** Stands for a value that only the next update will know: what a preview has instead of an output. */
export const unknown: unique symbol = Symbol("unknown");

/** A value of a resource's inputs or outputs in the SDK's shape. */
export type Value = string | number | boolean | Value[] | ValueObject | typeof unknown;

/** An object of the SDK's shape. Absent and null are the same, so there is no null. */
export type ValueObject = { [key: string]: Value };

/** True for an object, and not for a list, a primitive or the unknown. */
export function isObject(value: Value | undefined | null): value is ValueObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True if the value is unknown or holds something that is. */
export function hasUnknown(value: Value): boolean {
  if (value === unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) && Object.values(value).some(hasUnknown);
}

/** Whether two values are the same, with the keys of objects in any order. Two unknowns are not. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === unknown || b === unknown) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => key in b && sameValue(a[key], b[key]))
    );
  }
  return a === b;
}
