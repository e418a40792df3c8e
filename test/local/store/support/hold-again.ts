import { pause } from "../../../../local/pause.ts";
import { Store } from "../../../../local/store/store.ts";

/** Holds the store again and again, as a clock does that turns far, and counts its turns. */
const store = new Store(process.argv[2] ?? "");
for (let turn = 0; turn < 1_000; turn += 1) {
  store.transaction(() => {
    store.states.set("turns", "", turn);
    pause(20);
  });
  if (turn === 0) process.stdout.write("\n");
  pause(2);
}
