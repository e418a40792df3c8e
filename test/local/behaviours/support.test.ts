import { expect, test } from "@jest/globals";
import { normalLocation, REGIONS } from "../../../local/behaviours/facts/regions.ts";
import { Refusal, together } from "../../../local/behaviours/refusal.ts";
import { at, equal, objectsAt } from "../../../local/behaviours/support/json.ts";
import { hexOf, uuidOf } from "../../../local/behaviours/support/made-up.ts";
import { findPart } from "../../../local/behaviours/support/parts.ts";
import { matches, without } from "../../../local/behaviours/support/pattern.ts";
import type { JsonObject } from "../../../local/json.ts";

const DOCUMENT: JsonObject = {
  name: "net",
  identity: { users: { "/a": { x: 1 }, "/b": {} } },
  properties: {
    subnets: [
      { name: "one", properties: { nat: { id: "/nat" }, none: null } },
      { name: "two", properties: {} },
    ],
  },
};

test.each([
  ["name", [["name", "net"]]],
  ["properties.subnets[].properties.nat.id", [["properties.subnets[0].properties.nat.id", "/nat"]]],
  [
    "identity.users{}",
    [
      ["identity.users['/a']", "/a"],
      ["identity.users['/b']", "/b"],
    ],
  ],
  ["properties.subnets[].properties.none", []],
  ["properties.missing[].name", []],
  ["name[]", []],
])("finds %s", (pattern, expected) => {
  expect(matches(DOCUMENT, pattern).map(({ path, value }) => [path, value])).toEqual(expected);
});

test("takes patterns out of a copy", () => {
  const copy = without(DOCUMENT, ["properties.subnets[].properties.nat", "name", "missing.path"]);
  expect(copy).toMatchObject({ properties: { subnets: [{ properties: { none: null } }, {}] } });
  expect(copy.name).toBeUndefined();
  expect(at(copy, "properties.subnets")).toHaveLength(2);
  expect(objectsAt(DOCUMENT, "properties.subnets")[0]).toMatchObject({ properties: { nat: {} } });
});

test.each([
  ["subnets/one", "one"],
  ["SUBNETS/TWO", "two"],
  ["subnets/three", undefined],
  ["routes/one", undefined],
  ["subnets", undefined],
  ["subnets/one/deeper/x", undefined],
])("finds the part %s", (rest, name) => {
  expect(findPart(DOCUMENT, rest)?.name).toBe(name);
});

test("makes version 5 UUIDs that depend on the text alone", () => {
  expect(uuidOf("a")).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(uuidOf("a")).toBe(uuidOf("a"));
  expect(uuidOf("a")).not.toBe(uuidOf("b"));
  expect(hexOf("a", 8)).toMatch(/^[0-9a-f]{8}$/);
});

test.each([
  [{ a: 1, b: [1, { c: 2, d: 3 }] }, { b: [1, { d: 3, c: 2 }], a: 1 }, true],
  [[1, 2], [2, 1], false],
  [undefined, undefined, true],
  [undefined, null, false],
])("compares %j with %j", (one, other, expected) => {
  expect(equal(one, other)).toBe(expected);
});

test("puts several refusals into one, none lost", () => {
  const one = new Refusal("A", "a", { status: 409, details: [{ code: "A1", message: "a1" }] });
  const other = new Refusal("B", "b", { target: "t" });
  expect(together([])).toBeUndefined();
  expect(together([one])).toBe(one);
  expect(together([one, other])).toMatchObject({
    code: "A",
    status: 409,
    details: [{ code: "A1" }, { code: "B", target: "t" }],
  });
});

test.each([
  ["swedencentral", ["1", "2", "3"], false],
  ["uksouth", ["1", "2", "3"], false],
  ["northeurope", ["1", "2", "3"], false],
  ["norwayeast", ["1", "2", "3"], false],
  ["switzerlandnorth", ["1", "2", "3"], false],
  ["germanywestcentral", ["1", "2", "3"], false],
  ["ukwest", [], false],
  ["norwaywest", [], true],
  ["switzerlandwest", [], true],
  ["swedensouth", [], true],
  ["germanynorth", [], true],
])("knows the region %s", (name, zones, restricted) => {
  expect(REGIONS.get(name)).toMatchObject({ zones, restricted });
});

test("takes a region's display name for its name", () => {
  expect(normalLocation("Sweden Central")).toBe("swedencentral");
  expect(REGIONS.get("swedencentral")?.displayName).toBe("Sweden Central");
});
