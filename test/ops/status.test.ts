import { describe, expect, test } from "@jest/globals";
import { type Status, statusTable } from "../../ops/status.ts";

const STATUS: Status = {
  datacenter: "prod-se",
  region: "swedencentral",
  zones: ["1", "2"],
  gateway: { address: "203.0.113.7", fqdn: "prod-se-x.swedencentral.cloudapp.azure.com" },
  hostnames: ["se.school.example", "ch.school.example"],
  clones: { 1: 3, 2: 2 },
  machineSize: "Standard_D4s_v5",
  database: {
    engine: "postgresql",
    host: "psql-prod-se-x.postgres.database.azure.com",
    size: "Standard_D8ds_v5",
    zone: "2",
    standbyZone: "1",
  },
  onDuty: { emails: ["duty@platform.example"], phones: ["+46 701234567"] },
  resources: 26,
  onAzure: {
    chain: {
      seconds: 601,
      steps: [
        { name: "urn:pulumi:prod-se::gradetide::t::prod-se-edge-rg", seconds: 10, after: [] },
        { name: "urn:pulumi:prod-se::gradetide::t::prod-se-edge-gateway", seconds: 391, after: [] },
        { name: "urn:pulumi:prod-se::gradetide::t::prod-se-web-clones", seconds: 200, after: [] },
      ],
    },
    forcedSeconds: 601,
  },
};
const CHANGES = { create: 20, update: 1, same: 5 };

describe("statusTable", () => {
  test("says what stands, what changed and what to type next", () => {
    const table = statusTable(STATUS, 100, { seconds: 7.25, changes: CHANGES });
    expect(table).toContain("Sweden Central · swedencentral · zones 1, 2");
    expect(table).toContain("5 of Standard_D4s_v5 (zone 1: 3, zone 2: 2)");
    expect(table).toContain("20 created, 1 updated; 26 stand");
    expect(table).toContain("7.3 s");
    expect(table).toContain("npx gradetide local preview --stack prod-se");
  });

  test("says what staging has, what it is lent and what it runs; nothing where it does not stand", () => {
    const image =
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/web/versions/1.2.0";
    const databaseHost = "prod-se-db-staging";
    const staging = { clones: 1, lent: { least: 0, most: 6 }, image, databaseHost };
    const table = statusTable({ ...STATUS, staging }, 100);
    expect(table).toContain("1 clone; lent 0 to 6 of the reserve at this time");
    expect(table).toContain("web/versions/1.2.0");
    expect(table).toContain("its own database: prod-se-db-staging");
    expect(statusTable(STATUS, 100)).not.toContain("Staging");
  });

  test("says how long Azure would take, and by which resources that count", () => {
    const table = statusTable(STATUS, 100);
    expect(table).toContain("about 11 min for a fresh one");
    expect(table).toContain("edge-gateway → web-clones");
    expect(table).not.toContain("edge-rg");
  });

  test("says where the database is, and its standby, where one stands", () => {
    const table = statusTable(STATUS, 100);
    expect(table).toContain("postgresql on Standard_D8ds_v5: primary in zone 2, standby in zone 1");
    expect(table).toContain("psql-prod-se-x.postgres.database.azure.com");
    const alone = { ...STATUS, database: { ...STATUS.database, standbyZone: "" } };
    expect(statusTable(alone, 100)).toContain("primary in zone 2, no standby");
    const none = { ...STATUS, database: { ...STATUS.database, host: "" } };
    expect(statusTable(none, 100)).not.toContain("Database");
  });

  test("says who is on duty, and who is woken", () => {
    expect(statusTable(STATUS, 100)).toContain("duty@platform.example; texts to +46 701234567");
    const asleep = { ...STATUS, onDuty: { ...STATUS.onDuty, phones: [] } };
    expect(statusTable(asleep, 100)).toContain("duty@platform.example; nobody is sent a text");
    const before = { ...STATUS, onDuty: { emails: [], phones: [] } };
    expect(statusTable(before, 100)).not.toContain("On duty");
  });

  test("says that nothing changed where all is the same", () => {
    expect(statusTable(STATUS, 100, { seconds: 1, changes: { same: 26 } })).toContain(
      "nothing changed: 26 stand",
    );
  });

  test("says that gateway and clones are gone where they are, and how they come back", () => {
    const gone = { ...STATUS, gateway: { address: "", fqdn: "" }, clones: {}, machineSize: "" };
    const table = statusTable(gone, 100);
    expect(table).toMatch(/Gateway +│ none/);
    expect(table).toMatch(/Clones +│ none/);
    expect(table).toContain("npx gradetide local up --stack prod-se");
  });

  test("leaves out the time where no run has just ended", () => {
    expect(statusTable(STATUS, 100)).not.toContain("Time");
  });

  test.each([60, 80, 100, 200])("fits a terminal of %d columns", (width) => {
    const widest = Math.max(
      ...statusTable(STATUS, width)
        .split("\n")
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(width);
  });

  test("colours nothing by itself", () => {
    expect(statusTable(STATUS, 100)).not.toContain("\u001b[");
  });
});
