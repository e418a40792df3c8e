import { expect, test } from "@jest/globals";
import { creationSeconds } from "../../../local/duration/creation-times.ts";
import { typeTable } from "../../../local/schema/table.ts";

test("knows how long each type takes that a program may make", () => {
  const types = Object.values(typeTable().resources).map(({ armType }) => armType);
  expect(types.filter((type) => !(creationSeconds(type) > 0))).toEqual([]);
});

test("refuses a type that it has no time for", () => {
  expect(() => creationSeconds("Microsoft.Web/sites")).toThrow("no time for Microsoft.Web/sites");
});
