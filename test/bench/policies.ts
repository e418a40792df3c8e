import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkStacks } from "../../ops/check/check-stacks.ts";
import { placeOf, ROOT } from "./projects.ts";
import type { Command } from "./timing.ts";

/** A preview's command with a policy pack. */
export function underPack(preview: Command, pack: string): Command {
  return { ...preview, words: [...preview.words, "--policy-pack", pack] };
}

/** A pack of one rule that looks at every resource and finds nothing: the floor of the engine's own. */
export function emptyPack(): string {
  const folder = join(placeOf("home"), "..", "empty-pack");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.cjs\n");
  writeFileSync(
    join(folder, "package.json"),
    '{ "name": "empty-pack", "version": "0.0.1", "main": "index.cjs" }\n',
  );
  writeFileSync(
    join(folder, "index.cjs"),
    `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("empty", {
  policies: [{ name: "nothing", description: "Nothing.", validateResource() {} }],
});
`,
  );
  return folder;
}

/** The project's own pack. */
export const ownPack = join(ROOT, "policies");

/** Wall time of a check of all stacks, side by side and one after the other, in seconds. */
export async function benchCheck(): Promise<{ readonly beside: number; readonly after: number }> {
  const timed = async (atOnce?: number): Promise<number> => {
    const started = performance.now();
    await checkStacks({
      root: ROOT,
      stacks: [],
      ...(atOnce === undefined ? {} : { atOnce }),
      report: () => {},
    });
    return (performance.now() - started) / 1000;
  };
  const beside = await timed();
  return { beside, after: await timed(1) };
}
