import { createHash } from "node:crypto";

/**
 * A UUID that depends on nothing but `text`, laid out as version 5 (RFC 9562, section 5.5), so that
 * the same calls always give the same documents.
 */
export function uuidOf(text: string): string {
  const bytes = createHash("sha1")
    .update(`gradetide local azure\n${text}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [20, 16, 12, 8].reduce(
    (text, position) => `${text.slice(0, position)}-${text.slice(position)}`,
    hex,
  );
}

/** Hexadecimal digits that depend on nothing but `text`; at most 40. */
export function hexOf(text: string, digits: number): string {
  return createHash("sha1").update(`gradetide local azure\n${text}`).digest("hex").slice(0, digits);
}
