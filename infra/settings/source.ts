import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { type Path, valueAt } from "./finding.ts";
import { isRecord } from "./salvage.ts";

/** A place in a text, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something that the YAML parser refuses. */
export interface YamlProblem extends Position {
  readonly message: string;
}

/** A YAML text that can be asked where something stands in it. */
export interface Source {
  /** Where the parser met what is no YAML; empty for a text that parses. */
  readonly problems: readonly YamlProblem[];
  /** Where a value stands: its key, or the list item itself. Undefined when it is not in the text. */
  locate(path: Path): Position | undefined;
  /** How a plain or quoted value on one line is written there, if it is the value given. */
  written(path: Path, value: unknown): string | undefined;
  /**
   * Whether anything at a path or below it is encrypted by Pulumi (`secure: …`). Pulumi hands out the
   * decrypted value, which must not be printed.
   */
  holdsSecret(path: Path): boolean;
  /**
   * The whole text as a value; undefined when it can't be had (no YAML, or aliases that grow beyond
   * all measure), which is among the problems.
   */
  value(): unknown;
}

/** Reads a YAML text for its positions. Merge keys (`<<`) count as Pulumi's own parser counts them. */
export function readSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = document.errors.map((error) => ({
    ...positionOf(error.pos[0]),
    message: error.message,
  }));
  const mayHaveAliases = text.includes("*");
  if (mayHaveAliases) {
    visit(document, {
      Alias: (_, alias) => {
        if (alias.range && alias.resolve(document) === undefined) {
          const message = `The alias *${alias.source} has no anchor before it`;
          problems.push({ ...positionOf(alias.range[0]), message });
        }
      },
    });
  }
  const value = problems.length > 0 ? undefined : toValue(document, problems);
  return {
    problems,
    locate: (path) => {
      const anchor = find(document, path)?.at;
      return anchor?.range ? positionOf(anchor.range[0]) : undefined;
    },
    written: (path, value) => {
      const node = resolve(document, find(document, path)?.value);
      if (!isScalar(node) || !node.range || !Object.is(node.value, value)) return undefined;
      const source = text.slice(node.range[0], node.range[1]);
      return /^[|>]/.test(source) || source === "" ? undefined : source;
    },
    holdsSecret: (path) => containsEncrypted(valueAt(value, path)),
    value: () => value,
  };
}

function toValue(document: Document, problems: YamlProblem[]): unknown {
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value); // Throws when an alias stands within its own anchor: that never ends.
    return value;
  } catch (error) {
    const endless = error instanceof TypeError;
    const message = endless ? "An alias stands within what it refers to" : String(error);
    problems.push({ line: 1, column: 1, message });
    return undefined;
  }
}

function containsEncrypted(value: unknown): boolean {
  if (isRecord(value) && Object.keys(value).join() === "secure") return true;
  return (
    typeof value === "object" && value !== null && Object.values(value).some(containsEncrypted)
  );
}

interface Found {
  /** What people look for: the key in a mapping, the item in a list. */
  readonly at: Node;
  readonly value: Node | undefined;
}

function find(document: Document, path: Path): Found | undefined {
  const root = document.contents;
  if (root === null) return undefined;
  let found: Found = { at: root, value: root };
  for (const step of path) {
    const inside = resolve(document, found.value);
    const next = isMap(inside)
      ? entry(document, inside, String(step))
      : isSeq(inside) && typeof step === "number"
        ? item(inside.items[step])
        : undefined;
    if (next === undefined) return undefined;
    found = next;
  }
  return found;
}

function item(node: unknown): Found | undefined {
  return isNodeLike(node) ? { at: node, value: node } : undefined;
}

function entry(document: Document, map: YAMLMap, key: string): Found | undefined {
  const own = map.items.find((pair) => keyOf(pair) === key);
  if (own !== undefined && isNodeLike(own.key)) {
    return { at: own.key, value: isNodeLike(own.value) ? own.value : undefined };
  }
  for (const pair of map.items) {
    if (keyOf(pair) !== "<<") continue;
    const merged = resolve(document, isNodeLike(pair.value) ? pair.value : undefined);
    const maps = isSeq(merged) ? merged.items : [merged];
    for (const candidate of maps) {
      const source = resolve(document, isNodeLike(candidate) ? candidate : undefined);
      const inherited = isMap(source) ? entry(document, source, key) : undefined;
      if (inherited !== undefined) return inherited;
    }
  }
  return undefined;
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? keyText(pair.key.source, pair.key.value) : undefined;
}

/** The merge key's value is a symbol in the parser's tree, its source is not. */
function keyText(source: string | undefined, value: unknown): string {
  return typeof value === "symbol" ? (source ?? "") : String(value);
}

function resolve(document: Document, node: Node | undefined): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function isNodeLike(node: unknown): node is Node {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node);
}
