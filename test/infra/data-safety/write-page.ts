/** Writes docs/data-safety.md anew; takes a minute or two. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PAGE, renderPage } from "./render.ts";
import { STACKS, tryChanges } from "./try-changes.ts";

const tried = new Map<string, Awaited<ReturnType<typeof tryChanges>>>();
for (const stack of STACKS) tried.set(stack, await tryChanges(stack));
writeFileSync(join(import.meta.dirname, "../../..", PAGE), renderPage(tried));
