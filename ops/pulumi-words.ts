import { resolve } from "node:path";

/** Options of Pulumi's that take their value as the next word, where they are not written with `=`. */
const WITH_VALUE = new Set(
  (
    "-s --stack -C --cwd -c --config --config-file --color -v --verbose --profiling --tracing " +
    "--tracing-header --memprofilerate -m --message -p --parallel -t --target --exclude --replace " +
    "--target-replace --policy-pack --policy-pack-config --plan --save-plan --event-log --file --out --page " +
    "--page-size --secrets-provider --copy-config-from --exec-kind --exec-agent --env --path"
  ).split(" "),
);

/** A Pulumi command line, taken apart. */
export interface CommandLine {
  /** The words that are neither options nor their values: `stack`, `init`, `prod-se`. */
  readonly words: readonly string[];
  /** By name as written, e.g. `--stack` or `-s`; "" for one that stands alone. */
  readonly options: ReadonlyMap<string, string>;
}

/** Takes a command line apart as Pulumi does; what follows `--` belongs to no one here. */
export function parseWords(line: readonly string[]): CommandLine {
  const words: string[] = [];
  const options = new Map<string, string>();
  for (let index = 0; index < line.length; index += 1) {
    const word = line[index] ?? "";
    if (word === "--") break;
    if (!word.startsWith("-") || word === "-") {
      words.push(word);
      continue;
    }
    const { name, value } = splitOption(word);
    const next = line[index + 1];
    if (
      value !== undefined ||
      !WITH_VALUE.has(name) ||
      next === undefined ||
      next.startsWith("-")
    ) {
      options.set(name, value ?? "");
      continue;
    }
    options.set(name, next);
    index += 1;
  }
  return { words, options };
}

/** The stack that a command line names, without its organisation and project. */
export function stackOf({ words, options }: CommandLine): string | undefined {
  const [command, action = "", name] = words;
  const positional =
    command === "stack" && ["init", "select", "rm"].includes(action) ? name : undefined;
  const named = options.get("--stack") ?? options.get("-s") ?? positional;
  return named === undefined || named === "" ? undefined : named.split("/").at(-1);
}

/** Options whose value is a file or a folder of the user's. */
const PATHS = ["--policy-pack", "--policy-pack-config", "--plan", "--save-plan", "--event-log"];

/**
 * The same words with the user's own paths written out: the engine works in another folder.
 *
 * @param folder that in which the user works.
 */
export function withWholePaths(line: readonly string[], folder: string): readonly string[] {
  return line.map((word, index) => {
    const { name, value } = splitOption(word);
    if (value !== undefined && PATHS.includes(name)) return `${name}=${resolve(folder, value)}`;
    const isValue = PATHS.includes(line[index - 1] ?? "") && !word.startsWith("-");
    return isValue ? resolve(folder, word) : word;
  });
}

/** `--name=value`, `-nvalue` (for one that takes a value) or a name alone. */
function splitOption(word: string): { readonly name: string; readonly value?: string } {
  if (!word.startsWith("--") && word.length > 2 && WITH_VALUE.has(word.slice(0, 2))) {
    return { name: word.slice(0, 2), value: word.slice(2).replace(/^=/, "") };
  }
  const [name = "", ...value] = word.split("=");
  return value.length === 0 ? { name } : { name, value: value.join("=") };
}
