/**
 * What a policy found: something wrong; something that nobody can know before it is applied, when it is
 * judged; or that the proof which it wants is not there.
 */
export type FindingKind = "violation" | "unknown" | "no-evidence";

export interface Finding {
  readonly kind: FindingKind;
  /** URN of the resource. */
  readonly urn: string;
  /** Where in its properties; empty where the resource as a whole is meant. */
  readonly path: string;
  /** What stands there, in words. */
  readonly value: string;
  /** What must stand there. */
  readonly required: string;
  /** What a newcomer does about it. */
  readonly remedy: string;
  /** Id of the policy that could not judge, where another one tells of it. */
  readonly policy?: string;
}

/** The logical name in a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** A value as people are shown it: JSON, cut to a readable length. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  const text = typeof value === "symbol" ? "unknown" : (JSON.stringify(value, plain) ?? "absent");
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === "symbol" ? "(unknown)" : value;
}
