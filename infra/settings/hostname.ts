import { domainToASCII, domainToUnicode } from "node:url";

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_NAME = 253;

/**
 * Whether a text is a fully qualified DNS name as a certificate and a listener want it: lower case,
 * at least two labels of 1 to 63 letters, digits and inner hyphens, at most 253 characters, a top
 * level that is not a number, no final dot, no wildcard, and valid IDNA where a label begins with
 * `xn--` (RFC 1035, RFC 5890).
 */
export function isHostname(text: string): boolean {
  const labels = text.split(".");
  const top = labels.at(-1) ?? "";
  return (
    text.length <= LONGEST_NAME &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^[0-9]+$/.test(top) &&
    labels.filter((label) => label.startsWith("xn--")).every(isIdnaLabel)
  );
}

/** Whether a label that says it stands for other letters does so, in IDNA's own spelling. */
function isIdnaLabel(label: string): boolean {
  const unicode = domainToUnicode(label);
  return unicode !== label && domainToASCII(unicode) === label;
}

/** The hostname that someone meant who wrote a URL, capitals, letters beyond ASCII or a final dot. */
export function meantHostname(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/[/?#:].*$/, "")
    .replace(/\.$/, "");
  const ascii = domainToASCII(bare);
  return isHostname(ascii) ? ascii : undefined;
}
