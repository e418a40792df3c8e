/** Writes docs/data-safety.md anew; takes about a minute. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PAGE, renderPage } from "./render.ts";
import { STACKS } from "./stacks.ts";
import { tryChanges } from "./try-changes.ts";

const tried = new Map<string, Awaited<ReturnType<typeof tryChanges>>>();
for (const stack of STACKS) tried.set(stack, await tryChanges(stack));
writeFileSync(join(import.meta.dirname, "../../..", PAGE), renderPage(tried));
