/** Writes the picture of the datacenter into README.md and docs/architecture.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawStack } from "./draw.ts";
import { PICTURED, withPicture } from "./picture.ts";

const drawn = await drawStack("prod-se");
for (const file of PICTURED) {
  const path = join(import.meta.dirname, "../../..", file);
  writeFileSync(path, withPicture(readFileSync(path, "utf8"), drawn));
}
