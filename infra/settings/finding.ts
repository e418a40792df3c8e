import { shorten } from "./received.ts";
import { isRecord, own } from "./salvage.ts";

/** Where a value stands below `gradetide:datacenter`: keys of mappings and indices of lists. */
export type Path = readonly (string | number)[];

/** Something wrong, before it is known where in a file it stands. */
export interface Finding {
  readonly path: Path;
  readonly allowed: string;
  readonly edit: string;
  /** Printed instead of the value. */
  readonly received?: string;
  /** The edit repeats a part of the value: not to be printed when the value is not. */
  readonly repeats?: true;
  /** Says all that the field's own finding at the same place would, which is left out then. */
  readonly covers?: true;
}

/** The value at a path, or undefined. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof step === "number" && Array.isArray(value)) value = value[step];
    else if (typeof step === "string" && isRecord(value)) value = own(value, step);
    else return undefined;
  }
  return value;
}

/** `markets[1].hostname`; keys that are no plain word stand in brackets and quotes. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_][\w-]{0,62}$/.test(step)) return `[${JSON.stringify(shorten(step))}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
