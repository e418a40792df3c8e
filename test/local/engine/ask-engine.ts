/** Asks for an engine in a process of its own: ask-engine.ts FOLDER; the environment is the machine's. */
import { ensureEngine } from "../../../local/engine/ensure-engine.ts";

const engine = await ensureEngine({
  folder: process.argv[2] ?? "",
  launcher: undefined,
  report: (line) => console.log(line),
});
console.log(JSON.stringify(engine));
