import { expect, test } from "@jest/globals";
import { ASSUMED_DATABASE } from "../../../infra/season/capacity/assumed-capacity.ts";
import { DATABASE_SIZES } from "../../../infra/season/capacity/database-sizes.ts";
import { DATABASE_CONNECTIONS, LIMITS } from "../../../infra/settings/index.ts";
import { change, parseText, refusalOf, swedishText } from "./support.ts";

const changed = (...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((text, [from, to]) => change(text, from, to), swedishText());

test("has the season's sizes and its connections for people and jobs", () => {
  expect(Object.entries(DATABASE_CONNECTIONS)).toEqual(
    DATABASE_SIZES.map(({ name, connections }) => [name, connections]),
  );
  expect(LIMITS.otherConnections).toBe(ASSUMED_DATABASE.otherConnections);
});

test("hands out one engine, and zones as texts", () => {
  const postgresql = parseText(swedishText()).database;
  expect(postgresql).toMatchObject({
    engine: "postgresql",
    zone: "1",
    standbyZone: "2",
    postgresql: { version: "17", administrator: { name: "database-administrators" } },
  });
  expect(postgresql).not.toHaveProperty("oracle");
});

test.each([
  ["engine: postgresql", "engine: oracle", "oracle", "add `oracle:`"],
  ["engine: postgresql", "engine: oracle", "postgresql", "remove `postgresql`"],
  ["      postgresql:\n", "      oracle: {}\n      postgresql:\n", "oracle", "remove `oracle`"],
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
