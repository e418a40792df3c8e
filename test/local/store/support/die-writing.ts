import { Store } from "../../../../local/store/store.ts";

/** Writes two documents that belong together, over and over, and is killed in the middle. */
const [path = ""] = process.argv.slice(2);
const store = new Store(path);
for (let round = 1; ; round++) {
  store.transaction(() => {
    store.put({ id: "/one", name: "one", type: "Test/halves", round });
    store.put({
      id: `/rounds/${round}`,
      name: `${round}`,
      type: "Test/rounds",
      pad: "x".repeat(500),
    });
    store.put({ id: "/other", name: "other", type: "Test/halves", round });
  });
  if (round === 1) process.stdout.write("writing\n");
}
