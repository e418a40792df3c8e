#!/usr/bin/env node
/**
 * Where the `gradetide` command starts. Plain JavaScript, so that an old Node gets as far as saying
 * so, and so that the compiled sources can be kept: the second start takes half as long.
 */
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major] = process.versions.node.split(".");
if (Number(major) < 26) {
  process.stderr.write(
    `gradetide needs Node 26 or newer; this is ${process.version} (${process.execPath}).\n` +
      "`npx gradetide …` takes the one that `npm ci` installs.\n",
  );
  process.exit(1);
}
// A reader that has seen enough (`… | head`) is no error: the command goes on, and what is left is not shown.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});
module.enableCompileCache(fileURLToPath(new URL("../.gradetide/compiled", import.meta.url)));
await import("./commands.ts");
