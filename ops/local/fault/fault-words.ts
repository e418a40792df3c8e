import type { Store } from "../../../local/store/store.ts";
import { UserError } from "../../../local/user-error.ts";

/** A fault in a person's words. Absent is what was not said. */
export interface FaultWords {
  readonly kind: string;
  /** The machine's name, ZONE/HOST, the zone, the factor, or "METHOD TYPE". */
  readonly what?: string | undefined;
  readonly status?: string | undefined;
  readonly nth?: string | undefined;
  readonly times?: string | undefined;
  readonly at?: string | undefined;
  readonly in?: string | undefined;
  readonly afterCalls?: string | undefined;
  readonly for?: string | undefined;
}

/** What the words are read against. */
export interface FaultPlace {
  readonly store: Store;
  /** The local Azure's time in milliseconds. */
  readonly now: number;
  /** The region that was said; undefined where none was. */
  readonly region: string | undefined;
  /** The types that requests can be about, as ARM writes them. */
  readonly types: readonly string[];
}

/** A whole number from 1 on; 1 where it is none, which is one of the problems then. */
export function readCount(option: string, text: string, problems: string[]): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 1_000_000) return count;
  problems.push(`${option} ${text}: write a whole number from 1 to 1000000.`);
  return 1;
}

/** What `read` gives; where it throws for the user, its text is one of the problems. */
export function attempt<T>(option: string, read: () => T, problems: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(`${option}: ${error.message}`);
    return undefined;
  }
}

/** "a, b and c"; with "," as the last word just commas. */
export function list(items: readonly string[], last: string): string {
  if (items.length < 2) return items.join("");
  const end = last === "," ? ", " : ` ${last} `;
  return `${items.slice(0, -1).join(", ")}${end}${items.at(-1)}`;
}
