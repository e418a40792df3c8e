/**
 * Plans the real stacks once, in a process that has planned nothing yet, and prints the milliseconds. What Node has
 * compiled is kept as the command keeps it (ops/gradetide.js).
 */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { placeOf } from "./projects.ts";

enableCompileCache(join(placeOf("home"), "compiled"));
const { planInputs, planAll, time } = await import("./season.ts");
const inputs = await planInputs();
process.stdout.write(String(time(() => planAll(inputs))));
