import { writeFileSync } from "node:fs";
import { catchRate } from "./judge-mutation.ts";
import { judgeTable } from "./judge-table.ts";
import { PAGE, renderPage } from "./render-page.ts";
import { MUTATIONS } from "./table/index.ts";

const { verdicts } = await judgeTable(MUTATIONS);
writeFileSync(PAGE, renderPage(verdicts));
process.stdout.write(`${catchRate(verdicts)}\n`);
