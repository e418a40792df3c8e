import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isHostname, meantHostname } from "../../../infra/settings/hostname.ts";
import { describeReceived, shorten } from "../../../infra/settings/received.ts";
import { readSshPublicKey } from "../../../infra/settings/ssh-public-key.ts";
import { closest, editDistance } from "../../../infra/settings/suggest.ts";

describe("a hostname", () => {
  const label63 = "a".repeat(63);

  test.each([
    "se.school.example",
    "a.b",
    "xn--zrich-kva.school.example",
    "3com.example",
    `${label63}.example`,
    `${label63}.${label63}.${label63}.${"a".repeat(61)}`,
  ])("may be %s", (name) => {
    expect(isHostname(name)).toBe(true);
  });

  test.each([
    "school",
    "SE.school.example",
    "se.school.example.",
    ".school.example",
    "se..example",
    "-a.example",
    "a-.example",
    "a_b.example",
    "*.school.example",
    "10.0.0.1",
    "a.123",
    "zürich.example",
    "xn--a.example",
    `${label63}a.example`,
    `${label63}.${label63}.${label63}.${"a".repeat(62)}`,
    "",
  ])("may not be %j", (name) => {
    expect(isHostname(name)).toBe(false);
  });

  test.each([
    ["https://Se.School.example:443/login?x", "se.school.example"],
    ["se.school.example.", "se.school.example"],
    ["Zürich.example", "xn--zrich-kva.example"],
    ["school", undefined],
    ["", undefined],
  ])("that is meant by %j is %j", (text, meant) => {
    expect(meantHostname(text)).toBe(meant);
  });
});

describe("a public SSH key", () => {
  const part = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const line = (type: string, ...parts: Buffer[]): string =>
    `${type} ${Buffer.concat([part(Buffer.from(type)), ...parts.map(part)]).toString("base64")}`;
  const modulus = (bits: number): Buffer =>
    Buffer.concat([Buffer.from([0]), Buffer.alloc(bits / 8, 0xff)]);
  const exponent = Buffer.from([1, 0, 1]);
  const ed25519 = line("ssh-ed25519", Buffer.alloc(32, 7));

  test.each([
    ["ed25519", ed25519, { kind: "ed25519" }],
    ["ed25519 with a comment and a line's end", `${ed25519} me@host\n`, { kind: "ed25519" }],
    ["RSA", line("ssh-rsa", exponent, modulus(2048)), { kind: "rsa", bits: 2048 }],
    ["short RSA", line("ssh-rsa", exponent, modulus(2040)), { kind: "rsa", bits: 2040 }],
    ["RSA of nothing", line("ssh-rsa", exponent, Buffer.alloc(4)), { kind: "broken" }],
    ["a wrong length", line("ssh-ed25519", Buffer.alloc(31)), { kind: "broken" }],
    ["one type that says another", ed25519.replace("ssh-ed25519", "ssh-rsa"), { kind: "broken" }],
    ["two keys", `${ed25519}\n${ed25519}`, { kind: "broken" }],
    ["options before the key", `no-pty ${ed25519}`, { kind: "broken" }],
    ["nothing but its type", "ssh-ed25519", { kind: "broken" }],
    ["nothing", "", { kind: "broken" }],
    ["DSA", "ssh-dss AAAA", { kind: "unsupported", type: "ssh-dss" }],
    ["a PEM private key", "-----BEGIN RSA PRIVATE KEY-----", { kind: "private" }],
    ["a PuTTY private key", "PuTTY-User-Key-File-3: ssh-ed25519", { kind: "private" }],
    ["a private key's middle", "b3BlbnNzaC1rZXktdjEAAAAA", { kind: "private" }],
  ])("is told from %s", (_, text, expected) => {
    expect(readSshPublicKey(text)).toEqual(expected);
  });

  test("is broken whatever its last characters were, once they are cut", () => {
    const whole = line("ssh-rsa", exponent, modulus(2048));
    fc.assert(
      fc.property(fc.integer({ min: 8, max: whole.length - 3 }), (length) => {
        expect(readSshPublicKey(whole.slice(0, length)).kind).toBe("broken");
      }),
    );
  });
});

describe("a received value", () => {
  test.each([
    [undefined, undefined, "nothing"],
    [null, undefined, "a key without value"],
    [null, "~", "~"],
    ["text", undefined, '"text"'],
    ["text", "'text'", "'text'"],
    [10, "0x0a", "0x0a"],
    [10, undefined, "10"],
    [Number.NaN, undefined, ".nan"],
    [Number.POSITIVE_INFINITY, undefined, ".inf"],
    [Number.NEGATIVE_INFINITY, undefined, "-.inf"],
    [true, undefined, "true"],
    [{ a: [1, "b"] }, undefined, '{"a":[1,"b"]}'],
  ])("%j written as %j is shown as %s", (value, written, shown) => {
    expect(describeReceived(value, written)).toBe(shown);
  });

  test("is cut in its middle, which it says", () => {
    const shown = shorten(`/subscriptions/${"x".repeat(200)}/versions/latest`);
    expect(shown).toMatch(/^\/subscriptions\/x+…x+\/versions\/latest \(cut; 231 characters\)$/);
    expect(shorten("x".repeat(80))).toBe("x".repeat(80));
    expect(shorten("a\n  b")).toBe("a b");
  });

  test.each([
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "Server=db;Password=hunter2",
    '{"password":"hunter2"}',
    "DefaultEndpointsProtocol=https;AccountKey=abc",
    "https://me:hunter2@school.example",
    "?sv=2024&sig=abc",
    `eyJ${"a".repeat(20)}.${"b".repeat(20)}.c`,
    `ghp_${"a".repeat(36)}`,
  ])("is not shown when it looks like a secret: %s", (text) => {
    expect(shorten(text)).toBe("(not shown)");
    expect(describeReceived({ nested: [text] }, undefined)).toBe("(not shown)");
  });
});

describe("a suggestion", () => {
  test.each([
    ["regoin", ["zones", "region"], "region"],
    ["prod-es", ["prod-is", "prod-se"], "prod-se"],
    ["REGION", ["region"], "region"],
    ["ceilling", ["floor", "ceiling"], "ceiling"],
    ["fr", ["se", "is"], undefined],
    ["disks", ["floor", "image"], undefined],
    ["", ["a"], undefined],
    ["anything", [], undefined],
  ])("for %j among %j is %j", (word, candidates, expected) => {
    expect(closest(word, candidates)).toBe(expected);
  });

  test("measures a distance: nothing to itself, the same both ways, at most the longer word", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (one, other) => {
        expect(editDistance(one, one)).toBe(0);
        expect(editDistance(one, other)).toBe(editDistance(other, one));
        expect(editDistance(one, other)).toBeLessThanOrEqual(Math.max(one.length, other.length));
      }),
    );
  });
});
