import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DATABASE = fileURLToPath(new URL("../../infra/datacenter/database/oracle/", import.meta.url));

/** What a machine is told, as the shell's own assignments: nothing in it runs. */
const ASSIGNMENTS = /^(?:[A-Z][A-Z0-9_]*='[^']*'\n)*$/;

/** A file within the script that packs the installation (infra/datacenter/database/oracle/install-script.ts). */
const FILE = /^cat > "[^"\n]*\/([\w.-]+)" <<'([\w-]+)'\n([\s\S]*?)^\2\n/m;

/** Whether a script, in Base64, is the project's own installation: its files as they lie here, and values beside them. */
export function isOwnInstallation(base64: string): boolean {
  let rest = Buffer.from(base64, "base64").toString("utf8");
  const begins = /^#!\/bin\/sh\nset -eu\nmkdir -p "([^"\n]+)"\n/.exec(rest);
  if (begins === null) return false;
  rest = rest.slice(begins[0].length);
  const packed = new Map<string, string>();
  for (let file = FILE.exec(rest); file?.index === 0; file = FILE.exec(rest)) {
    const [whole, name = "", , text = ""] = file;
    packed.set(name, text);
    rest = rest.slice(whole.length);
  }
  const told = packed.get("machine.conf") ?? "";
  packed.delete("machine.conf");
  return (
    rest === `exec /bin/bash "${begins[1]}/install.sh"\n` &&
    ASSIGNMENTS.test(told) &&
    sameTexts(packed, ownInstallation())
  );
}

/** Whether a script is the project's own hand-over. */
export function isOwnHandOver(script: string): boolean {
  return script === readFileSync(join(DATABASE, "hand-over.sh"), "utf8");
}

function ownInstallation(): ReadonlyMap<string, string> {
  const folder = join(DATABASE, "install");
  const names = readdirSync(folder).filter((name) => name.endsWith(".sh"));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function sameTexts(
  ones: ReadonlyMap<string, string>,
  others: ReadonlyMap<string, string>,
): boolean {
  return ones.size === others.size && [...ones].every(([name, text]) => others.get(name) === text);
}
