import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { parseSettings, type Settings, SettingsError } from "../../../infra/settings/index.ts";

/** The project's own folder, in which the real stacks' files stand. */
export const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));

/** The file whose text the tests change. */
export const FILE = "Pulumi.prod-se.yaml";

/** Stands in a changed text before the place that a message must name; it is taken out again. */
export const MARK = "▮";

/** The text of Sweden's real settings. */
export function swedishText(): string {
  return readFileSync(`${PROJECT}/${FILE}`, "utf8");
}

/**
 * Replaces one thing that stands exactly once in a text. "…" in it is anything up to what follows,
 * at its end the rest of the line.
 */
export function change(text: string, from: string, to: string): string {
  const parts = from.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = parts.join("[\\s\\S]*?").replace(/\[\\s\\S\]\*\?$/, ".*");
  const found = [...text.matchAll(new RegExp(pattern, "g"))];
  if (found.length !== 1) throw new Error(`"${from}" stands ${found.length} times in the text`);
  return text.replace(new RegExp(pattern), () => to);
}

/** Takes the marks out of a text and says where they stood, as "line:column", in their order. */
export function takeMarks(marked: string): { text: string; places: readonly string[] } {
  const places: string[] = [];
  const lines = marked.split("\n").map((line, index) => {
    const [first = "", ...others] = line.split(MARK);
    let text = first;
    for (const part of others) {
      places.push(`${index + 1}:${text.length + 1}`);
      text += part;
    }
    return text;
  });
  return { text: lines.join("\n"), places };
}

/** Checks a text as Pulumi would hand it over: parsed by somebody else. */
export function parseText(text: string, file: string = FILE): Settings {
  const value = parse(text, { merge: true })?.config?.["gradetide:datacenter"];
  return parseSettings({ stack: "prod-se", file, text, value });
}

/** What a call is refused with. */
export function refusalOf(call: () => unknown): SettingsError {
  try {
    call();
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error("Nothing was refused");
}

/**
 * A case of what is refused: what is changed in a right text, and the whole message. The mark stands
 * where the message's line and column must point.
 */
export interface Case {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly message: string;
}

/** The cases of a text file: `=== title`, `--- instead of`, `--- stands`, `--- refused with`. */
export function readCases(file: URL): readonly Case[] {
  const blocks = readFileSync(file, "utf8").split(/^=== /m);
  return blocks.slice(1).map((block) => {
    const parts =
      /^(.*)\n--- instead of\n([\s\S]*)\n--- stands\n([\s\S]*)\n--- refused with\n([\s\S]*)$/;
    const [, title = "", from = "", to = "", message = ""] = parts.exec(block.trimEnd()) ?? [];
    return { title, from, to, message };
  });
}
