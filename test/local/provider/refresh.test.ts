import { expect, test } from "@jest/globals";
import { refreshInputs } from "../../../local/provider/refresh.ts";
import type { ValueObject } from "../../../local/schema/values.ts";

test.each<[string, ValueObject, ValueObject, ValueObject, ValueObject]>([
  ["nothing where nothing changed", { a: 1 }, { a: 1, filled: 2 }, { a: 1, filled: 2 }, { a: 1 }],
  ["a changed value", { a: 1 }, { a: 1 }, { a: 2 }, { a: 2 }],
  ["a default that someone changed", { a: 1 }, { a: 1, d: 1 }, { a: 1, d: 2 }, { a: 1, d: 2 }],
  ["what someone added", { a: 1 }, { a: 1 }, { a: 1, b: 2 }, { a: 1, b: 2 }],
  ["what someone took away", { a: 1, b: 2 }, { a: 1, b: 2 }, { a: 1 }, { a: 1 }],
  [
    "no loss of what is never read back",
    { a: 1, secret: "s" },
    { a: 1 },
    { a: 2 },
    { a: 2, secret: "s" },
  ],
  [
    "one value deep inside",
    { sku: { name: "x", capacity: 4 } },
    { sku: { name: "x", capacity: 4, tier: "t" } },
    { sku: { name: "x", capacity: 12, tier: "t" } },
    { sku: { name: "x", capacity: 12 } },
  ],
  [
    "one value of one item",
    { l: [{ n: 1 }, { n: 2 }] },
    {
      l: [
        { n: 1, d: 0 },
        { n: 2, d: 0 },
      ],
    },
    {
      l: [
        { n: 1, d: 0 },
        { n: 3, d: 0 },
      ],
    },
    { l: [{ n: 1 }, { n: 3 }] },
  ],
  ["an item more", { l: [1] }, { l: [1] }, { l: [1, 2] }, { l: [1, 2] }],
  ["an item less", { l: [1, 2] }, { l: [1, 2] }, { l: [1] }, { l: [1] }],
])("takes over %s", (_, inputs, stored, live, expected) => {
  expect(refreshInputs(inputs, stored, live)).toEqual(expected);
});
