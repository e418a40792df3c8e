import { expect, test } from "@jest/globals";
import { randomName, randomUuid } from "../../../local/provider/autoname.ts";
import { fillPath, parsePath, pathInputs } from "../../../local/provider/resource-path.ts";
import { typeTable } from "../../../local/schema/table.ts";

const subscription = "0f9d7d4c-6a1e-4b0e-9a50-1d6c5a11ad01";
const paths = Object.values(typeTable().resources).flatMap(({ path }) => path ?? []);

test.each(paths)("fills %s and reads it back", (path) => {
  const inputs = Object.fromEntries(
    pathInputs(path).map((name) => [
      name,
      name === "scope" || name === "resourceUri" ? "/subscriptions/s/x/y" : `a.${name}`,
    ]),
  );
  const id = fillPath(path, subscription, inputs);
  expect(id).not.toMatch(/[{}]|\/\//);
  expect(parsePath(path, id)).toEqual(inputs);
  expect(parsePath(path, id.toLowerCase())).toBeDefined();
  expect(parsePath(path, `${id}/more`)).toBeUndefined();
  expect(parsePath(path, id.replaceAll("Microsoft.", "Microsoft-"))).toEqual(
    path.includes("Microsoft.") ? undefined : inputs,
  );
});

test("says which input an id wants", () => {
  expect(() => fillPath("/{scope}/x/{name}", subscription, { scope: "/s" })).toThrow(
    "The input name",
  );
});

test("makes names that depend on the seed alone", () => {
  const seed = Uint8Array.of(1);
  expect(randomName("vnet", seed)).toBe(randomName("vnet", seed));
  expect(randomName("vnet", Uint8Array.of(2))).not.toBe(randomName("vnet", seed));
  expect(randomName("vnet", seed)).toMatch(/^vnet[0-9a-f]{8}$/);
  expect(randomUuid(seed)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
