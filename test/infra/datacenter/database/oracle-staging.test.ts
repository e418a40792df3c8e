import { beforeAll, describe, expect, test } from "@jest/globals";
import type * as pulumi from "@pulumi/pulumi";
import { Datacenter } from "../../../../infra/datacenter/datacenter.ts";
import { type MockedStack, mockedStack, type Registered } from "../../../support/mocked-stack.ts";
import { ORACLE_SETTINGS, PLAN } from "../fixture.ts";

const COPY = "prod-se-staging-oracle";
const PRODUCTION = "prod-se-database-oracle";

describe("staging's database on Oracle", () => {
  let stack: MockedStack;
  beforeAll(async () => {
    stack = await mockedStack(() => {
      new Datacenter("prod-se", ORACLE_SETTINGS, PLAN);
    });
  });

  const inputs = (name: string): Record<string, unknown> => stack.named(name).inputs;
  const all = (): readonly Registered[] =>
    stack.resources.filter(({ name }) => name.startsWith(`${COPY}-`));
  const ofType = (type: string): readonly Registered[] =>
    all().filter((one) => one.type.endsWith(`:${type}`));

  test("is one machine of the settings' size and the settings' disk, with nothing of Data Guard's", () => {
    expect(ofType("VirtualMachine").map(({ inputs }) => inputs)).toMatchObject([
      {
        vmName: "prod-se-db-staging",
        resourceGroupName: "rg-prod-se-staging",
        zones: ["1"],
        hardwareProfile: { vmSize: "Standard_D4ds_v5" },
        tags: { tier: "staging" },
      },
    ]);
    expect(ofType("Disk").map(({ inputs }) => [inputs.diskName, inputs.diskSizeGB])).toEqual([
      ["disk-prod-se-db-staging-software", 64],
      ["disk-prod-se-db-staging-data", 96],
      ["disk-prod-se-db-staging-redo", 8],
      ["disk-prod-se-db-staging-recovery", 16],
    ]);
    expect(ofType("VirtualMachineRunCommandByVirtualMachine")).toEqual([]);
  });

  test("runs production's image, version and installer, by the same script", () => {
    const machine = inputs(`${COPY}-machine`);
    const production = inputs(`${PRODUCTION}-primary-machine`);
    expect(machine).toHaveProperty(
      "storageProfile.imageReference",
      (production.storageProfile as Record<string, unknown>).imageReference,
    );
    const told = (name: string): string => {
      const { script } = inputs(name).settings as { readonly script: string };
      return Buffer.from(script, "base64").toString("utf8");
    };
    const [own, primary] = [told(`${COPY}-install`), told(`${PRODUCTION}-primary-install`)];
    for (const line of ["INSTALLER_URL", "INSTALLER_SHA256", "VERSION", "PORT"]) {
      const pattern = new RegExp(`^${line}='.+'$`, "m");
      expect(own).toMatch(pattern);
      expect(pattern.exec(own)?.[0]).toBe(pattern.exec(primary)?.[0]);
    }
    expect(own).toContain("ROLE='staging'\n");
    expect(own).toContain("PRIMARY_HOST='prod-se-db-staging'\nSTANDBY_HOST=''\n");
    // 5 clones with 25 connections each, and 50 for people.
    expect(own).toContain("CONNECTIONS='175'\n");
    const conf = (text: string): number => text.indexOf("machine.conf");
    expect(own.slice(0, conf(own))).toBe(primary.slice(0, conf(primary)));
  });

  test("stands in the subnet of staging's database", () => {
    expect(inputs(`${COPY}-nic`).ipConfigurations).toEqual([
      {
        name: "internal",
        primary: true,
        subnet: { id: "/mock/prod-se-network-vnet/subnets/snet-staging-database" },
      },
    ]);
  });

  test("reads its own password and the installers, and nobody else's identity reads that password", () => {
    const scopes = stack.resources
      .filter(({ type }) => type.endsWith(":RoleAssignment"))
      .filter(({ inputs }) => /\/secrets\/|installers/.test(String(inputs.scope)))
      .map(({ name, inputs }) => [name, String(inputs.scope).split("/").slice(-2).join("/")]);
    expect(scopes.filter(([name]) => name?.startsWith(COPY))).toEqual([
      [`${COPY}-reads-oracle-staging-sys`, "secrets/oracle-staging-sys"],
      [`${COPY}-reads-installers`, "mock/prod-se-database-oracle-installers"],
    ]);
    expect(scopes.filter(([, scope]) => scope === "secrets/oracle-staging-sys")).toHaveLength(1);
    expect(inputs(`${COPY}-machine`).identity).toEqual({
      type: "UserAssigned",
      userAssignedIdentities: [`/mock/${COPY}-identity`],
    });
  });

  test("waits for its roles before it is installed, and for nothing of production's machines", () => {
    const { options } = stack.named(`${COPY}-install`);
    const names = (options.dependsOn as readonly pulumi.Resource[]).map(
      (one) => (one as unknown as { readonly __name: string }).__name,
    );
    expect(names).toEqual([`${COPY}-reads-oracle-staging-sys`, `${COPY}-reads-installers`]);
  });

  test("is protected by nobody, goes with its disks, and is not backed up", () => {
    for (const { name, options } of all()) {
      expect({ name, protect: options.protect ?? false }).toEqual({ name, protect: false });
    }
    expect(inputs(`${COPY}-machine`)).toHaveProperty(
      "storageProfile.osDisk.deleteOption",
      "Delete",
    );
    const backedUp = JSON.stringify(
      stack.resources
        .filter(({ name }) => name.startsWith("prod-se-backup-"))
        .map(({ inputs }) => inputs),
    );
    expect(backedUp).toContain(`/mock/${PRODUCTION}-primary-machine`);
    expect(backedUp).not.toContain(COPY);
  });
});
