/**
 * Writes what the local Azure supports, as its tests show it: the table in docs/local-azure.md, and
 * docs/local-azure/supported.md. With `--check` it writes nothing, and fails if they differ from what it
 * would write.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSupported, type Shown } from "./read-supported.ts";
import { gaps, list, withTable } from "./render-supported.ts";
import { SUBJECTS } from "./subjects.ts";

const ROOT = join(import.meta.dirname, "../../..");
const TESTS = ["test/local/**/*.test.ts", "test/ops/local/**/*.test.ts"];

function write(file: string, text: string): void {
  const path = join(ROOT, file);
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    complain(`${file} is out of date: run \`npm run generate\`.`);
  }
}

function complain(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}

const shown: Shown[] = globSync(TESTS, { cwd: ROOT })
  .toSorted()
  .flatMap((file) => readSupported(file, readFileSync(join(ROOT, file), "utf8")));

for (const gap of gaps(SUBJECTS, shown)) complain(gap);
const page = "docs/local-azure.md";
write(page, withTable(readFileSync(join(ROOT, page), "utf8"), SUBJECTS, shown));
write("docs/local-azure/supported.md", list(SUBJECTS, shown));
