/** Writes docs/data-safety.md and the list of properties that the program sets anew; takes about a minute. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { KNOWN_PROPERTIES } from "../../../policies/steps/known-properties.ts";
import { PAGE, renderPage } from "./render.ts";
import { renderProperties, tryAll } from "./try-all.ts";

const { tried, properties } = await tryAll();
writeFileSync(join(import.meta.dirname, "../../..", PAGE), renderPage(new Map(tried)));
writeFileSync(KNOWN_PROPERTIES, renderProperties(properties));
