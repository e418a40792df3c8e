import { readSync } from "node:fs";
import { join } from "node:path";
import { turnForward } from "../../../../local/arm/advance.ts";
import { realClock } from "../../../../local/clock.ts";
import { Store } from "../../../../local/store/store.ts";

/** Turns the clock of a store's folder forward to an instant; after the first step it waits for a line. */
const [folder = "", target = ""] = process.argv.slice(2);
let waits = true;
turnForward(new Store(join(folder, "azure.db")), realClock, Number(target), (reached) => {
  if (!waits) return;
  waits = false;
  process.stdout.write(`${reached}\n`);
  readSync(0, Buffer.alloc(1));
});
