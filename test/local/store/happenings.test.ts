import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CLIENT } from "../../../local/store/log.ts";
import { type ArmDocument, Store } from "../../../local/store/store.ts";

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-happenings-"));
  store = new Store(join(folder, "azure.db"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const event = (due: number, rank: number, subject: string, kind = "k") => ({
  due,
  rank,
  subject,
  kind,
  body: {},
});

/** @accepts clock */
test("takes events by instant, then rank, then subject, then the order of their making", () => {
  const made = [
    event(20, 1, "/a", "sixth"),
    event(10, 2, "/a", "fourth"),
    event(10, 1, "/b", "third"),
    event(10, 1, "/A", "first"),
    event(10, 1, "/a", "second"),
    event(20, 0, "/z", "fifth"),
  ];
  for (const one of made) store.events.schedule(one);
  const taken = Array.from({ length: 6 }, () => store.events.take(20)?.kind);
  expect(taken).toEqual(["first", "second", "third", "fourth", "fifth", "sixth"]);
  expect(store.events.take(20)).toBeUndefined();
});

test("takes nothing that is not due, and says when the next is", () => {
  expect(store.events.nextDue()).toBeUndefined();
  store.events.schedule(event(30, 0, "/a"));
  store.events.schedule(event(25, 9, "/a"));
  expect(store.events.take(24)).toBeUndefined();
  expect(store.events.nextDue()).toBe(25);
  expect(store.events.take(25)?.due).toBe(25);
  expect(store.events.nextDue()).toBe(30);
});

test.each([9, Number.NaN])(
  "refuses what would happen at %d, before the instant that was reached",
  (due) => {
    store.events.reach(10);
    expect(() => store.events.schedule(event(due, 0, "/a"))).toThrow(
      /"k" of \/a can't happen at .*: time has come to 10/,
    );
    store.events.schedule(event(10, 0, "/a"));
    expect(store.events.nextDue()).toBe(10);
  },
);

test("never lets the instant that was reached fall, until time begins anew", () => {
  expect(store.events.reached).toBeUndefined();
  store.events.reach(10);
  store.events.reach(9);
  expect(store.events.reached).toBe(10);
  store.events.forgetReached();
  store.events.reach(9);
  expect(store.events.reached).toBe(9);
});

test("cancels what would happen to a subject, of one kind or of all", () => {
  store.events.schedule(event(1, 0, "/A", "one"));
  store.events.schedule(event(2, 0, "/a", "other"));
  store.events.schedule(event(3, 0, "/b", "one"));
  store.events.cancel("/a", "one");
  expect(store.events.of("/A").map(({ kind }) => kind)).toEqual(["other"]);
  store.events.cancel("/A");
  expect(store.events.of("/a")).toEqual([]);
  expect(store.events.of("/b", "one")).toHaveLength(1);
  expect(store.events.of("/b", "other")).toEqual([]);
});

test("gives the same order whatever the order of scheduling, as far as it is defined", () => {
  const events = fc.uniqueArray(
    fc.record({ due: fc.nat(5), rank: fc.nat(3), subject: fc.constantFrom("/a", "/b", "/c") }),
    { selector: ({ due, rank, subject }) => `${due} ${rank} ${subject}`, maxLength: 12 },
  );
  fc.assert(
    fc.property(events, fc.nat(), (given, turn) => {
      const order = (list: typeof given): string[] => {
        for (const { due, rank, subject } of list) store.events.schedule(event(due, rank, subject));
        return list.map(() => {
          const { due, rank, subject } = store.events.take(9) ?? event(-1, -1, "");
          return `${due} ${rank} ${subject}`;
        });
      };
      const at = given.length === 0 ? 0 : turn % given.length;
      expect(order([...given.slice(at), ...given.slice(0, at)])).toEqual(order(given));
    }),
    { numRuns: 50 },
  );
});

test("keeps states by kind and key in any case", () => {
  store.states.set("clock", "A", { at: 1 });
  store.states.set("other", "a", { at: 2 });
  expect(store.states.get("clock", "a")).toEqual({ at: 1 });
  expect(store.states.get("clock", "b")).toBeUndefined();
  expect(store.states.delete("clock", "a")).toBe(true);
  expect(store.states.delete("clock", "a")).toBe(false);
  expect(store.states.get("other", "A")).toEqual({ at: 2 });
});

test("sees its own changes of states inside a transaction, and none after it was undone", () => {
  store.states.set("k", "a", 1);
  expect(() =>
    store.transaction(() => {
      expect(store.states.all("k")).toEqual([{ key: "a", value: 1 }]);
      store.states.set("k", "a", 2);
      store.states.set("k", "b", 3);
      expect(store.states.all("k")).toEqual([
        { key: "a", value: 2 },
        { key: "b", value: 3 },
      ]);
      store.states.delete("k", "a");
      expect(store.states.get("k", "a")).toBeUndefined();
      expect(store.states.all("k", "B")).toEqual([{ key: "b", value: 3 }]);
      throw new Error("undone");
    }),
  ).toThrow("undone");
  expect(store.states.all("k")).toEqual([{ key: "a", value: 1 }]);
});

test("sees its own changes of documents inside a transaction, and what another wrote after it", () => {
  const document = (round: number) => ({ id: "/a", name: "a", type: "T/t", round }) as ArmDocument;
  store.put(document(1));
  store.transaction(() => {
    expect(store.get("/a")?.round).toBe(1);
    expect(store.list()).toEqual([document(1)]);
    store.put(document(2));
    expect(store.get("/A")?.round).toBe(2);
    expect(store.list()).toEqual([document(2)]);
    store.delete("/a");
    expect(store.get("/a")).toBeUndefined();
    expect(store.list()).toEqual([]);
    store.put(document(3));
  });
  const other = new Store(join(folder, "azure.db"));
  other.put(document(4));
  other.close();
  expect(store.transaction(() => store.get("/a")?.round)).toBe(4);
});

test("reads the log by instant: clients' requests by resource, then what came of them as it came", () => {
  const request = (n: number) => ({ n, caller: CLIENT });
  store.log.append(20, "/g/b", { n: 6 });
  store.log.append(10, "/g/z", { n: 4 });
  store.log.append(10, "/g/C", request(2));
  store.log.append(10, "/g/b", { n: 5 });
  store.log.append(10, "/g/a", request(0));
  store.log.append(10, "/g/a", request(1));
  store.log.append(10, "/g/d", request(3));
  expect(store.log.read().map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(store.log.read({ from: 10, until: 20, under: "/G/c" })).toEqual([request(2)]);
  expect(store.log.read({ under: "/g" })).toHaveLength(7);
  expect(store.log.read({ from: 20 })).toEqual([{ n: 6 }]);
  expect(store.log.read({ under: "/g/a/b" })).toEqual([]);
});

test("keeps a metric a minute, reads half-open stretches and forgets the old", () => {
  const sample = (minute: number, total: number) => ({
    minute,
    count: 2,
    total,
    minimum: 1,
    maximum: total,
  });
  for (const minute of [5, 6, 7]) store.metrics.put("/A", "Percentage CPU", sample(minute, minute));
  store.metrics.put("/a", "Percentage CPU", sample(6, 60));
  store.metrics.put("/a", "Other", sample(6, 1));
  expect(store.metrics.read("/a", "Percentage CPU", 5, 7)).toEqual([sample(5, 5), sample(6, 60)]);
  expect(store.metrics.names("/A")).toEqual(["Other", "Percentage CPU"]);
  store.metrics.forget("/a", "Percentage CPU", 7);
  expect(store.metrics.read("/a", "Percentage CPU", 0, 99)).toEqual([sample(7, 7)]);
  expect(store.metrics.read("/a", "Other", 0, 99)).toEqual([sample(6, 1)]);
});

test("refuses a file of an older version, and says how to start anew", () => {
  const old = new DatabaseSync(join(folder, "azure.db"));
  old.exec("PRAGMA user_version = 1;");
  old.close();
  expect(() => new Store(join(folder, "azure.db"))).toThrow(
    /azure\.db was written by an older version .*format 1; this one has 2.*`npx gradetide local reset --yes`/,
  );
});
