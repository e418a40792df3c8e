/** What was found in a text that should hold a public SSH key. */
export type SshPublicKey =
  | { readonly kind: "ed25519" }
  | { readonly kind: "rsa"; readonly bits: number }
  | { readonly kind: "private" }
  | { readonly kind: "unsupported"; readonly type: string }
  | { readonly kind: "broken" };

const PRIVATE = /-----BEGIN|PRIVATE KEY|PuTTY-User-Key-File|b3BlbnNzaC1rZXktdjE/;
const OTHER_TYPES = /^(?:ssh-dss|ecdsa-sha2-[a-z0-9-]+|sk-[a-z0-9@.-]+|ssh-[a-z0-9@.-]+)$/;
const ED25519_BYTES = 32;

/** Whether a text holds a private key in one of the usual formats (PEM, OpenSSH, PuTTY). */
export function holdsPrivateKey(text: string): boolean {
  return PRIVATE.test(text);
}

/**
 * Reads one line of OpenSSH's public key format: type, key in Base64, comment. The key is taken
 * apart (RFC 4253 section 6.6, RFC 8709), so that a cut or a changed one is found out here and not
 * at the first machine.
 */
export function readSshPublicKey(text: string): SshPublicKey {
  if (holdsPrivateKey(text)) return { kind: "private" };
  const line = text.trim();
  if (/[\r\n]/.test(line)) return { kind: "broken" };
  const [type = "", encoded = ""] = line.split(/[ \t]+/);
  if (type !== "ssh-ed25519" && type !== "ssh-rsa") {
    return OTHER_TYPES.test(type) ? { kind: "unsupported", type } : { kind: "broken" };
  }
  const parts = readParts(encoded);
  if (parts?.[0]?.toString("latin1") !== type) return { kind: "broken" };
  return type === "ssh-rsa" ? readRsa(parts) : readEd25519(parts);
}

function readEd25519(parts: readonly Buffer[]): SshPublicKey {
  const whole = parts.length === 2 && parts[1]?.length === ED25519_BYTES;
  return whole ? { kind: "ed25519" } : { kind: "broken" };
}

function readRsa(parts: readonly Buffer[]): SshPublicKey {
  const [, exponent, modulus] = parts;
  if (parts.length !== 3 || !exponent?.length || !modulus?.length) return { kind: "broken" };
  const digits = modulus.toString("hex").replace(/^0+/, "");
  if (digits === "") return { kind: "broken" };
  return { kind: "rsa", bits: BigInt(`0x${digits}`).toString(2).length };
}

/** The length-prefixed parts of a key, or nothing when the lengths do not add up to the whole. */
function readParts(encoded: string): readonly Buffer[] | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, "base64");
  const parts: Buffer[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (offset + 4 > bytes.length) return undefined;
    const end = offset + 4 + bytes.readUInt32BE(offset);
    if (end > bytes.length) return undefined;
    parts.push(bytes.subarray(offset + 4, end));
    offset = end;
  }
  return parts;
}
