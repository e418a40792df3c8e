import { gunzipSync } from "node:zlib";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { leaves, textAt } from "../support/read.ts";

/** Names of what holds a secret, in lower case and without what stands between their words. */
const SECRET_NAME =
  /(password|passphrase|passwd|pwd|secret|token|sharedkey|accountkey|accesskey|privatekey|apikey|connectionstring|credential)s?$/;

/** Values that are a secret whatever they are called; what a script reads from a variable is none. */
const SECRET_VALUES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  // Connection strings and signed addresses of Azure's.
  /AccountKey=[A-Za-z0-9+/]{20}/i,
  /SharedAccessKey=/i,
  /[?&]sig=[A-Za-z0-9%]{20}/i,
  // A password that is assigned, set by SQL or for users of Linux, or stands in an address.
  /passw(?:or)?d\s*[:=]\s*["']?(?!true|false|none|null)[^\s"'$`<({]{4}/i,
  /\bidentified\s+by\s+"?[^\s"'$`<]{4}/i,
  /\bchpasswd\b/i,
  /:\/\/[^\s:/@]+:[^\s:/@$<{]{4,}@/,
  // A user with a password for a tool of Oracle's: `sqlplus sys/…@db`, `connect sys/…@db`.
  /\b(?:sqlplus|rman|expdp|impdp|sqlldr|dgmgrl)\b[^\n]*?\s["']?[\w#]+\/[^\s"'$`<{@/]{4,}@/i,
  /\bconn(?:ect)?\s+["']?[\w#]+\/[^\s"'$`<{@/]{4,}@/i,
  // A password's hash, as Linux keeps it: who has it tries passwords against it at home.
  /\$(?:1|2[abxy]|5|6|7|y|gy)\$[./\w=,]+\$[./\w$]{10}/,
  // A token of a login.
  /\beyJ[\w-]{10,}\.eyJ/,
];

/** Properties whose text is a script, written in base64 and perhaps packed. */
const SCRIPTS = /^(customData|userData|script)$/;

/** Of a pair, where the name stands beside the value: parameters of a command, settings of a site, headers of a request. */
const PAIRS = {
  values: ["value", "defaultValue", "headerValue"],
  names: ["name", "key", "parameterName", "headerName"],
} as const;

/** What somebody may do with secrets, by an entry of a vault's own list: `get`. */
const RIGHTS = /\.permissions\.secrets\[\d+\]$/;

export const secretsNotInPlain: ResourcePolicy = {
  id: "secrets-not-in-plain",
  title: "No secret stands in a resource's properties, parameters, tags or scripts.",
  why: "Properties are read by whoever may read the resource, and stand in state, logs and previews.",
  severity: "mandatory",
  control: control("A.5.17"),
  example: {
    violation:
      "adminPassword: correct-horse, a parameter { name: sysPassword, value: … }, or a private key in customData",
    remedy: "a managed identity that reads the vault",
  },
  types: ["*"],
  check: ({ inputs, urn }) =>
    [...leaves(inputs)].flatMap(({ path, value }) => {
      if (typeof value !== "string" || value === "" || RIGHTS.test(path)) return [];
      const property = path.split(".").at(-1)?.replace(/\[.*$/, "") ?? "";
      const isNamed = [property, ...namesBeside(inputs, path, property)].some((name) =>
        SECRET_NAME.test(name.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase()),
      );
      const reason = isNamed
        ? "a secret by its name"
        : isSecret(value) || (SCRIPTS.test(property) && holdsSecret(value))
          ? "a secret by its form"
          : undefined;
      // The value is not shown: it may be one.
      return reason === undefined
        ? []
        : [
            violation({ urn }, path, reason, {
              required: "no secret",
              remedy:
                "Keep it in the vault, read it by a managed identity, and change it: it has been seen.",
            }),
          ];
    }),
};

/** The name of a pair's value. */
function namesBeside(inputs: unknown, path: string, property: string): readonly string[] {
  if (!(PAIRS.values as readonly string[]).includes(property)) return [];
  const pair = path.slice(0, -property.length);
  return PAIRS.names.flatMap((name) => textAt(inputs, pair + name) ?? []);
}

function isSecret(text: string): boolean {
  return SECRET_VALUES.some((pattern) => pattern.test(text)) || holdsBasicLogin(text);
}

/** A name and a password as HTTP takes them: `Basic`, and both in base64. Source: RFC 7617. */
function holdsBasicLogin(text: string): boolean {
  return [...text.matchAll(/\bBasic\s+([A-Za-z0-9+/]{8,}={0,2})/gi)].some(([, login = ""]) =>
    /^[^\s:]+:[\x20-\x7e]+$/.test(Buffer.from(login, "base64").toString("latin1")),
  );
}

function holdsSecret(base64: string): boolean {
  const bytes = Buffer.from(base64, "base64");
  return isSecret(bytes.toString("utf8")) || isSecret(unpacked(bytes));
}

/** What was packed by gzip, as scripts of extensions may be; nothing where it was not. */
function unpacked(bytes: Buffer): string {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return isPacked ? gunzipSync(bytes).toString("utf8") : "";
  } catch {
    return "";
  }
}
