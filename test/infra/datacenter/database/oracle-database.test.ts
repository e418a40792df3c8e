import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import type * as pulumi from "@pulumi/pulumi";
import { scriptFiles } from "../../../../infra/datacenter/database/oracle/install-script.ts";
import { OracleDatabase } from "../../../../infra/datacenter/database/oracle/oracle-database.ts";
import { Datacenter } from "../../../../infra/datacenter/datacenter.ts";
import { type MockedStack, mockedStack, type Registered } from "../../../support/mocked-stack.ts";
import { ORACLE_SETTINGS, PLAN } from "../fixture.ts";

const ORACLE = "prod-se-database-oracle";
const ROLES = ["primary", "standby", "observer"] as const;

describe("a datacenter's database on Oracle", () => {
  let stack: MockedStack;
  beforeAll(async () => {
    stack = await mockedStack(() => {
      new Datacenter("prod-se", ORACLE_SETTINGS, PLAN);
    });
  });

  const machine = (role: string): Registered => stack.named(`${ORACLE}-${role}-machine`);
  const ofType = (type: string): readonly Registered[] =>
    stack.resources.filter((one) => one.type.endsWith(`:${type}`) && one.name.startsWith(ORACLE));
  /** The names of those that a resource waits for beyond what its inputs need. */
  const waitsFor = ({ options }: Registered): readonly string[] =>
    ((options.dependsOn ?? []) as readonly pulumi.Resource[]).map(
      (one) => (one as unknown as { readonly __name: string }).__name,
    );

  test("stands in three zones, each machine with its disks beside it", () => {
    expect(ROLES.map((role) => machine(role).inputs.zones)).toEqual([["1"], ["3"], ["2"]]);
    const disks = ofType("Disk").map(({ inputs }) => [
      inputs.diskName,
      inputs.zones,
      inputs.diskSizeGB,
    ]);
    const sizes = ORACLE_SETTINGS.database.storageGib;
    expect(disks).toEqual([
      ...(["standby", "primary"] as const).flatMap((role) => {
        const zone = role === "primary" ? "1" : "3";
        return [
          ["software", 64],
          ["data", sizes],
          ["redo", 16],
          ["recovery", 1024],
        ].map(([disk, gib]) => [`disk-prod-se-db-${role}-${disk}`, [zone], gib]);
      }),
      ["disk-prod-se-db-observer-software", ["2"], 64],
    ]);
  });

  test("has the season's size on the two that serve, and the smallest on the one that watches", () => {
    expect(ROLES.map((role) => machine(role).inputs.hardwareProfile)).toEqual([
      { vmSize: "Standard_D8ds_v5" },
      { vmSize: "Standard_D8ds_v5" },
      { vmSize: "Standard_D2ds_v5" },
    ]);
  });

  test("is private, encrypted, reached by key, and has no custom data that could never change", () => {
    for (const role of ROLES) {
      expect(machine(role).inputs).toMatchObject({
        securityProfile: {
          encryptionAtHost: true,
          securityType: "TrustedLaunch",
          uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
        },
        osProfile: { linuxConfiguration: { disablePasswordAuthentication: true } },
      });
      expect(machine(role).inputs.osProfile).not.toHaveProperty("customData");
      const [ip] = stack.named(`${ORACLE}-${role}-nic`).inputs.ipConfigurations as object[];
      expect(Object.keys(ip ?? {}).sort()).toEqual(["name", "primary", "subnet"]);
    }
    for (const { inputs } of ofType("Disk")) {
      expect(inputs).toMatchObject({
        networkAccessPolicy: "DenyAll",
        publicNetworkAccess: "Disabled",
      });
    }
  });

  test("loses nothing that holds data: protected, retained, detached", () => {
    for (const one of [...ofType("Disk"), ...ROLES.map(machine)]) {
      expect({ name: one.name, ...one.options }).toMatchObject({
        protect: true,
        retainOnDelete: true,
      });
    }
    for (const role of ROLES) {
      const storage = machine(role).inputs.storageProfile as {
        osDisk: object;
        dataDisks: readonly object[];
      };
      for (const disk of [storage.osDisk, ...storage.dataDisks]) {
        expect(disk).toMatchObject({ deleteOption: "Detach" });
      }
    }
  });

  test("changes its size on the standby first, and on the primary once that has taken over", () => {
    expect(waitsFor(machine("standby"))).toEqual([]);
    expect(waitsFor(machine("primary"))).toEqual([`${ORACLE}-take-over`]);
    expect(waitsFor(stack.named(`${ORACLE}-standby-install`))).toContain(`${ORACLE}-take-over`);
    for (const role of ["take-over", "take-back"]) {
      expect(stack.named(`${ORACLE}-${role}`).inputs).toMatchObject({
        parameters: [{ name: "size", value: "Standard_D8ds_v5" }],
        treatFailureAsDeploymentFailure: true,
        asyncExecution: false,
      });
    }
  });

  test("gives a hand-over more time than the machine looks, so that it says what it waited for", () => {
    const common = scriptFiles().find(({ name }) => name === "common.sh")?.text ?? "";
    const [seconds = 0, looks = 0] = ["WAIT_SECONDS", "WAIT_LOOKS"].map((name) =>
      Number(new RegExp(`^${name}=.*:-(\\d+)}$`, "m").exec(common)?.[1]),
    );
    const { timeoutInSeconds } = stack.named(`${ORACLE}-take-over`).inputs;
    expect(seconds * looks).toBeGreaterThan(0);
    expect(timeoutInSeconds).toBeGreaterThan(seconds * looks);
  });

  test("has in the docs how a script that failed is taken away, by the names that it has", () => {
    const docs = readFileSync(new URL("../../../../docs/oracle.md", import.meta.url), "utf8");
    const [, machineName, extension] =
      /extension delete .*--vm-name "(\S+)" --name (\S+)/.exec(docs) ?? [];
    expect(stack.named(`${ORACLE}-primary-install`).inputs.vmExtensionName).toBe(extension);
    expect(machine("primary").inputs.vmName).toBe(machineName?.replace("$STACK", "prod-se"));
    for (const role of ["take-over", "take-back"]) {
      expect(docs).toContain(`\`${role}\``);
      expect(stack.named(`${ORACLE}-${role}`).inputs.runCommandName).toBe(role);
    }
  });

  test("tells each machine what it is, and no secret", () => {
    for (const role of ROLES) {
      const { script } = stack.named(`${ORACLE}-${role}-install`).inputs.settings as {
        script: string;
      };
      const text = Buffer.from(script, "base64").toString("utf8");
      expect(text).toContain(`ROLE='${role}'\n`);
      expect(text).toContain("PRIMARY_HOST='prod-se-db-primary'\n");
      expect(text).toContain(role === "observer" ? "/oracle/client.zip'" : "/oracle/database.zip'");
    }
  });

  test("reads two passwords and the installers, and the observer only its own", () => {
    const scopes = ofType("RoleAssignment").map(({ name, inputs }) => [
      name.slice(ORACLE.length + 1),
      String(inputs.scope).split("/").slice(-2).join("/"),
    ]);
    expect(scopes).toEqual([
      ["database-reads-oracle-sys", "secrets/oracle-sys"],
      ["database-reads-oracle-observer", "secrets/oracle-observer"],
      ["database-reads-installers", "mock/prod-se-database-oracle-installers"],
      ["observer-reads-oracle-observer", "secrets/oracle-observer"],
      ["observer-reads-installers", "mock/prod-se-database-oracle-installers"],
    ]);
  });

  test("has both machines backed up, and watched", () => {
    for (const role of ["primary", "standby"]) {
      expect(stack.named(`prod-se-backup-${role}-item`).inputs).toBeDefined();
    }
  });
});

test("refuses two of its machines in one zone", async () => {
  await mockedStack(() => {
    const zones = { primary: "1", standby: "2", observer: "2" };
    expect(() => new OracleDatabase("prod-se-database-oracle", { zones } as never)).toThrow(
      "prod-se-database-oracle: primary, standby and observer stand in three different zones.",
    );
  });
});
