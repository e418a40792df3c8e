import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Places, placesOf } from "../../../local/engine/places.ts";

/** A machine of a test's own: nothing is on its PATH but what the test puts there. */
export interface FakeMachine {
  readonly root: string;
  readonly bin: string;
  /** The checkout's folder for engines. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly places: Places;
  /** Writes an executable file and returns its path. */
  script(path: string, text: string): string;
  /** A `pulumi` that tells this version; padded to an engine's size, so that its answer is kept. */
  pulumi(folder: string, version: string, host?: boolean): string;
  /** A `go` whose build writes a `pulumi` of version 3.250.0, or runs these shell lines instead. */
  go(onBuild?: string): string;
  /** An npm launcher: a Node script with these lines. */
  launcher(lines: string): string;
  /** What the fakes noted, in order: "pulumi version", "go list", "go build". */
  calls(): readonly string[];
  remove(): void;
}

const engineText = (version: string, calls: string): string =>
  `#!/bin/sh\necho "pulumi $1" >>'${calls}'\necho v${version}\nexit 0\n`;

/** Lines for {@link FakeMachine.launcher} which download an engine as the vendor's script does. */
export const goodDownload = `
const bin = path.join(process.env.PULUMI_HOME, "versions", "3.250.0", "bin");
console.error("Downloading pulumi v3.250.0...");
console.log("=== Installing Pulumi v3.250.0 ===");
fs.mkdirSync(bin, { recursive: true });
fs.writeFileSync(path.join(bin, "pulumi"), "#!/bin/sh\\necho v3.250.0\\n", { mode: 0o755 });
fs.writeFileSync(path.join(bin, "pulumi-language-nodejs"), "#!/bin/sh\\n", { mode: 0o755 });
console.log("v3.250.0");
`;

export function fakeMachine(): FakeMachine {
  const root = mkdtempSync(join(tmpdir(), "gradetide-engine-"));
  const bin = join(root, "bin");
  const folder = join(root, "checkout", ".gradetide", "engine");
  const calls = join(root, "calls");
  const env = { PATH: bin, HOME: join(root, "home"), XDG_CACHE_HOME: join(root, "cache") };
  mkdirSync(bin);

  const script = (path: string, text: string): string => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  };
  return {
    root,
    bin,
    folder,
    env,
    places: placesOf(folder, env),
    script,
    pulumi: (where, version, host = true) => {
      if (host) {
        script(join(where, "pulumi-language-nodejs"), "#!/bin/sh\n");
      }
      const padding = `${"#".repeat(1023)}\n`.repeat(1100);
      return script(join(where, "pulumi"), engineText(version, calls) + padding);
    },
    go: (onBuild = "") =>
      script(
        join(bin, "go"),
        `#!/bin/sh
echo "go $1" >>'${calls}'
case "$1" in
  env) echo go1.26.8; echo local;;
  list) echo "go: downloading example.com/a v1" >&2; echo example.com/a; echo example.com/b;;
  build)
    while [ "$1" != -o ]; do shift; done
    target=$2
    ${onBuild}
    echo example.com/a >&2
    /bin/cat >"$target" <<'END'
${engineText("3.250.0", calls)}END
    /bin/chmod 755 "$target";;
esac
`,
      ),
    launcher: (lines) =>
      script(
        join(root, "launcher.cjs"),
        `const fs = require("node:fs"); const path = require("node:path");\n${lines}`,
      ),
    calls: () => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : []),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
