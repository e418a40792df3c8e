import { holdsPrivateKey } from "./ssh-public-key.ts";

const LONGEST = 80;
const HEAD = 40;
const TAIL = 36;
/** Stands in for what must not be printed. */
export const NOT_SHOWN = "(not shown)";

/** What secrets look like that people paste: tokens, connection strings, signatures, passwords. */
const SECRETS = [
  /\b(?:password|passwd|pwd|secret|accountkey|sharedaccesskey|sig|token|client_secret)["'\\]*\s*[=:]\s*\S/i,
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\./,
  /\bgh[opsu]_\w{20,}|\bgithub_pat_\w{20,}|\bpul-[0-9a-f]{20,}/,
];

/** Whether a text may hold a secret, so that it must not be printed. */
export function looksSecret(text: string): boolean {
  return holdsPrivateKey(text) || SECRETS.some((pattern) => pattern.test(text));
}

/** Whether a name announces a secret, so that what it holds must not be printed. */
export function namesSecret(name: string): boolean {
  return /passw|pwd|secret|credential|token|api.?key|private.?key/i.test(name);
}

/** A text on one line, cut in its middle to a readable length, and "(not shown)" for what may be secret. */
export function shorten(text: string): string {
  if (looksSecret(text)) return NOT_SHOWN;
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  if (characters.length <= LONGEST) return line;
  const head = characters.slice(0, HEAD).join("");
  const tail = characters.slice(-TAIL).join("");
  return `${head}…${tail} (cut; ${characters.length} characters)`;
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
