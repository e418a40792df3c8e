import { beforeAll, describe, expect, test } from "@jest/globals";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { type MockedStack, mockedStack, type Registered } from "../../support/mocked-stack.ts";
import { PLAN, SETTINGS } from "./fixture.ts";

/** What every component keeps: walks all that a whole datacenter registers. */
describe("every component of a datacenter", () => {
  let stack: MockedStack;
  beforeAll(async () => {
    stack = await mockedStack(() => {
      new Datacenter("prod-se", SETTINGS, PLAN);
    });
  });

  /**
   * The role of the component that made it: staging is made of a web tier, a season and a database of its own, the
   * database of an engine.
   */
  const roleOf = (name: string): string =>
    name.replace(/^prod-se-(staging-)?/, "").split("-")[0] ?? "";

  /** Of staging's copy, of what carries and plans, and of keys; all else has people's data. */
  const dataClassOf = (name: string): string => {
    const role = name.startsWith("prod-se-staging-") ? "staging" : roleOf(name);
    if (["network", "reserve", "season", "staging"].includes(role)) return "technical";
    return role === "secrets" ? "secret" : "personal";
  };

  const componentOf = (name: string): string => {
    const role = roleOf(name);
    if (role === "season") return "season:SeasonalScaling";
    const isEngine = /^prod-se-(database|staging)-postgresql-/.test(name);
    return `datacenter:${isEngine ? "PostgresqlDatabase" : role}`;
  };

  const components = (): readonly Registered[] => stack.resources.filter((one) => !one.custom);
  const azure = (): readonly Registered[] => stack.resources.filter((one) => one.custom);

  test("has a type of ours, one for each tier", () => {
    expect(components().map(({ type }) => type)).toEqual([
      "gradetide:datacenter:Datacenter",
      "gradetide:datacenter:Network",
      "gradetide:datacenter:Secrets",
      "gradetide:datacenter:Storage",
      "gradetide:datacenter:Database",
      "gradetide:datacenter:PostgresqlDatabase",
      "gradetide:datacenter:Edge",
      "gradetide:datacenter:Reserve",
      "gradetide:datacenter:Web",
      "gradetide:season:SeasonalScaling",
      "gradetide:datacenter:Staging",
      "gradetide:datacenter:Web",
      "gradetide:season:SeasonalScaling",
      "gradetide:datacenter:PostgresqlDatabase",
      "gradetide:datacenter:Backup",
      "gradetide:datacenter:Watch",
      "gradetide:datacenter:Budget",
    ]);
  });

  test("is the parent of what it makes, so that nothing hangs on the stack itself", () => {
    for (const { urn, name } of azure()) {
      expect(urn.toLowerCase()).toContain(`gradetide:${componentOf(name).toLowerCase()}$`);
    }
    // Of the parents, mocks tell the nearest.
    for (const { urn, name, type } of components().slice(1)) {
      const inner = /^prod-se-(staging|database)-/.exec(name)?.[1];
      const parent = { staging: "Staging", database: "Database" }[inner ?? ""] ?? "Datacenter";
      expect(urn).toContain(`::gradetide:datacenter:${parent}$${type}::`);
    }
    expect(azure().length).toBeGreaterThan(15);
  });

  test("names its children after itself, each name once", () => {
    const names = azure().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names)
      expect(name).toMatch(
        /^prod-se-(network|secrets|storage|database|edge|reserve|web|season|staging|backup|watch|budget)-[a-z0-9-]+$/,
      );
  });

  test("gives every resource a name of its own in Azure, and never the engine's random one", () => {
    for (const { type, inputs, name } of azure()) {
      const named = Object.keys(inputs).filter(
        (key) => (/Name$/.test(key) && key !== "resourceGroupName") || key === "name",
      );
      const isGroup = type.endsWith(":ResourceGroup") && inputs.resourceGroupName !== undefined;
      expect({ name, named: named.length > 0 || isGroup }).toEqual({ name, named: true });
    }
  });

  test("tags all that can be tagged with product, datacenter, markets, tier, data class and the owner's own", () => {
    const untagged = [
      ...["RoleAssignment", "Certificate", "DiagnosticSetting", "Budget", "PrivateDnsZoneGroup"],
      ...["BlobServiceProperties", "BlobContainer", "ManagementPolicy", "BackupPolicy"],
      ...["dbforpostgresql:Database", "AdministratorsMicrosoftEntra", "Configuration"],
    ];
    for (const { type, inputs, name } of azure()) {
      if (untagged.some((one) => type.endsWith(`:${one}`))) continue;
      expect({ name, tags: inputs.tags }).toEqual({
        name,
        tags: {
          costCentre: "hosting",
          product: "gradetide",
          datacenter: "prod-se",
          market: "se ch",
          dataClass: dataClassOf(name),
          tier: ["network", "web", "postgresql"].includes(roleOf(name))
            ? expect.any(String)
            : roleOf(name),
          ...(type.endsWith(":AutoscaleSetting")
            ? { coveredUntil: expect.stringMatching(/^2027-01-1[12]$/) }
            : {}),
        },
      });
    }
  });

  test("protects what holds data and what that stands in, and nothing else", () => {
    const guarded = stack.resources.filter(({ options }) => options.protect === true);
    expect(guarded.map(({ name }) => name).sort()).toEqual([
      "prod-se-backup-blobs-instance",
      "prod-se-backup-rg",
      "prod-se-backup-server-instance",
      "prod-se-backup-vault",
      "prod-se-database-postgresql-platform",
      "prod-se-database-postgresql-server",
      "prod-se-database-postgresql-zone",
      "prod-se-database-postgresql-zone-link",
      "prod-se-database-rg",
      "prod-se-network-database-nsg",
      "prod-se-network-edge-nsg",
      "prod-se-network-endpoints-nsg",
      "prod-se-network-nat",
      "prod-se-network-nat-ip",
      "prod-se-network-rg",
      "prod-se-network-staging-database-nsg",
      "prod-se-network-staging-nsg",
      "prod-se-network-vnet",
      "prod-se-network-web-nsg",
      "prod-se-secrets-rg",
      "prod-se-secrets-vault",
      "prod-se-storage-account",
      "prod-se-storage-rg",
      "prod-se-storage-state",
    ]);
  });

  test("drops the SDK's aliases to older API versions, so that none reaches the engine", async () => {
    const { withoutOldVersionAliases } = await import("../../../infra/datacenter/aliases.ts");
    const own = { name: "prod-se-old-name" };
    const resource = {} as never;
    const args = { type: "t", name: "n", props: {}, resource };
    expect(
      withoutOldVersionAliases({
        ...args,
        opts: { aliases: [{ type: "azure-native:network/v20240501:NatGateway" }, own] },
      }).opts,
    ).toEqual({ aliases: [own] });
  });
});
