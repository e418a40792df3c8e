import { type Document, isMap, parseDocument } from "yaml";
import { UserError } from "./user-error.ts";

/** What the engine keeps in a stack's settings file for its own use. */
const ENGINE_KEYS = ["secretsprovider", "encryptedkey", "encryptionsalt"];

const DATACENTER = ["config", "gradetide:datacenter"];

/** Where a stack's settings say the date from which its season is planned. */
const TODAY = [...DATACENTER, "season", "today"];

/** The tracked Pulumi.yaml as the local project's: the same in all but where the program starts. */
export function localProject(tracked: string): string {
  const document = parse("Pulumi.yaml", tracked);
  document.set("main", "start.js");
  return document.toString();
}

/**
 * The tracked settings of a stack as the local project's. The engine rewrites the file that it is
 * given (a passphrase's salt comes, the production secrets provider goes), so it is given this one.
 *
 * @param previous the local file of the last run, whose salt is kept.
 * @param today the date of the local Azure's clock: the season is planned from it, unless the tracked
 * settings say a date of their own. @default none is written
 */
export function localStackSettings(
  file: string,
  tracked: string,
  previous: string | undefined,
  today?: Temporal.PlainDate,
): string {
  const document = parse(file, tracked);
  for (const key of ENGINE_KEYS) document.delete(key);
  const salt = previous === undefined ? undefined : parse(file, previous).get("encryptionsalt");
  if (salt !== undefined) document.set("encryptionsalt", salt);
  if (today !== undefined && isMap(document.getIn(DATACENTER)) && !document.hasIn(TODAY)) {
    document.setIn(TODAY, today.toString());
  }
  return document.toString();
}

function parse(file: string, text: string): Document {
  const document = parseDocument(text);
  if (document.errors.length === 0) return document;
  const problems = document.errors.map(({ linePos, message }) => {
    const [start] = linePos ?? [];
    return `${file}:${start?.line ?? 1}:${start?.col ?? 1}  ${message.split("\n")[0]}`;
  });
  throw new UserError("project-unreadable", problems.join("\n"));
}
