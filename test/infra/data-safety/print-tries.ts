/** Prints what came of each change of one setting, as JSON. */
import { tryAll } from "./try-all.ts";

console.log(JSON.stringify(await tryAll()));
