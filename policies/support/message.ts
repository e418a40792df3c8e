import type { Finding, FindingKind } from "./finding.ts";
import { nameOf } from "./finding.ts";

const UNKNOWN_WORDS = "can't be judged until applied";
const NO_EVIDENCE = "No evidence: ";
const REQUIRED = "Required: ";
const REMEDY = "Remedy: ";
const CONTROL = "ISO 27001:2022 ";

/** What a policy's message says. */
export interface Message {
  readonly kind: FindingKind;
  /** Resource, place and value, in one line. */
  readonly what: string;
  readonly required: string;
  readonly remedy: string;
  readonly control: string;
}

/** A finding as Pulumi shows it: four lines that tell a newcomer what to do. */
export function formatMessage(finding: Finding, control: string): string {
  return [lineOf(finding), REQUIRED + finding.required, REMEDY + finding.remedy, CONTROL + control]
    .map((line) => line.replaceAll("\n", " "))
    .join("\n");
}

/**
 * Reads a message back, also where the engine has put the policy's title before it; undefined for a text
 * that is none of ours.
 */
export function parseMessage(text: string): Message | undefined {
  const [what = "", required = "", remedy = "", control = ""] = text
    .trimEnd()
    .split("\n")
    .slice(-4);
  if (!required.startsWith(REQUIRED) || !remedy.startsWith(REMEDY)) return undefined;
  const kind = what.startsWith(NO_EVIDENCE)
    ? "no-evidence"
    : what.includes(` ${UNKNOWN_WORDS}`)
      ? "unknown"
      : "violation";
  return {
    kind,
    what,
    required: required.slice(REQUIRED.length),
    remedy: remedy.slice(REMEDY.length),
    control: control.slice(CONTROL.length),
  };
}

/** `prod-se-web-clones: zones is ["1"].` */
export function lineOf({ kind, urn, path, value, policy }: Finding): string {
  const place = `${nameOf(urn)}: ${path}`;
  const by = policy === undefined ? "" : ` (${policy})`;
  if (kind === "unknown") return `${place} ${UNKNOWN_WORDS}${by}.`;
  if (kind === "no-evidence") return `${NO_EVIDENCE}${nameOf(urn)}: ${value}.`;
  return path === "" ? `${nameOf(urn)}: ${value}.` : `${place} is ${value}.`;
}
