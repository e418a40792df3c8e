import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { change, PROJECT, parseText, refusalOf, swedishText } from "./support.ts";

const PUBLIC_KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKkDggEkuMZ8Vot7oxkKPocnepioa559nKNmYgrieyZc";

const SECTION = `
      oracle:
        observerZone: 3
        version: 19.25.0.0.0
        sshPublicKey: ${PUBLIC_KEY}
        recoveryGib: 1024
        installer:
          database: { file: database.zip, sha256: "${"a".repeat(64)}" }
          client: { file: client.zip, sha256: "${"b".repeat(64)}" }
        licence: { processors: 65 }
`;

/** Sweden's settings with a database on Oracle. */
function oracleText(): string {
  const lines = swedishText().split("\n");
  const start = lines.findIndex((line) => /^ {6}(?:postgresql|oracle):/.test(line));
  const end = lines.findIndex((line, index) => index > start && /^ {0,6}\S/.test(line));
  lines.splice(start, end - start, ...SECTION.trimEnd().slice(1).split("\n"));
  return lines.join("\n").replace(/^ {6}engine: .*$/m, "      engine: oracle");
}

describe("the settings of a database on Oracle", () => {
  test("are read, with their defaults", () => {
    const { database } = parseText(oracleText());
    expect(database).toMatchObject({
      engine: "oracle",
      zone: "1",
      standbyZone: "2",
      oracle: {
        observerZone: "3",
        redoGib: 16,
        image: { publisher: "Oracle", offer: "Oracle-Linux", version: "8.8.3" },
        installer: { database: { file: "database.zip" }, client: { file: "client.zip" } },
        licence: { processors: 65 },
      },
    });
    expect(database).not.toHaveProperty("postgresql");
  });

  test.each([
    [
      "observerZone: 3",
      "observerZone: 2",
      "observerZone",
      "a zone that is neither the primary's nor the standby's: 3",
      "set `observerZone: 3`",
    ],
    [
      "observerZone: 3",
      "observerZone: 1",
      "observerZone",
      "a zone that is neither the primary's nor the standby's: 3",
      "set `observerZone: 3`",
    ],
    [
      "recoveryGib: 1024",
      "recoveryGib: 256",
      "recoveryGib",
      "at least database.storageGib (512)",
      "set `recoveryGib: 512`",
    ],
    [
      "processors: 65",
      "processors: 64",
      "licence.processors",
      "at least 65 processor licences, two vCPUs a processor: 64 for database.largest (Standard_D64ds_v5) on two machines, 1 for staging.oracle.size (Standard_D2ds_v5)",
      "or `largest: Standard_D48ds_v5`",
    ],
    ["version: 19.25.0.0.0", "version: 21.3.0.0.0", "version", "beginning with 19", "19.25.0.0.0"],
    [
      "file: database.zip",
      "file: ../database.zip",
      "installer.database.file",
      "ending in `.zip`",
      "",
    ],
    [
      `sha256: "${"a".repeat(64)}"`,
      `sha256: "${"A".repeat(64)}"`,
      "installer.database.sha256",
      "64 hexadecimal digits",
      "a".repeat(64),
    ],
    [
      `sha256: "${"b".repeat(64)}"`,
      `sha256: "${"b".repeat(63)}"`,
      "installer.client.sha256",
      "64 hexadecimal digits",
      "",
    ],
  ])("refuse %s as %s", (from, to, path, allowed, edit) => {
    const { message } = refusalOf(() => parseText(change(oracleText(), from, to)));
    expect(message).toContain(`gradetide:datacenter.database.oracle.${path}\n`);
    expect(message).toContain(allowed);
    expect(message).toContain(edit);
  });

  test("count staging's machine among what needs a licence, by its size", () => {
    const text = change(
      oracleText(),
      "    watch:",
      "    staging: { oracle: { size: Standard_D16ds_v5 } }\n    watch:",
    );
    expect(refusalOf(() => parseText(text)).message).toContain("at least 72 processor licences");
    expect(parseText(change(text, "processors: 65", "processors: 72")).staging.oracle).toEqual({
      size: "Standard_D16ds_v5",
      storageGib: 64,
    });
  });
});

test("The settings of a database on PostgreSQL refuse a machine for staging", () => {
  const text = readFileSync(`${PROJECT}/Pulumi.prod-is.yaml`, "utf8").replace(
    "    watch:",
    "    staging: { oracle: { storageGib: 64 } }\n    watch:",
  );
  const { message } = refusalOf(() => parseText(text));
  expect(message).toContain("gradetide:datacenter.staging.oracle\n");
  expect(message).toContain("no `oracle`, as database.engine is postgresql");
});
