import { type Document, parseDocument } from "yaml";
import { UserError } from "./user-error.ts";

/** What the engine keeps in a stack's settings file for its own use. */
const ENGINE_KEYS = ["secretsprovider", "encryptedkey", "encryptionsalt"];

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
 */
export function localStackSettings(
  file: string,
  tracked: string,
  previous: string | undefined,
): string {
  const document = parse(file, tracked);
  for (const key of ENGINE_KEYS) document.delete(key);
  const salt = previous === undefined ? undefined : parse(file, previous).get("encryptionsalt");
  if (salt !== undefined) document.set("encryptionsalt", salt);
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
