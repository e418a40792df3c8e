import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { ASSUMED_DATABASE } from "../../../infra/season/capacity/assumed-capacity.ts";
import { DATABASE_SIZES } from "../../../infra/season/capacity/database-sizes.ts";
import { DATABASE_CONNECTIONS, LIMITS } from "../../../infra/settings/index.ts";
import { change, PROJECT, parseText, refusalOf, swedishText } from "./support.ts";

const changed = (...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((text, [from, to]) => change(text, from, to), swedishText());

test("has the season's sizes and its connections for people and jobs", () => {
  expect(Object.entries(DATABASE_CONNECTIONS)).toEqual(
    DATABASE_SIZES.map(({ name, connections }) => [name, connections]),
  );
  expect(LIMITS.otherConnections).toBe(ASSUMED_DATABASE.otherConnections);
});

/** Iceland's settings, whose database is on PostgreSQL. */
const icelandicText = readFileSync(`${PROJECT}/Pulumi.prod-is.yaml`, "utf8");

test("hands out one engine, and zones as texts", () => {
  const swedish = parseText(swedishText()).database;
  expect(swedish).toMatchObject({ engine: "oracle", zone: "1", standbyZone: "2" });
  expect(swedish).not.toHaveProperty("postgresql");
  const icelandic = parseText(icelandicText).database;
  expect(icelandic).toMatchObject({
    engine: "postgresql",
    postgresql: { version: "17", administrator: { name: "database-administrators" } },
  });
  expect(icelandic).not.toHaveProperty("oracle");
});

test("wants an administrators' id as the directory writes it", () => {
  const text = icelandicText.replace(
    /objectId: .*/,
    "objectId: 9D1F8A5E-0000-4000-8000-0123456789AB",
  );
  const [issue] = refusalOf(() => parseText(text)).issues;
  expect(issue).toMatchObject({
    allowed: "a GUID, in lower case",
    edit: "set `objectId: 9d1f8a5e-0000-4000-8000-0123456789ab`",
  });
});

test.each([
  ["engine: oracle", "engine: postgresql", "postgresql", "add `postgresql:`"],
  ["engine: oracle", "engine: postgresql", "oracle", "remove `oracle`"],
  ["      oracle:\n", "      postgresql: {}\n      oracle:\n", "postgresql", "remove `postgresql`"],
])("wants the section of its engine alone: %s, %s", (from, to, section, edit) => {
  const { issues } = refusalOf(() => parseText(changed([from, to])));
  const issue = issues.find(({ path }) => path.endsWith(`database.${section}`));
  expect(issue?.edit).toBe(edit);
});

test("refuses copies in a pair where a market's data may not lie", () => {
  const text = changed(
    ["region: swedencentral", "region: uksouth"],
    ["retentionDays: 35…redundancy: zone", "retentionDays: 35\n        redundancy: geo"],
  );
  const issue = refusalOf(() => parseText(text)).issues.find(({ path }) =>
    path.endsWith("database.backup.redundancy"),
  );
  expect(issue).toMatchObject({ received: "geo", edit: "set `redundancy: zone`" });
  expect(issue?.allowed).toContain("the copies would lie in UK West");
});
