import { join } from "node:path";
import { turnForward } from "../../../../local/arm/advance.ts";
import { realClock } from "../../../../local/clock.ts";
import { Store } from "../../../../local/store/store.ts";

/** Turns the clock of a store's folder forward to an instant, saying how far it has come. */
const [folder = "", target = ""] = process.argv.slice(2);
turnForward(new Store(join(folder, "azure.db")), realClock, Number(target), (reached) =>
  process.stdout.write(`${reached}\n`),
);
