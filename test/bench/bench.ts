import { join } from "node:path";
import Table from "cli-table3";
import { writeWhole } from "../../local/engine/atomic-files.ts";
import { engineVariables } from "../../local/engine/engine-variables.ts";
import { ensureEngine } from "../../local/engine/ensure-engine.ts";
import { installPlugins } from "../../local/provider/install-plugins.ts";
import { benchAutoscale } from "./autoscale.ts";
import { backtestLines, benchBacktest } from "./backtest.ts";
import { benchLocalDays } from "./local-day.ts";
import { benchCheck, emptyPack, ownPack, underPack } from "./policies.ts";
import {
  bareProject,
  clearProjects,
  defaultProject,
  manyProject,
  type Project,
  placeOf,
  ROOT,
  realProject,
} from "./projects.ts";
import { benchSeason } from "./season.ts";
import { type Command, compare, median, seconds } from "./timing.ts";

/** Pairs of runs of each comparison. */
const RUNS = Number(process.env.BENCH_RUNS ?? 5);

clearProjects();
const engine = await ensureEngine({
  folder: join(ROOT, ".gradetide", "engine"),
  report: (line) => console.error(line),
});
const home = placeOf("home");
installPlugins(home);
writeWhole(
  join(home, "plugins", "resource-bare-v1.0.0", "pulumi-resource-bare"),
  `#!/bin/sh\nexport NODE_COMPILE_CACHE='${join(home, "node-compile-cache")}'\n` +
    `exec '${process.execPath}' '${join(import.meta.dirname, "bare-plugin.ts")}' "$@"\n`,
  0o755,
);
const env = {
  ...process.env,
  PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env.PATH}`,
  PULUMI_HOME: home,
  PULUMI_BACKEND_URL: `file://${placeOf("state")}`,
  PULUMI_CONFIG_PASSPHRASE: "bench",
  GRADETIDE_LOCAL: placeOf("azure"),
  ...engineVariables(join(ROOT, ".gradetide", "engine")),
};
const table = new Table({
  head: ["what", "measured", "against", "ratio", "from … to", "goal"],
  style: { head: [], border: [] },
});

const real = await preview(realProject());
const resources = await countResources(realProject());
await row(
  `preview of prod-se (${resources} resources)`,
  real,
  "as many bare resources",
  await preview(bareProject(resources)),
  1.4,
);
await row(
  "preview of prod-se",
  real,
  "with root imports and default aliases",
  await preview(defaultProject()),
  0.6,
);
await row(
  "preview of prod-se under the policies",
  underPack(real, ownPack),
  "under a pack of one empty rule",
  underPack(real, emptyPack()),
  1.15,
);
await row("preview of prod-se under the policies", underPack(real, ownPack), "without", real);
await row(
  "gradetide --help",
  { file: process.execPath, words: [join(ROOT, "ops", "gradetide.js"), "--help"] },
  "node -e 0",
  { file: process.execPath, words: ["-e", "0"] },
  3,
);
console.log(table.toString());
await growth();
console.error("check of all stacks …");
const { beside, after } = await benchCheck();
console.log(
  `check of all stacks: ${beside.toFixed(0)} s side by side, ${after.toFixed(0)} s one after the other: ${(beside / after).toFixed(2)} times`,
);
await insideOneProcess();

async function row(
  what: string,
  one: Command,
  against: string,
  other: Command,
  goal?: number,
): Promise<void> {
  console.error(`${what} against ${against} …`);
  const result = await compare(one, other, RUNS);
  table.push([
    what,
    `${result.one.toFixed(2)} s`,
    `${against}: ${result.other.toFixed(2)} s`,
    result.ratio.toFixed(2),
    `${result.least.toFixed(2)} … ${result.most.toFixed(2)}`,
    goal === undefined ? "" : `at most ${goal}`,
  ]);
}

/** How a preview grows with the number of datacenters in one program. */
async function growth(): Promise<void> {
  const growing = new Table({
    head: ["datacenters in one program", "preview", "for each"],
    style: { head: [], border: [] },
  });
  for (const count of [1, 4, 16]) {
    console.error(`preview of ${count} datacenters …`);
    const command = await preview(manyProject(count));
    await seconds(command);
    const took = median([await seconds(command), await seconds(command), await seconds(command)]);
    growing.push([count, `${took.toFixed(2)} s`, `${(took / count).toFixed(2)} s`]);
  }
  console.log(growing.toString());
}

/** What needs no engine: the autoscale core, the plans and backtests against bare loops, and days of the local Azure. */
async function insideOneProcess(): Promise<void> {
  console.error(
    "a year of autoscale, the season's plans and backtests, and four weeks of the local Azure …",
  );
  for (const { what, core, bare, ratio, least, most } of benchAutoscale()) {
    console.log(
      `autoscale, ${what}: ${core.toFixed(0)} ns a step against ${bare.toFixed(1)} ns of a bare loop: ` +
        `${ratio.toFixed(0)} times (${least.toFixed(0)} … ${most.toFixed(0)}), goal at most 200`,
    );
  }
  const season = await benchSeason();
  console.log(
    `the season's plans of ${season.markets} markets: ${season.first.toFixed(0)} ms the first time (least ${season.firstLeast.toFixed(0)}), goal at most 150; ` +
      `${season.plan.toFixed(0)} ms after it, ${season.ratio.toFixed(0)} times a bare pass over ${season.quarters} quarter-hours`,
  );
  for (const line of backtestLines(benchBacktest())) console.log(line);
  const { day, memory, days } = await benchLocalDays();
  console.log(
    `a day of the local Azure: ${day.toFixed(0)} ms of processor time; ` +
      `${memory[0].toFixed(0)} MB after one day, ${memory[1].toFixed(0)} MB after ${days}`,
  );
}

/** The command that previews a project, whose stack it makes where it is not there yet. */
async function preview({ folder, stack }: Project): Promise<Command> {
  const pulumi = (...words: string[]): Command => ({
    file: engine.pulumi,
    words: ["--cwd", folder, ...words],
    env,
  });
  await seconds(pulumi("stack", "init", stack)).catch((error: unknown) => {
    if (!String(error).includes("already exists")) throw error;
  });
  return pulumi("preview", "--stack", stack, "--non-interactive");
}

/** The custom resources that a preview would create. */
async function countResources({ folder, stack }: Project): Promise<number> {
  const { execFileSync } = await import("node:child_process");
  const text = execFileSync(
    engine.pulumi,
    ["--cwd", folder, "preview", "--stack", stack, "--json"],
    { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  const { steps } = JSON.parse(text) as {
    steps: { newState?: { custom: boolean; type: string } }[];
  };
  return steps.filter(({ newState }) => newState?.custom && !newState.type.startsWith("pulumi:"))
    .length;
}
