import { writeFileSync } from "node:fs";
import { PUBLIC_HOLIDAYS_FILE } from "./public-holidays.ts";
import { renderPublicHolidays } from "./render-public-holidays.ts";

writeFileSync(PUBLIC_HOLIDAYS_FILE, renderPublicHolidays());
