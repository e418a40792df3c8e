import { writeFileSync } from "node:fs";
import { renderAlertTable } from "./alert-table.ts";

writeFileSync(new URL("../../../docs/runbooks/README.md", import.meta.url), renderAlertTable());
