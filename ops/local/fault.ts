import type { Command } from "commander";
import { account } from "../../local/arm/account.ts";
import { changeEvenIfStuck, changeNow } from "../../local/arm/present.ts";
import { describeFault, type Fault, faults } from "../../local/behaviours/faults/fault.ts";
import { liftFaults, setFault } from "../../local/behaviours/faults/set-fault.ts";
import { BEHAVIOURS } from "../../local/behaviours/table.ts";
import type { Json, JsonObject } from "../../local/json.ts";
import type { LocalAzure } from "../../local/local-azure.ts";
import { UserError } from "../../local/user-error.ts";
import { type LocalContext, showInstant } from "./command.ts";
import type { FaultWords } from "./fault/fault-words.ts";
import { readOrder } from "./fault/read-order.ts";
import { regionOf } from "./stack.ts";

interface FaultOptions extends Omit<FaultWords, "kind" | "what"> {
  readonly stack?: string;
}

const KINDS = `
Kinds:
  machine NAME          a clone does not answer; the start of its name or of its digits will do
  host ZONE/HOST        a host with all clones on it; Azure moves them after a quarter of an hour
  zone ZONE             all clones of a zone, and nothing can be made there
  region                no capacity left: nothing grows or starts, what stands goes on
  slow FACTOR           boot, repairs and upgrades take so many times as long
  call "METHOD TYPE"    requests to ARM fail with --status 409, 412, 429, 500 or 503

Examples:
  gradetide local fault zone 1 --stack prod-se --at 2026-12-18T12:00+01:00 --for 2h
  gradetide local fault call "PUT Microsoft.Compute/virtualMachineScaleSets" --status 429 --times 2
  gradetide local fault list
  gradetide local fault lift all`;

/** `gradetide local fault`: sets, lists and lifts what goes wrong in the local Azure. */
export function faultCommand(command: Command, context: LocalContext): void {
  command
    .description("let something go wrong: machines, hosts, zones, capacity, calls")
    .enablePositionalOptions()
    .argument("<kind>", "machine, host, zone, region, slow or call")
    .argument("[what]", "which, as below")
    .option("-s, --stack <stack>", "whose region is meant; default: the one with machines")
    .option("--at <instant>", "when it begins, e.g. 2026-12-18T12:00+01:00; default: now")
    .option("--in <duration>", "in how long it begins, e.g. 90m")
    .option("--after-calls <n>", "it begins with the n-th request to ARM from now")
    .option("--for <duration>", "how long it lasts; default: until it is lifted")
    .option("--status <status>", "call: what it fails with")
    .option("--nth <n>", "call: the first of its kind to fail; default: 1")
    .option("--times <n>", "call: how many fail; default: 1")
    .addHelpText("after", KINDS)
    .action(async (kind: string, what: string | undefined, options: FaultOptions) =>
      set(context, { ...options, kind, what }, options.stack),
    );
  command
    .command("list")
    .description("what waits and what is there")
    .option("--json", "as JSON, one list")
    .action(async ({ json }: { json?: true }) =>
      list(await context.azure("even if stuck"), json === true),
    );
  command
    .command("lift")
    .argument("<id|all>", "the number of a fault, or all")
    .description("end a fault, or all; machines that it took boot again")
    .action(async (which: string) => lift(await context.azure("even if stuck"), which));
}

async function set(
  { workspace, azure }: LocalContext,
  words: FaultWords,
  stack: string | undefined,
): Promise<void> {
  const region = stack === undefined ? undefined : regionOf(workspace, stack);
  const opened = await azure();
  const { store } = opened;
  const types = BEHAVIOURS.map(({ type }) => type);
  const fault = changeNow(opened, (at) => {
    const order = readOrder(words, { store, now: at, region, types });
    return setFault({ store, account, at }, order);
  });
  process.stdout.write(`${line(fault)}\n`);
}

function list({ store }: LocalAzure, json: boolean): void {
  const all = faults(store);
  if (json) process.stdout.write(`${JSON.stringify(all.map(faultJson))}\n`);
  else if (all.length === 0) process.stdout.write("Nothing is at fault.\n");
  else process.stdout.write(all.map((fault) => `${line(fault)}\n`).join(""));
}

function lift(azure: LocalAzure, which: string): void {
  if (which !== "all" && !/^\d{1,9}$/.test(which)) {
    throw new UserError(
      "fault-unknown",
      `"${which}" is no fault. Write its number, as \`npx gradetide local fault list\` shows it, or all.`,
    );
  }
  const { store } = azure;
  const lifted = changeEvenIfStuck(azure, (at) =>
    liftFaults({ store, account, at }, which === "all" ? "all" : Number(which)),
  );
  const numbers = lifted.map(({ id }) => id).join(", ");
  process.stdout.write(lifted.length === 0 ? "Nothing is at fault.\n" : `Lifted: ${numbers}.\n`);
}

/** "3  active   zone 1 of swedencentral is lost · since … · until … · 4 machines". */
function line(fault: Fault): string {
  const { id, active, what, bitten, waitsForCalls } = fault;
  const { begins, ends } = times(fault);
  const unit = what.kind === "call" ? "request" : "machine";
  const parts = [
    describeFault(what),
    ...(waitsForCalls > 0 ? [`begins with request ${waitsForCalls} from now`] : []),
    ...(begins === null ? [] : [`${active ? "since" : "from"} ${showInstant(begins)}`]),
    ...(ends === null ? [] : [`until ${showInstant(ends)}`]),
    ...(bitten === 0 ? [] : [`took ${bitten} ${unit}${bitten === 1 ? "" : "s"}`]),
  ];
  return `${id}  ${active ? "active " : "waiting"}  ${parts.join(" · ")}`;
}

function faultJson(fault: Fault): JsonObject {
  const { id, active, what, bitten, waitsForCalls, matched } = fault;
  const { begins, ends } = times(fault);
  const text = (at: number | null): Json =>
    at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toString();
  return {
    id,
    state: active ? "active" : "waiting",
    ...what,
    description: describeFault(what),
    begins: text(begins),
    ends: text(ends),
    ...{ waitsForCalls, matched, bitten },
  };
}

function times({ begins, lasts }: Fault): { begins: number | null; ends: number | null } {
  return { begins, ends: begins === null || lasts === null ? null : begins + lasts };
}
