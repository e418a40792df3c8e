import { expect, test } from "@jest/globals";
import { readCustomers } from "../../../infra/settings/index.ts";
import { CALENDAR, readText, refusalFrom, withFiles } from "./data-support.ts";
import { change, MARK, readCases, takeMarks } from "./support.ts";

const CUSTOMERS = `markets:
  se: { pupils: 1000, asOf: 2026-11-01, growthPerYear: 0.3, source: counted }
  is: &market { pupils: 2000, asOf: 2026-11-01, growthPerYear: 0, source: counted }
  gb: *market
  ch: *market
  de: *market
customers:
  - name: First
    market: gb
    region: north
    pupils: 500
    noticed: 2026-11-02
    start: 2027-01-04
  - { name: Second, market: de, pupils: 700, noticed: 2026-11-02, start: 2026-11-02 }
`;

const calendars = readCases(new URL("./wrong-data/calendars.txt", import.meta.url));
const customers = readCases(new URL("./wrong-data/customers.txt", import.meta.url));

test("holds at least forty wrong calendars and customers, each under its own title", () => {
  const titles = [...calendars, ...customers].map(({ title }) => title);
  expect(titles.length).toBeGreaterThanOrEqual(40);
  expect(new Set(titles).size).toBe(titles.length);
});

test.each(calendars)("refuses $title", async ({ from, to, message }) => {
  const { text, places } = takeMarks(change(CALENDAR, from, to));
  const error = await refusalFrom(readText(text));
  expect(error.message).toBe(placed(message, "data/calendars/gb.yaml", places));
  expect(error.code).toBe("settings-invalid");
});

test.each(customers)("refuses $title", async ({ from, to, message }) => {
  const { text, places } = takeMarks(change(CUSTOMERS, from, to));
  const files = { "data/customers.yaml": text, "data/calendars/gb.yaml": CALENDAR };
  const error = await refusalFrom(withFiles(files, async (root) => readCustomers(root)));
  expect(error.message).toBe(placed(message, "data/customers.yaml", places));
  expect(error.code).toBe("settings-invalid");
});

test("takes the texts that the cases change", async () => {
  const calendar = await readText(CALENDAR);
  expect(calendar.regions.map(({ code }) => code)).toEqual(["north", "south"]);
  const read = await withFiles({ "data/customers.yaml": CUSTOMERS }, (root) => readCustomers(root));
  expect(read.customers.map(({ name }) => name)).toEqual(["First", "Second"]);
});

/** Puts the file and the marked places in place of a message's marks, in their order. */
function placed(message: string, file: string, places: readonly string[]): string {
  let index = 0;
  return message.replaceAll(MARK, () => `${file}:${places[index++]}`);
}
