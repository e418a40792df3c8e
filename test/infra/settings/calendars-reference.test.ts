import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import * as z from "zod";
import { calendarSchema } from "../../../infra/settings/calendars/schema.ts";
import { customers } from "../../../infra/settings/customers/schema.ts";
import { unwrap } from "../../../infra/settings/schema/field.ts";
import { PROJECT } from "./support.ts";

/** The names of all keys that a schema knows, at any depth. */
function keysOf(schema: z.core.$ZodType): readonly string[] {
  const bare = unwrap(schema);
  if (bare instanceof z.ZodArray) return keysOf(bare.element);
  if (!(bare instanceof z.ZodObject)) return [];
  return Object.entries(bare.shape).flatMap(([key, field]) => [
    key,
    ...keysOf(field as z.core.$ZodType),
  ]);
}

test.each([
  ["a calendar", calendarSchema("se"), "## Keys of data/calendars"],
  ["customers", customers, "## Keys of data/customers"],
])("lists every key of %s in docs/calendars.md", (_, schema, heading) => {
  const text = readFileSync(`${PROJECT}/docs/calendars.md`, "utf8");
  const [, section = ""] = text.split(heading);
  const table = section.split("\n## ")[0] ?? "";
  const keys = keysOf(schema).filter((key) => !/^(?:se|is|gb|ch|de)$/.test(key));
  expect(keys.length).toBeGreaterThan(8);
  for (const key of keys) expect(table).toMatch(new RegExp(`\\b${key}\\b`));
});
