import { expect, test } from "@jest/globals";
import { diffInputs } from "../../../local/provider/diff.ts";
import { unknown, type ValueObject } from "../../../local/schema/values.ts";

const replacing = new Set(["name", "sku", "rules.name"]);

test.each<[ValueObject, ValueObject, Readonly<Record<string, string>>]>([
  [{ a: 1 }, { a: 1 }, {}],
  [{ a: 1 }, { a: 2 }, { a: "update" }],
  [{ a: 1 }, { a: "1" }, { a: "update" }],
  [{}, { a: {} }, { a: "add" }],
  [{ a: [] }, {}, { a: "delete" }],
  [{ a: { b: 1, c: 1 } }, { a: { c: 1, b: 1 } }, {}],
  [{ a: { b: 1 } }, { a: { b: 2, c: 3 } }, { "a.b": "update", "a.c": "add" }],
  [{ a: [1, 2, 3] }, { a: [1, 5] }, { "a[1]": "update", "a[2]": "delete" }],
  [{ a: { "b.c": 1 } }, { a: { "b.c": 2 } }, { 'a["b.c"]': "update" }],
  [{ a: [1] }, { a: { b: 1 } }, { a: "update" }],
  [{ a: 1 }, { a: unknown }, { a: "update" }],
  [{ a: unknown }, { a: unknown }, { a: "update" }],
  [{ name: "a" }, { name: "b" }, { name: "update!" }],
  [{}, { name: "b" }, { name: "add!" }],
  [{ sku: { tier: "a" } }, { sku: { tier: "b" } }, { "sku.tier": "update!" }],
  [{ sku: [{ a: 1 }] }, { sku: [{ a: 2 }] }, { "sku[0].a": "update!" }],
  [{ x: { name: "a" } }, { x: { name: "b" } }, { "x.name": "update" }],
  [
    { rules: [{ name: "a", to: 1 }] },
    { rules: [{ name: "b", to: 2 }] },
    { "rules[0].name": "update!", "rules[0].to": "update" },
  ],
  [{ location: "Sweden Central" }, { location: "swedencentral" }, {}],
  [{ a: { location: "X" } }, { a: { location: "x" } }, { "a.location": "update" }],
])("finds from %o to %o the changes %o", (old, now, expected) => {
  const changes = Object.entries(diffInputs(old, now, replacing)).map(([path, change]) => [
    path,
    `${change.kind}${change.replace ? "!" : ""}`,
  ]);
  expect(Object.fromEntries(changes)).toEqual(expected);
});
