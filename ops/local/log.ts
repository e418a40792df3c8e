import type { Command } from "commander";
import { parseInstant } from "../../local/instants.ts";
import type { JsonObject } from "../../local/json.ts";
import type { LogFilter } from "../../local/store/log.ts";
import { UserError } from "../../local/user-error.ts";
import { type LocalContext, showInstant } from "./command.ts";

/** What the local Azure logs; Azure has more (Learn, "Azure activity log event schema"). */
const CATEGORIES = [
  "Administrative",
  "Alert",
  "Autoscale",
  "ResourceHealth",
  "ServiceHealth",
] as const;

interface LogOptions {
  readonly resource?: string;
  readonly category?: string;
  readonly since?: string;
  readonly until?: string;
  readonly json?: true;
}

/** `gradetide local log`: the activity log, one entry a paragraph, the oldest first. */
export function logCommand(command: Command, context: LocalContext): void {
  command
    .description("the activity log: who did what to which resource, and why not")
    .option("--resource <id>", "only what happened to this resource and what is under it")
    .option("--category <category>", `only one of ${CATEGORIES.join(", ")}`)
    .option("--since <instant>", "from then on")
    .option("--until <instant>", "before then")
    .option("--json", "as JSON, one list")
    .action(async (options: LogOptions) => {
      const filter = filterOf(options);
      const wanted = categoryOf(options);
      const { store } = await context.azure("even if stuck");
      const entries = store.log
        .read(filter)
        .filter(({ category }) => wanted === undefined || category === wanted);
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(entries)}\n`
          : entries.map((entry) => `${paragraph(entry)}\n`).join(""),
      );
    });
}

function filterOf({ resource, since, until }: LogOptions): LogFilter {
  return {
    ...(resource === undefined ? {} : { under: resource }),
    ...(since === undefined ? {} : { from: parseInstant(since) }),
    ...(until === undefined ? {} : { until: parseInstant(until) }),
  };
}

/** @throws UserError `category-unknown` */
function categoryOf({ category }: LogOptions): string | undefined {
  if (category === undefined) return undefined;
  const known = CATEGORIES.find((one) => one.toLowerCase() === category.toLowerCase());
  if (known !== undefined) return known;
  throw new UserError(
    "category-unknown",
    `"${category}" is no category of the log. Write one of ${CATEGORIES.join(", ")}.`,
  );
}

/** Two lines: when, what, how it went and to what; then the description. */
function paragraph(entry: JsonObject): string {
  const at = showInstant(Temporal.Instant.from(String(entry.eventTimestamp)).epochMilliseconds);
  const name = String(entry.resourceId).split("/").at(-1);
  return `${at}  ${entry.operationName}  ${entry.status}  ${name}\n    ${withNames(String(entry.description))}`;
}

/** A text with the names of resources in place of their ids, which `--json` has whole. */
function withNames(text: string): string {
  return text.replace(/\/subscriptions\/[^\s'",]*\/([^\s'"/,]+)/g, "$1");
}
