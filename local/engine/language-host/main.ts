/**
 * A stand-in for `pulumi-language-nodejs`, the language host that the vendor ships with the engine and publishes
 * nowhere else. The engine starts it as `pulumi-language-nodejs [--logtostderr -v=9 --tracing URL] ENGINE`, reads
 * its port from the first line that it prints, and talks gRPC (service LanguageRuntime).
 */
import { fstatSync } from "node:fs";
import { Children } from "./children.ts";
import { serve } from "./server.ts";

const children = new Children();

function end(code: number): void {
  children.killAll();
  process.exit(code);
}

// The engine interrupts its plugins when it is done, and waits 5 s for those that do not end by themselves.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => end(0));
}

// A killed engine can't interrupt anything. It held the other end of the standard input, which then closes.
const input = fstatSync(0);
if (input.isFIFO() || input.isSocket()) {
  process.stdin.on("end", () => end(1)).on("error", () => end(1));
  process.stdin.resume();
}
process.stdout.on("error", () => end(1));

const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-")) ?? "";
const port = await serve(engineAddress, children);
process.stdout.write(`${port}\n`);
