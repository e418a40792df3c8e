import { Store } from "../../../../local/store/store.ts";

/** Adds `rounds` to a number in the store, one transaction each, as a process of its own. */
const [path = "", rounds = "0"] = process.argv.slice(2);
const store = new Store(path);
for (let round = 0; round < Number(rounds); round++) {
  store.transaction(() => {
    const before = store.get("/count");
    const value = Number(before?.value ?? 0) + 1;
    store.put({ id: "/count", name: "count", type: "Test/counts", value });
    store.next("rounds");
  });
}
store.close();
