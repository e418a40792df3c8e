import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import {
  checkBesideOthers,
  checkInstallation,
  listStacks,
  readSettings,
} from "../../../infra/settings/index.ts";
import { change, PROJECT, refusalOf, swedishText } from "./support.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-settings-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(stack: string, text: string): void {
  writeFileSync(join(folder, `Pulumi.${stack}.yaml`), text);
}

/** Sweden's settings with hostnames, market codes and addresses of their own, and copies that stay in the region. */
function other(code: string, second: number): string {
  return change(
    swedishText(),
    "markets:…de.school.example",
    `markets: [{ code: ${code}, hostname: ${code}.b.example }]`,
  )
    .replaceAll("10.16.", `10.${second}.`)
    .replaceAll("redundancy: geo", "redundancy: zone");
}

test("reads all three real stacks", () => {
  const settings = checkInstallation(PROJECT);
  expect([...settings.keys()]).toEqual(["prod-is", "prod-se", "prod-uk"]);
  expect([...settings.values()].map(({ region }) => region)).toEqual([
    "northeurope",
    "swedencentral",
    "uksouth",
  ]);
  expect(settings.get("prod-se")?.markets.map(({ code }) => code)).toEqual(["se", "ch", "de"]);
  expect(readSettings(PROJECT, "prod-se")).toEqual(settings.get("prod-se"));
});

test("reads anchors, aliases and merge keys as Pulumi does, and names the merged place", () => {
  const shared = change(
    swedishText(),
    "config:",
    "shared: &few { minimum: 2, maximum: 7 }\nconfig:",
  );
  const merged = change(shared, "minimum: 2\n…maximum: 20", "<<: *few");
  write("a", merged);
  expect(readSettings(folder, "a").edge).toMatchObject({ minimum: 2, maximum: 7 });
  write("a", change(merged, "maximum: 7", "maximum: 700"));
  const [issue] = refusalOf(() => readSettings(folder, "a")).issues;
  const lines = merged.split("\n");
  const line = lines.findIndex((text) => text.startsWith("shared:"));
  expect([issue?.line, issue?.column]).toEqual([
    line + 1,
    1 + (lines[line]?.indexOf("maximum") ?? 0),
  ]);
  expect(issue?.received).toBe("700");
});

test("lists the stacks of a folder and nothing else", () => {
  for (const name of ["Pulumi.yaml", "Pulumi.b.yaml", "Pulumi.a.yaml", "Pulumi.c.yml", "x.yaml"]) {
    writeFileSync(join(folder, name), "");
  }
  expect(listStacks(folder)).toEqual(["a", "b"]);
});

test.each([
  ["prod-es", "did you mean `--stack prod-se`?"],
  ["staging", "name one of them with `--stack`"],
  ["../prod-se", "did you mean `--stack prod-se`?"],
  ["", "name one of them with `--stack`"],
])("refuses the unknown stack %j", (stack, edit) => {
  const error = refusalOf(() => readSettings(PROJECT, stack));
  expect(error.code).toBe("stack-unknown");
  expect(error.message).toBe(
    [
      `Pulumi.${stack}.yaml`,
      `  received a stack without a settings file: ${stack}`,
      "  allowed  one of prod-is, prod-se, prod-uk",
      `  edit     ${edit}`,
    ].join("\n"),
  );
});

test("says that a folder holds no settings at all, or is none", () => {
  expect(refusalOf(() => readSettings(folder, "prod-se")).message).toBe(
    [
      "Pulumi.<stack>.yaml",
      "  received a folder without any such file",
      "  allowed  the project's folder",
      "  edit     run the command in the folder in which Pulumi.yaml stands",
    ].join("\n"),
  );
  expect(refusalOf(() => checkInstallation(folder)).code).toBe("settings-not-found");
  const absent = refusalOf(() => readSettings(join(folder, "absent"), "prod-se"));
  expect(absent.code).toBe("settings-unreadable");
  expect(absent.message).toContain("a folder that can't be listed: ENOENT");
});

test("says that a file can't be read", () => {
  mkdirSync(join(folder, "Pulumi.a.yaml"));
  const error = refusalOf(() => readSettings(folder, "a"));
  expect(error.code).toBe("settings-unreadable");
  expect(error.message).toBe(
    [
      "Pulumi.a.yaml",
      "  received a file that can't be read: EISDIR",
      "  allowed  a file that you may read",
      "  edit     look at `ls -l Pulumi.a.yaml`",
    ].join("\n"),
  );
});

test("names every place at which the YAML does not parse", () => {
  write("a", "config:\n  zones: 1\n  zones: 2\n  edge: *gone\n");
  const error = refusalOf(() => readSettings(folder, "a"));
  expect(error.code).toBe("settings-yaml");
  expect(error.message).toBe(
    [
      "Pulumi.a.yaml:3:3",
      "  received the line `zones: 2`",
      "  allowed  YAML; the parser says: Map keys must be unique",
      "  edit     mend this line or the one before it",
      "",
      "Pulumi.a.yaml:4:9",
      "  received the line `edge: *gone`",
      "  allowed  YAML; the parser says: The alias *gone has no anchor before it",
      "  edit     mend this line or the one before it",
    ].join("\n"),
  );
});

test("does not print a line that holds a secret", () => {
  write("a", 'config:\n  password: "hunter2\n');
  const error = refusalOf(() => readSettings(folder, "a"));
  expect(error.code).toBe("settings-yaml");
  expect(error.message).not.toContain("hunter2");
});

test.each([
  ["nothing", "", "Pulumi.a.yaml  config\n  received nothing\n"],
  ["another section", "confg: {}\n", "edit     did you mean `config:`? Rename `confg`"],
  ["an empty section", "config:\n", "received a key without settings below it"],
  ["a list", "- 1\n", "Pulumi.a.yaml  config\n  received nothing\n"],
  [
    "no settings of ours",
    "config:\n  azure-native:location: x\n",
    "Pulumi.a.yaml:1:1  gradetide:datacenter\n  received nothing\n",
  ],
  [
    "settings without the project's name",
    "config:\n  datacenter: {}\n",
    "edit     did you mean `gradetide:datacenter:`? Rename `datacenter`",
  ],
])("says what is missing from a file that holds %s", (_, text, message) => {
  write("a", text);
  const error = refusalOf(() => readSettings(folder, "a"));
  expect(error.code).toBe("settings-invalid");
  expect(error.message).toContain(message);
});

test("refuses a market that two stacks serve, at the later one", () => {
  write("a", other("gb", 20));
  const text = other("gb", 21);
  write("b", text);
  const line = text.split("\n").findIndex((one) => one.includes("gb.b.example")) + 1;
  expect(refusalOf(() => checkInstallation(folder)).message).toBe(
    [
      `Pulumi.b.yaml:${line}:17  gradetide:datacenter.markets[0].code`,
      "  received gb",
      "  allowed  a code that no other stack serves; a serves gb",
      "  edit     remove it here, or from a",
      "",
      `Pulumi.b.yaml:${line}:27  gradetide:datacenter.markets[0].hostname`,
      "  received gb.b.example",
      "  allowed  a hostname that no other stack serves; a serves gb.b.example",
      "  edit     remove it here, or from a",
    ].join("\n"),
  );
});

test("refuses a stack beside another that serves its market, at its own file, in either order", () => {
  write("a", other("gb", 20));
  write("b", other("gb", 21));
  for (const stack of ["a", "b"]) {
    const { issues } = refusalOf(() => checkBesideOthers(folder, stack));
    expect(new Set(issues.map(({ file }) => file))).toEqual(new Set([`Pulumi.${stack}.yaml`]));
  }
});

test("passes over others that can't be read, and finds nothing where all fit", () => {
  write("a", other("gb", 20));
  write("b", other("is", 21));
  write("c", "x: [");
  expect(() => checkBesideOthers(folder, "a")).not.toThrow();
});

test("refuses address spaces that overlap", () => {
  write("a", other("gb", 20).replace("addressSpace: 10.20.0.0/16", "addressSpace: 10.0.0.0/8"));
  write("b", other("is", 21));
  const { issues } = refusalOf(() => checkInstallation(folder));
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({
    file: "Pulumi.b.yaml",
    path: "gradetide:datacenter.network.addressSpace",
    received: "10.21.0.0/16",
    allowed: "a range apart from every other stack's; a has 10.0.0.0/8",
  });
});

test("reports what is wrong in every file and between them, and what can't be read", () => {
  write("a", change(other("gb", 20), "floor: 4", "floor: 0"));
  write("b", change(other("gb", 21), "floor: 4", "floor: 0"));
  write("c", "config: [\n");
  const error = refusalOf(() => checkInstallation(folder));
  expect(error.code).toBe("settings-yaml");
  expect(
    error.issues.map(({ file, path }) => `${file} ${path.replace("gradetide:datacenter.", "")}`),
  ).toEqual(
    expect.arrayContaining([
      "Pulumi.a.yaml web.floor",
      "Pulumi.b.yaml web.floor",
      "Pulumi.b.yaml markets[0].code",
      "Pulumi.c.yaml ",
    ]),
  );
});
