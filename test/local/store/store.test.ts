import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { pause } from "../../../local/pause.ts";
import { type ArmDocument, Store } from "../../../local/store/store.ts";
import { UserError } from "../../../local/user-error.ts";

let folder: string;
let path: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-store-"));
  path = join(folder, "azure.db");
  store = new Store(path);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function document(id: string, more: Partial<ArmDocument> = {}): ArmDocument {
  return { id, name: id.split("/").at(-1) ?? "", type: "Test/things", ...more } as ArmDocument;
}

test("keeps a document under its id in any case, as it was written", () => {
  store.put(document("/subscriptions/S/resourceGroups/Web"));
  expect(store.get("/SUBSCRIPTIONS/s/resourcegroups/WEB")?.id).toBe(
    "/subscriptions/S/resourceGroups/Web",
  );
  expect(store.get("/subscriptions/S/resourceGroups/Other")).toBeUndefined();
});

test("writes over the document of the same id", () => {
  store.put(document("/a", { round: 1 }));
  store.put(document("/A", { round: 2 }));
  expect(store.list()).toEqual([document("/A", { round: 2 })]);
});

test("says whether there was something to delete", () => {
  store.put(document("/a"));
  expect(store.delete("/A")).toBe(true);
  expect(store.delete("/a")).toBe(false);
  expect(store.get("/a")).toBeUndefined();
});

test.each([
  [{}, ["/g/b", "/g/a", "/g2/c", "/g"]],
  [{ type: "TEST/Things" }, ["/g/b", "/g2/c"]],
  [{ under: "/G" }, ["/g/b", "/g/a"]],
  [{ under: "/g/" }, ["/g/b", "/g/a"]],
  [{ under: "/g", type: "Test/others" }, ["/g/a"]],
  [{ type: "Test/none" }, []],
])("lists by %j in the order of the first writing", (filter, ids) => {
  store.put(document("/g/b"));
  store.put(document("/g/a", { type: "Test/others" }));
  store.put(document("/g2/c"));
  store.put(document("/g", { type: "Test/groups" }));
  store.put(document("/g/b", { again: true }));
  expect(store.list(filter).map(({ id }) => id)).toEqual(ids);
});

test("knows who refers to a document or to a part of it", () => {
  store.put(document("/gateway"), [
    { part: "/gateway/configs/one", target: "/net/subnets/Edge" },
    { part: "/gateway", target: "/network" },
  ]);
  expect(store.referrers("/NET")).toEqual([
    { source: "/gateway", part: "/gateway/configs/one", target: "/net/subnets/edge" },
  ]);
  expect(store.referrers("/net/subnets/edge")).toHaveLength(1);
  store.put(document("/gateway"));
  expect(store.referrers("/net")).toEqual([]);
});

test("forgets what a deleted document referred to", () => {
  store.put(document("/a"), [{ part: "/a", target: "/b" }]);
  store.delete("/a");
  expect(store.referrers("/b")).toEqual([]);
});

test("counts each counter up from 0", () => {
  expect([store.next("a"), store.next("A"), store.next("b"), store.next("a")]).toEqual([
    0, 1, 0, 2,
  ]);
});

test("takes all of a transaction back when it fails", () => {
  store.put(document("/a", { round: 1 }));
  const work = (): void => {
    store.put(document("/a", { round: 2 }), [{ part: "/a", target: "/b" }]);
    store.next("a");
    throw new Error("no");
  };
  expect(() => store.transaction(work)).toThrow("no");
  expect(store.get("/a")?.round).toBe(1);
  expect(store.referrers("/b")).toEqual([]);
  expect(store.next("a")).toBe(0);
});

test("takes back a part of a transaction that fails, and says so", () => {
  let rollbacks = 0;
  store.onRollback(() => {
    rollbacks += 1;
  });
  store.transaction(() => {
    store.put(document("/a", { round: 1 }));
    expect(() =>
      store.transaction(() => {
        store.put(document("/a", { round: 2 }));
        store.transaction(() => store.put(document("/b")));
        expect(store.get("/a")?.round).toBe(2);
        throw new Error("undone");
      }),
    ).toThrow("undone");
    expect(rollbacks).toBe(1);
    expect(store.get("/a")?.round).toBe(1);
    store.transaction(() => store.put(document("/c")));
  });
  expect(store.list().map(({ id }) => id)).toEqual(["/a", "/c"]);
  expect(rollbacks).toBe(1);
});

test("reads one state while another process writes", () => {
  store.put(document("/a", { round: 1 }));
  const other = new Store(path);
  store.snapshot(() => {
    expect(store.get("/a")?.round).toBe(1);
    other.put(document("/a", { round: 2 }));
    expect(store.get("/a")?.round).toBe(1);
  });
  expect(store.get("/a")?.round).toBe(2);
  other.close();
});

test("finds everything again after it was closed", () => {
  store.put(document("/a"));
  store.close();
  store = new Store(path);
  expect(store.list()).toHaveLength(1);
});

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).code;
  }
  return "none";
}

test("refuses the file of a newer version by name", () => {
  store.close();
  const database = new DatabaseSync(path);
  database.exec("PRAGMA user_version = 99");
  database.close();
  expect(() => new Store(path)).toThrow(/azure\.db was written by a newer version .*99.*knows 2/);
  expect(codeOf(() => new Store(path))).toBe("store-newer");
  database.open();
  database.exec("PRAGMA user_version = 2");
  database.close();
  store = new Store(path);
});

test("refuses another program's database", () => {
  const foreign = join(folder, "foreign.db");
  const database = new DatabaseSync(foreign);
  database.exec("CREATE TABLE theirs (a TEXT)");
  database.close();
  expect(codeOf(() => new Store(foreign))).toBe("store-damaged");
});

test("refuses a file that is no database", () => {
  const text = join(folder, "text.db");
  writeFileSync(text, "not a database at all\n".repeat(100));
  expect(codeOf(() => new Store(text))).toBe("store-damaged");
});

test("says when the file can't be opened", () => {
  expect(codeOf(() => new Store(join(folder, "missing", "azure.db")))).toBe("store-unreachable");
  mkdirSync(join(folder, "folder.db"));
  expect(codeOf(() => new Store(join(folder, "folder.db")))).toBe("store-unreachable");
});

test("says when the disk is full, and keeps nothing of the change", () => {
  const small = new Store(join(folder, "small.db"), { maximumPages: 32 });
  small.put(document("/a", { round: 1 }));
  const fill = (): void =>
    small.transaction(() => {
      small.put(document("/a", { round: 2 }));
      for (let i = 0; i < 100; i++) small.put(document(`/b/${i}`, { pad: "x".repeat(4000) }));
    });
  expect(codeOf(fill)).toBe("store-full");
  expect(small.list()).toEqual([document("/a", { round: 1 })]);
  small.put(document("/a", { round: 3 }));
  expect(small.get("/a")?.round).toBe(3);
  small.close();
});

test("says when another process holds the store for too long", () => {
  const waiting = new Store(path, { busyTimeout: 20 });
  store.transaction(() => {
    expect(codeOf(() => waiting.put(document("/a")))).toBe("store-busy");
  });
  waiting.put(document("/a"));
  waiting.close();
});

test("loses no write of several processes at once", async () => {
  const rounds = 60;
  const workers = [1, 2, 3].map(() => run("count-up.ts", path, String(rounds)));
  const codes = await Promise.all(workers.map(async (worker) => (await once(worker, "exit"))[0]));
  expect(codes).toEqual([0, 0, 0]);
  expect(store.get("/count")?.value).toBe(3 * rounds);
  expect(store.next("rounds")).toBe(3 * rounds);
}, 30_000);

test("gets its turn beside a process that leaves it moments only", async () => {
  const holder = spawn(
    process.execPath,
    [join(import.meta.dirname, "support/hold-again.ts"), path],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  await once(holder.stdout, "data");
  const turns = (): number => store.states.get("turns") ?? 0;
  const waited = Array.from({ length: 8 }, () => {
    pause(10);
    const before = turns();
    return store.transaction(() => turns() - before);
  });
  holder.kill("SIGKILL");
  await once(holder, "exit");
  expect(waited.reduce((sum, one) => sum + one)).toBeLessThan(40);
});

test("keeps all of a change or nothing when its process is killed", async () => {
  for (let kill = 0; kill < 3; kill++) {
    const worker = run("die-writing.ts", path);
    await once(worker.stdout ?? worker, "data");
    await new Promise((resolve) => setTimeout(resolve, 5 + 11 * kill));
    worker.kill("SIGKILL");
    await once(worker, "exit");
    const round = Number(store.get("/one")?.round);
    expect(round).toBeGreaterThan(0);
    expect(store.get("/other")?.round).toBe(round);
    expect(store.get(`/rounds/${round}`)).toBeDefined();
    expect(store.get(`/rounds/${round + 1}`)).toBeUndefined();
    for (const { id } of store.list()) store.delete(id);
  }
}, 30_000);

function run(script: string, ...args: string[]): ChildProcess {
  const file = join(import.meta.dirname, "support", script);
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", file, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}
