import { readFileSync } from "node:fs";
import { Command } from "commander";
import type { CheckOptions } from "./check.ts";
import { fail } from "./fail.ts";
import type { PrintOptions as BacktestPrintOptions } from "./season/backtest.ts";
import type { RehearseOptions } from "./season/rehearse.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

/**
 * The `gradetide` command: each subcommand is a file beside this one, loaded when it is called.
 */
const gradetide = new Command("gradetide")
  .description(
    "What Pulumi has no word for: a country's datacenter on this machine, its plan and its proof.",
  )
  .version(version)
  .enablePositionalOptions()
  .showHelpAfterError("Run `gradetide --help` for what there is.");

gradetide
  .command("local")
  .argument("<command...>", "any Pulumi command with its options, or one of those below")
  .description("run a Pulumi command against this machine instead of Azure")
  .usage("up|preview|destroy|stack|… [--stack prod-se] [Pulumi's options]")
  .addHelpText(
    "after",
    `
Besides Pulumi's own commands:
  status [--stack S] [--json]   what stands on this machine
  reset --yes                   forget everything on this machine: state, store, vaults
  clock [stop|forward|rate|…]   the local Azure's clock
  load prod-se [--trace FILE | --rps N | none]
                                what drives requests at its clones
  machines prod-se [--json]     its clones by zone, with state and age
  fault …                       let something go wrong: machines, hosts, zones, calls
  capacity …                    quota and free room in Azure, and what is reserved
  log [--json]                  its activity log: who did what, and why not

Examples:
  gradetide local up --stack prod-se
  gradetide local preview --stack prod-se --diff
  gradetide local destroy --stack prod-se --exclude-protected
  gradetide local stack export --stack prod-se`,
  )
  .allowUnknownOption()
  .passThroughOptions()
  .helpOption("-h, --help", "show this text")
  .action(async (words: string[]) => {
    const { local } = await import("./local.ts");
    process.exitCode = await local(words);
  });

/** An option that may be given several times. */
function listed(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

const season = gradetide
  .command("season")
  .description("the plan of a datacenter's school year, and what is due");

season
  .command("plan")
  .argument("<stack>", "prod-se, prod-is, prod-uk")
  .description("the coming year: need, floor, ceiling, reserve and what is lent, and why")
  .option("--json", "all of it, as JSON")
  .option("--html <file>", "as a page with the chart")
  .option("--today <date>", "plan from that date, 2026-11-25, instead of today")
  .action(async (stack: string, options: { json?: true; html?: string; today?: string }) => {
    const { printPlan } = await import("./season.ts");
    process.exitCode = await printPlan(stack, options);
  });

season
  .command("fit")
  .argument("<file>", "the history: CSV of time and requests, or Azure Monitor's export as JSON")
  .description("learn a market's load from its history; plans use it from then on")
  .requiredOption("--market <code>", "the market: se, is, gb, ch, de")
  .option("--zone <name>", "time zone of local times; without it the market's")
  .option(
    "--calendar <file>",
    "school calendar of the history; without it data/calendars/MARKET.yaml",
  )
  .option("--pupils <n>", "pupils served at its end; without it by data/customers.yaml")
  .option("--column <name>", "the column of requests, or Azure's metric, where there are several")
  .option("--json", "as JSON")
  .action(async (file: string, options: { market: string; json?: true }) => {
    const { printFit } = await import("./season.ts");
    process.exitCode = printFit(file, options);
  });

season
  .command("backtest")
  .description("replay a measured load by the plan, by what else there is, and by the optimum")
  .requiredOption("--trace <file>", "the load: CSV of time and requests, as in data/traces")
  .requiredOption("--calendar <file>", "its school calendar, as in data/traces/calendars")
  .requiredOption("--train-until <date>", "learn from what is before, and replay from there on")
  .requiredOption("--clone-rps <n>", "requests a second that one clone serves")
  .option("--step-boot <minutes>", "from a clone's order until it serves", "5m")
  .option("--min <clones>", "fewest clones", "2")
  .option("--bell <times>", "lay a first bell over school days: so many times the load at 08:00")
  .option("--customer <times@date>", "lay over an announced customer: 1.3@1995-11-01")
  .option("--move-holiday", "let the first holiday of the replayed part come a week later")
  .option(
    "--grades <date>",
    "lay over a grade period that ends on that date, and one a year before",
  )
  .option("--noise <percent>", "noise of a minute; without it 8, and 0 for steps up to 5 minutes")
  .option("--seed <n>", "of the noise", "1")
  .option("--json", "all of it, as JSON")
  .option("--html <file>", "as a page with the curves")
  .action(async (options: BacktestPrintOptions) => {
    const { printBacktest } = await import("./season/backtest.ts");
    process.exitCode = printBacktest(options);
  });

season
  .command("rehearse")
  .argument("<stack>", "prod-se, prod-is, prod-uk")
  .description("play the coming year of a stack minute by minute, beside the alternatives")
  .option("--fault <zone@time>", "lose a zone at a local time: zone@2026-12-18T08:00", listed, [])
  .option("--seeds <n>", "how many years are drawn from the plan's quantiles", "3")
  .option("--today <date>", "from that date, 2026-11-25, instead of today")
  .option("--json", "all of it, as JSON")
  .option("--html <file>", "as a page with the curves")
  .action(async (stack: string, options: RehearseOptions) => {
    const { printRehearsal } = await import("./season/rehearse.ts");
    process.exitCode = await printRehearsal(stack, options);
  });

season
  .command("due")
  .argument("<stack>", "prod-se, prod-is, prod-uk")
  .description("whether `up` is due, with what and by when: exit code 3 when it is, else 0")
  .option("--since <date>", "the day on which `up` was run last; without it yesterday")
  .option("--today <date>", "ask for that date instead of today")
  .option("--json", "as JSON")
  .action(async (stack: string, options: { json?: true; since?: string; today?: string }) => {
    const { printDue } = await import("./season.ts");
    process.exitCode = await printDue(stack, options);
  });

gradetide
  .command("check")
  .argument("[stacks...]", "prod-se, prod-is, prod-uk; without one, all")
  .description("policies over every stack, for a pull request: exit code 2 when something stops it")
  .option("--format <format>", "text, json, sarif, junit or markdown", "text")
  .option("--base <commit>", "measure against its merge base instead of the main branch's")
  .option(
    "--config <file>",
    "Pulumi's policy config: severities, thresholds, lists (default: policies/config.json)",
  )
  .option(
    "--events <file>",
    "judge a preview of one stack that `pulumi preview --event-log` has written",
  )
  .option(
    "--write <format=file>",
    "write another format into a file too, sarif=check.sarif; may stand several times",
    (one: string, all: string[]) => [...all, one],
    [],
  )
  .action(async (stacks: string[], options: CheckOptions) => {
    const { check } = await import("./check.ts");
    process.exitCode = await check(stacks, options);
  });

gradetide
  .command("doctor")
  .description("say what this machine lacks, and the command that mends it")
  .option("--json", "as JSON")
  .action(async (options: { json?: true }) => {
    const { doctor } = await import("./doctor.ts");
    process.exitCode = await doctor({ json: options.json === true });
  });

gradetide.parseAsync().catch(fail);
