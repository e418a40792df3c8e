import { createHash } from "node:crypto";

/** The name of a resource whose program gave none: its logical name with eight hexadecimal digits. */
export function randomName(logicalName: string, seed: Uint8Array): string {
  return `${logicalName}${hex(seed, 8)}`;
}

/** The name of a role assignment whose program gave none: a UUID. */
export function randomUuid(seed: Uint8Array): string {
  const digits = hex(seed, 32);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16)];
  return [...parts, digits.slice(16, 20), digits.slice(20)].join("-");
}

/** The engine asks more than once, and sends the same seed each time. */
function hex(seed: Uint8Array, digits: number): string {
  return createHash("sha256").update(seed).digest("hex").slice(0, digits);
}
