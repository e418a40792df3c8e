/**
 * The value of the first of `names` among a command line's words: `--stack prod-se`,
 * `--stack=prod-se`, `-s prod-se` or `-sprod-se`. A flag that stands alone has the value "".
 */
export function optionValue(
  words: readonly string[],
  names: readonly string[],
): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word === "--") return undefined;
    const short = names.find((one) => /^-\w$/.test(one) && word.startsWith(one) && word !== one);
    if (short !== undefined) return word.slice(2).replace(/^=/, "");
    const [name = "", ...value] = word.split("=");
    if (!names.includes(name)) continue;
    if (value.length > 0) return value.join("=");
    const next = words[index + 1];
    return next === undefined || next.startsWith("-") ? "" : next;
  }
  return undefined;
}

/** The stack that a Pulumi command line names, without its organisation and project. */
export function stackOf(words: readonly string[]): string | undefined {
  const named = optionValue(words, ["--stack", "-s"]) ?? positionalStack(words);
  return named === undefined || named === "" ? undefined : named.split("/").at(-1);
}

/** `stack init NAME`, `stack select NAME` and `stack rm NAME` take the stack as a word. */
function positionalStack(words: readonly string[]): string | undefined {
  const [command, action = "", ...rest] = words;
  if (command !== "stack" || !["init", "select", "rm"].includes(action)) return undefined;
  return rest.find((word) => !word.startsWith("-"));
}
