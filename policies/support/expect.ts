import { type Finding, shown } from "./finding.ts";
import { read } from "./read.ts";
import type { Resource } from "./resource.ts";

/** What must stand at a place, and what to do where it doesn't. */
export interface Expectation {
  readonly required: string;
  readonly remedy: string;
  /** Azure's own default is safe: absent is right. @default absent is a violation */
  readonly safeWhenAbsent?: true;
  /** The value may be one that Azure has yet to give, as an id is. @default it can't be judged then */
  readonly fineWhenUnknown?: true;
}

/**
 * Judges the value at a path. Absent is a violation unless Azure's own default is safe; unknown can't be
 * judged until applied.
 */
export function expectValue(
  resource: Resource,
  path: string,
  test: (value: unknown) => boolean,
  expectation: Expectation,
): readonly Finding[] {
  const found = read(resource.inputs, path);
  if (found.kind === "unknown") {
    return expectation.fineWhenUnknown ? [] : [finding("unknown", resource, path, expectation)];
  }
  if (found.kind === "absent") {
    return expectation.safeWhenAbsent ? [] : [violation(resource, path, "absent", expectation)];
  }
  return test(found.value) ? [] : [violation(resource, path, shown(found.value), expectation)];
}

/** Judges the items of a list that must be there; one that is unknown can't be judged until applied. */
export function expectList(
  resource: Resource,
  path: string,
  expectation: Expectation,
  each: (path: string, item: unknown) => readonly Finding[],
): readonly Finding[] {
  const found = read(resource.inputs, path);
  if (found.kind === "value" && Array.isArray(found.value)) {
    return found.value.flatMap((item, index) => each(`${path}[${index}]`, item));
  }
  return expectValue(resource, path, () => false, expectation);
}

/** A finding that something stands which must not. */
export function violation(
  resource: Pick<Resource, "urn">,
  path: string,
  value: string,
  { required, remedy }: Pick<Expectation, "required" | "remedy">,
): Finding {
  return { kind: "violation", urn: resource.urn, path, value, required, remedy };
}

export function unknown(
  resource: Pick<Resource, "urn">,
  path: string,
  expectation: Pick<Expectation, "required" | "remedy">,
): Finding {
  return finding("unknown", resource, path, expectation);
}

export function noEvidence(
  resource: Pick<Resource, "urn">,
  value: string,
  { required, remedy }: Pick<Expectation, "required" | "remedy">,
): Finding {
  return { kind: "no-evidence", urn: resource.urn, path: "", value, required, remedy };
}

function finding(
  kind: "unknown",
  resource: Pick<Resource, "urn">,
  path: string,
  { required, remedy }: Pick<Expectation, "required" | "remedy">,
): Finding {
  return { kind, urn: resource.urn, path, value: "unknown", required, remedy };
}

export function is(...allowed: readonly unknown[]): (value: unknown) => boolean {
  return (value) => allowed.includes(value);
}

export function isBetween(least: number, most: number): (value: unknown) => boolean {
  return (value) => typeof value === "number" && value >= least && value <= most;
}
