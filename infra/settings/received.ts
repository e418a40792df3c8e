import { holdsPrivateKey } from "./ssh-public-key.ts";

const LONGEST = 80;
/** Stands in for what must not be printed. */
export const NOT_SHOWN = "(not shown)";

/** What secrets look like that people paste: tokens, connection strings, signatures, passwords. */
const SECRETS = [
  /\b(?:password|passwd|pwd|secret|accountkey|sharedaccesskey|sig|token|client_secret)\s*[=:]\s*\S/i,
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\./,
  /\bgh[opsu]_\w{20,}|\bgithub_pat_\w{20,}|\bpul-[0-9a-f]{20,}/,
];

/** Whether a text may hold a secret, so that it must not be printed. */
export function looksSecret(text: string): boolean {
  return holdsPrivateKey(text) || SECRETS.some((pattern) => pattern.test(text));
}

/** A text on one line, cut to a readable length, and not at all when it may hold a secret. */
export function shorten(text: string): string {
  if (looksSecret(text)) return NOT_SHOWN;
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST) return line;
  return `${[...line].slice(0, LONGEST).join("")}… (cut; ${[...line].length} characters)`;
}

/**
 * A value as people know it from the file: `written` is how it stands there, when that is known.
 * Never a failed parse: nothing, texts in quotes, lists and sections as JSON.
 */
export function describeReceived(value: unknown, written: string | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null)
    return written === "~" || written === "null" ? written : "a key without value";
  if (typeof value === "string" && looksSecret(value)) return NOT_SHOWN;
  if (written !== undefined) return shorten(written);
  if (typeof value === "number") return describeNumber(value);
  return shorten(JSON.stringify(value) ?? typeof value);
}

/** Numbers that JSON has no word for, as YAML writes them. */
function describeNumber(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  return String(value);
}
