import { describe, expect, test } from "@jest/globals";
import { localProject, localStackSettings } from "../../local/stack-files.ts";
import { UserError } from "../../local/user-error.ts";

const FILE = "Pulumi.prod-se.yaml";
const TRACKED = `# Sweden
secretsprovider: azurekeyvault://x.vault.azure.net/keys/pulumi
encryptedkey: c2VjcmV0
config:
  gradetide:datacenter:
    region: swedencentral # why
`;

describe("localProject", () => {
  test("starts the program elsewhere and keeps the rest, comments too", () => {
    const text = "name: gradetide\n# why\nmain: infra/start.js\noptions:\n  refresh: always\n";
    expect(localProject(text)).toBe(text.replace("infra/start.js", "start.js"));
  });

  test("says where the tracked file is no YAML", () => {
    expect(() => localProject("name: [\n")).toThrow(UserError);
    expect(() => localProject("name: x\n\tmain: y\n")).toThrow(/^Pulumi\.yaml:2:1 {2}/);
  });
});

describe("localStackSettings", () => {
  test("leaves out what the engine keeps for production", () => {
    expect(localStackSettings(FILE, TRACKED, undefined)).toBe(
      "config:\n  gradetide:datacenter:\n    region: swedencentral # why\n",
    );
  });

  test("keeps the salt of the last local run, and nothing else of it", () => {
    const previous = "encryptionsalt: v1:abc\nconfig:\n  gradetide:datacenter:\n    region: old\n";
    const text = localStackSettings(FILE, TRACKED, previous);
    expect(text).toContain("encryptionsalt: v1:abc");
    expect(text).toContain("region: swedencentral");
    expect(text).not.toContain("region: old");
  });

  test("plans from the local clock's date, and from the tracked one where a person wrote it", () => {
    const today = Temporal.PlainDate.from("2026-12-22");
    expect(localStackSettings(FILE, TRACKED, undefined, today)).toContain(
      "    season:\n      today: 2026-12-22\n",
    );
    const written = `${TRACKED}    season:\n      today: 2027-06-11\n`;
    const text = localStackSettings(FILE, written, undefined, today);
    expect(text).toContain("today: 2027-06-11");
    expect(text).not.toContain("2026-12-22");
  });

  test("leaves settings that are no map to those who check them", () => {
    const today = Temporal.PlainDate.from("2026-12-22");
    for (const text of ["config: 1\n", "config:\n  gradetide:datacenter: 1\n", "a: b\n"]) {
      expect(localStackSettings(FILE, text, undefined, today)).toBe(text);
    }
  });

  test("gives the same text for its own result, so that nothing is written twice", () => {
    const once = localStackSettings(FILE, TRACKED, "encryptionsalt: v1:abc\n");
    expect(localStackSettings(FILE, TRACKED, once)).toBe(once);
  });
});
