import type { Command } from "commander";
import { readSettings } from "../../infra/settings/index.ts";
import { MARKETS } from "../../infra/settings/markets.ts";
import { changeEvenIfStuck } from "../../local/arm/present.ts";
import { startMeasuring } from "../../local/behaviours/load/load-minute.ts";
import { keepLoad, loadOf } from "../../local/behaviours/load/load-source.ts";
import {
  constant,
  describeSource,
  type SourceDescription,
  traceSource,
} from "../../local/load/source.ts";
import { readTrace } from "../../local/load/trace-file.ts";
import { UserError } from "../../local/user-error.ts";
import type { LocalContext } from "./command.ts";
import { figuresInWords, type LoadFigures, readFigures } from "./load-figures.ts";
import { scaleSetOf } from "./stack.ts";

interface LoadOptions {
  readonly trace?: string;
  readonly from?: string;
  readonly peak?: string;
  readonly rps?: string;
  readonly json?: true;
}

const EXAMPLES = `
A trace is played on the wall clock of the stack's first market: the day --from (default: the trace's
first day) is laid on the day that the local Azure's clock shows, and it goes on day by day.

Examples:
  gradetide local load prod-se --trace data/traces/campus-web-hourly-1995.csv --from 1995-10-09 --peak 900
  gradetide local load prod-se --rps 250
  gradetide local load prod-se none
  gradetide local load prod-se`;

/** `gradetide local load`: what drives requests through a stack's gateway onto its clones. */
export function loadCommand(command: Command, context: LocalContext): void {
  command
    .description(
      "drive requests through a stack's gateway onto its clones; say what does, and how users fare",
    )
    .argument("<stack>", "for example prod-se")
    .argument("[none]", "`none` ends the load")
    .option("--trace <file>", "a CSV of time and requests, in even steps")
    .option("--from <day>", "the trace's day that is played first, e.g. 1995-10-09")
    .option("--peak <rps>", "scale the trace to so many requests a second at its greatest")
    .option("--rps <rps>", "so many requests a second at all times")
    .option("--json", "say it as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (stack: string, none: string | undefined, options: LoadOptions) => {
      const setId = scaleSetOf(context.workspace, stack);
      const azure = await context.azure("even if stuck");
      if (isChange(none, options)) {
        const sourceAt = readSource(context, { stack, none, ...options });
        changeEvenIfStuck(azure, (at) => {
          keepLoad(azure.store, setId, sourceAt(at));
          startMeasuring(azure.store, setId, at);
        });
      }
      const figures = isChange(none, options) ? undefined : readFigures(azure, setId);
      say(loadOf(azure.store, setId), stack, options.json === true, figures);
    });
}

function isChange(none: string | undefined, { trace, rps, from, peak }: LoadOptions): boolean {
  return [none, trace, rps, from, peak].some((given) => given !== undefined);
}

/** What was ordered, once it is known at which instant it begins. */
function readSource(
  { workspace }: LocalContext,
  order: LoadOptions & { readonly stack: string; readonly none: string | undefined },
): (at: number) => SourceDescription | undefined {
  const { none, trace, rps, from, peak, stack } = order;
  const sources = [none, trace, rps].filter((given) => given !== undefined);
  const misplaced = trace === undefined && (from !== undefined || peak !== undefined);
  if (sources.length !== 1 || misplaced || (none !== undefined && none !== "none")) {
    throw new UserError(
      "load-invalid",
      "Say one of `--trace FILE` (with `--from` and `--peak` if you like), `--rps N` or `none`.",
    );
  }
  if (rps !== undefined) {
    const source = constant(Number(rps));
    return () => describeSource(source);
  }
  if (trace === undefined) return () => undefined;
  const played = readTrace(trace);
  const [market] = readSettings(workspace.root, stack).markets;
  const zone = MARKETS[market?.code ?? "se"].timeZone;
  return (at) =>
    describeSource(
      traceSource(played, {
        zone,
        startDate: Temporal.Instant.fromEpochMilliseconds(at)
          .toZonedDateTimeISO(zone)
          .toPlainDate()
          .toString(),
        ...(from === undefined ? {} : { from }),
        ...(peak === undefined ? {} : { peakRps: Number(peak) }),
      }),
    );
}

/** A change is answered by what drives the load now; without one, what it does to users is said, too. */
function say(
  load: SourceDescription | undefined,
  stack: string,
  json: boolean,
  figures: LoadFigures | undefined,
): void {
  if (json) {
    const { requests: _, ...shown } = { requests: undefined, ...(load ?? { kind: "none" }) };
    process.stdout.write(`${JSON.stringify({ ...shown, ...figures })}\n`);
    return;
  }
  const more = figures === undefined ? "" : `${figuresInWords(figures)}\n`;
  process.stdout.write(`${stack}: ${inWords(load)}\n${more}`);
}

function inWords(load: SourceDescription | undefined): string {
  if (load === undefined) return "no load";
  if (load.kind === "constant") return `${load.rps} requests a second`;
  const peak = load.peakRps === undefined ? "" : `, at most ${load.peakRps} requests a second`;
  const day = load.from === undefined ? "its first day" : load.from;
  return `${load.name}, ${day} on ${load.startDate} (${load.zone})${peak}`;
}
