import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type Engine, ensureEngine } from "../../../local/engine/ensure-engine.ts";
import { type FakeMachine, fakeMachine, goodDownload } from "./fake-machine.ts";

let machine: FakeMachine;
let lines: string[];
beforeEach(() => {
  machine = fakeMachine();
  lines = [];
});
afterEach(() => machine.remove());

const outOfReach =
  'console.error("Downloading pulumi v3.250.0...\\npulumi: fetch failed"); process.exit(1);';

function ask(launcher?: string): Promise<Engine> {
  const { folder, env } = machine;
  return ensureEngine({ folder, env, launcher, report: (line) => lines.push(line) });
}

async function problem(launcher?: string): Promise<Error & { code?: string }> {
  return ask(launcher).then(
    (engine) => Promise.reject(new Error(`got ${engine.source}`)),
    (error: Error) => error,
  );
}

test("takes a suitable engine from the PATH without a word and without the cache", async () => {
  const pulumi = machine.pulumi(machine.bin, "3.251.0");
  expect(await ask(machine.launcher(goodDownload))).toEqual({
    pulumi,
    version: "3.251.0",
    source: "path",
  });
  expect(lines).toEqual([]);
  expect(existsSync(machine.places.cache)).toBe(false);
});

test("asks an engine on the PATH for its version once, until the file changes", async () => {
  machine.pulumi(machine.bin, "3.251.0");
  await ask();
  await ask();
  expect(machine.calls()).toEqual(["pulumi version"]);
  machine.pulumi(machine.bin, "3.252.0-dev.1");
  expect((await ask()).version).toBe("3.252.0-dev.1");
  expect(machine.calls()).toEqual(["pulumi version", "pulumi version"]);
});

test("asks a version manager's shim each time, since it may pick another engine", async () => {
  const picked = join(machine.root, "picked");
  machine.script(join(machine.bin, "pulumi"), `#!/bin/sh\n/bin/cat '${picked}'\n`);
  machine.script(join(machine.bin, "pulumi-language-nodejs"), "#!/bin/sh\n");
  writeFileSync(picked, "v3.250.0\n");
  expect((await ask()).version).toBe("3.250.0");
  writeFileSync(picked, "v3.260.0\n");
  expect((await ask()).version).toBe("3.260.0");
});

test("follows a link on the PATH to find the language host", async () => {
  const cellar = join(machine.root, "cellar");
  machine.pulumi(cellar, "3.250.0");
  symlinkSync(join(cellar, "pulumi"), join(machine.bin, "pulumi"));
  expect((await ask()).source).toBe("path");
});

test("takes the second engine on the PATH where the first is too old", async () => {
  const second = join(machine.root, "bin2");
  machine.pulumi(machine.bin, "3.100.0");
  const pulumi = machine.pulumi(second, "3.250.0");
  machine.env.PATH = `${machine.bin}:${second}`;
  expect(await ask()).toMatchObject({ pulumi, source: "path" });
});

test("leaves npm's link to the launcher on the PATH alone", async () => {
  const npm = join(machine.root, "node_modules", ".bin");
  machine.pulumi(npm, "3.250.0");
  machine.env.PATH = npm;
  expect((await problem()).message).toContain("1. pulumi on the PATH: there is none");
});

test.each([
  ["an old one", "3.100.0", true, "is 3.100.0, wanted is 3.250.0 or newer, below 4"],
  ["one of the next major version", "4.0.0", true, "is 4.0.0, wanted is 3.250.0 or newer, below 4"],
  [
    "one without a host",
    "3.250.0",
    false,
    "is 3.250.0, but has no pulumi-language-nodejs beside it",
  ],
])("passes over %s on the PATH and says why", async (_, version, host, reason) => {
  const pulumi = machine.pulumi(machine.bin, version, host);
  const { message } = await problem();
  expect(message).toContain(`1. pulumi on the PATH: ${pulumi} ${reason}`);
});

test("passes over an engine that can't be run, with its words", async () => {
  const broken = machine.script(
    join(machine.bin, "pulumi"),
    "#!/bin/sh\necho no lib >&2\nexit 3\n",
  );
  expect((await problem()).message).toContain(
    `${broken} did not tell its version (exit code 3: no lib)`,
  );
});

test("has the launcher download an engine once", async () => {
  const launcher = machine.launcher(goodDownload);
  const pulumi = join(machine.places.downloaded, "pulumi");
  expect(await ask(launcher)).toEqual({ pulumi, version: "3.250.0", source: "npm" });
  expect(lines).toContain("  === Installing Pulumi v3.250.0 ===");
  lines = [];
  expect(await ask(machine.launcher(outOfReach))).toMatchObject({ pulumi, source: "npm" });
  expect(lines).toEqual([]);
});

test("takes an engine that the launcher downloaded for this user elsewhere", async () => {
  const vendors = join(machine.root, "home", ".pulumi", "versions", "3.250.0", "bin");
  const pulumi = machine.pulumi(vendors, "3.250.0");
  expect(await ask(machine.launcher(outOfReach))).toMatchObject({ pulumi, source: "npm" });
});

test("builds an engine where the download is out of reach, and never asks the launcher again", async () => {
  machine.go();
  const engine = await ask(machine.launcher(outOfReach));
  expect(engine).toEqual({
    pulumi: join(machine.folder, "3.250.0", "pulumi"),
    version: "3.250.0",
    source: "built",
  });
  expect(lines).toContain("The npm launcher got no engine (exit code 1: pulumi: fetch failed)");
  expect(machine.calls()).toEqual(["go list", "go build", "pulumi version"]);
  lines = [];
  expect(await ask(machine.launcher(goodDownload))).toEqual(engine);
  expect(lines).toEqual([]);
  expect(machine.calls()).toHaveLength(3);
});

test("gives a second checkout the built engine without building", async () => {
  machine.go();
  const first = await ask();
  const second = await ensureEngine({
    folder: join(machine.root, "second"),
    env: machine.env,
    report: (line) => lines.push(line),
  });
  expect(second.pulumi).toBe(join(machine.root, "second", "3.250.0", "pulumi"));
  expect(statSync(second.pulumi).ino).toBe(statSync(first.pulumi).ino);
  expect(machine.calls()).toHaveLength(3);
});

test("leaves no work behind when the build fails, and shows go's last words", async () => {
  machine.go('echo example.com/b >&2; echo "write x.a: no space left on device" >&2; exit 2');
  const error = await problem(machine.launcher(outOfReach));
  expect(error.message).toContain(
    "3. building from its Go module: go build github.com/pulumi/pulumi/pkg/v3/cmd/pulumi: exit code 2\n" +
      "    write x.a: no space left on device\n",
  );
  expect(error.message).toContain(
    "  - free some space on the disk that go names above: an engine takes 120 MB,",
  );
  expect(readdirSync(machine.places.cache)).toEqual(["lock.owner", "lock.sqlite"]);
  expect(existsSync(machine.folder)).toBe(false);
});

test("points to go's own words where it fails for another reason", async () => {
  machine.go('echo "go: go.mod requires go >= 1.25.11 (running go 1.24.0)" >&2; exit 1');
  const { message } = await problem();
  expect(message).toContain("exit code 1\n    go: go.mod requires go >= 1.25.11");
  expect(message).toContain(
    "  - mend what go says above; it is Go 1.25.11 or newer that builds it",
  );
  expect(message).not.toContain("https://go.dev/dl/");
});

test("refuses a build that tells another version", async () => {
  machine.go('echo "#!/bin/sh" >"$target"; /bin/chmod 755 "$target"; exit 0');
  expect((await problem()).message).toContain("the built engine's version: exit code 0");
  expect(existsSync(machine.places.built)).toBe(false);
});

test("refuses a download without a language host", async () => {
  const launcher = machine.launcher(
    goodDownload.replaceAll("pulumi-language-nodejs", "pulumi-language-go"),
  );
  expect((await problem(launcher)).message).toContain(
    "2. npm launcher (pulumi@3.250.0): its engine came without pulumi-language-nodejs",
  );
});

test("says all that was tried and what to install", async () => {
  machine.pulumi(machine.bin, "3.100.0");
  const error = await problem(machine.launcher(outOfReach));
  expect(error).toMatchObject({ name: "UserError", code: "engine-unavailable" });
  expect(error.message).toBe(
    `The Pulumi engine (3.250.0 or newer, below 4) is not on this machine and could not be fetched.
Tried, in this order:
  1. pulumi on the PATH: ${machine.bin}/pulumi is 3.100.0, wanted is 3.250.0 or newer, below 4
  2. npm launcher (pulumi@3.250.0): exit code 1: pulumi: fetch failed
  3. building from its Go module: there is no go on the PATH
One of these mends it; then run the command again:
  - install Pulumi 3.250.0 or newer, below 4 (https://www.pulumi.com/docs/install/), and put its folder on the PATH
  - let this machine reach https://get.pulumi.com, from where npm's pulumi@3.250.0 downloads it (a proxy is taken from HTTPS_PROXY)
  - install Go 1.25.11 or newer (https://go.dev/dl/, unpacked as /usr/local/go), and put its bin folder on the PATH: export PATH=$PATH:/usr/local/go/bin (modules come through GOPROXY)`,
  );
});

test("names a folder that can't be written", async () => {
  machine.go();
  mkdirSync(join(machine.root, "checkout"));
  writeFileSync(join(machine.root, "checkout", ".gradetide"), "a file");
  const error = await problem();
  expect(error).toMatchObject({ name: "UserError", code: "engine-folder" });
  expect(error.message).toContain(join(machine.root, "checkout", ".gradetide"));
});
