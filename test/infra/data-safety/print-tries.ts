/** Prints what came of each change of one setting, as JSON: pairs of a stack and its tries. */
import { STACKS } from "./stacks.ts";
import { type Tried, tryChanges } from "./try-changes.ts";

const tried: [string, readonly Tried[]][] = [];
for (const stack of STACKS) tried.push([stack, await tryChanges(stack)]);
console.log(JSON.stringify(tried));
