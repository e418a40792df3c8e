import type { Command } from "commander";
import { clockState, keepClock, timeOf, turnForward } from "../../local/arm/advance.ts";
import { type ClockState, REAL } from "../../local/clock.ts";
import { looksLikeDuration, parseDuration, parseInstant } from "../../local/instants.ts";
import type { LocalAzure } from "../../local/local-azure.ts";
import { UserError } from "../../local/user-error.ts";
import { type LocalContext, showInstant } from "./command.ts";
import { progressLine } from "./progress.ts";

/** `gradetide local clock`: shows, stops and turns the one clock of the local Azure. */
export function clockCommand(command: Command, context: LocalContext): void {
  command.description("show, stop or turn the local Azure's clock").enablePositionalOptions();
  command
    .command("show", { isDefault: true })
    .description("what the clock says, how it goes, and what happens next")
    .option("--json", "as JSON")
    .action(async ({ json }: { json?: true }) => show(await context.azure(), json === true));
  command
    .command("stop")
    .argument("[instant]", "where it is to stand, e.g. 2026-12-18T06:00+01:00; default: now")
    .description("stop the clock: from then on it moves only when it is turned forward")
    .action(async (instant?: string) => stop(await context.azure(), instant));
  command
    .command("forward")
    .argument("<how far>", "a duration (90m, 3h, 2d, PT3H) or an instant")
    .description("turn the clock forward; all that is due on the way happens, in its order")
    .action(async (howFar: string) => forward(await context.azure(), howFar));
  command
    .command("rate")
    .argument("<times>", "how many times as fast as this machine's clock, 0.001 to 100000")
    .description("let the clock run by itself, so many times as fast")
    .action(async (times: string) => rate(await context.azure(), times));
  command
    .command("real")
    .description("go by this machine's clock again")
    .action(async () => real(await context.azure()));
}

function show({ store, clock }: LocalAzure, json: boolean): void {
  const state = clockState(store);
  const at = timeOf(store, clock);
  const next = store.events.nextDue();
  if (json) {
    const text = (instant: number): string =>
      Temporal.Instant.fromEpochMilliseconds(instant).toString();
    process.stdout.write(
      `${JSON.stringify({
        now: text(at),
        mode: state.mode,
        ...(state.mode === "running" ? { rate: state.rate } : {}),
        ...(next === undefined ? {} : { nextEvent: text(next) }),
      })}\n`,
    );
    return;
  }
  process.stdout.write(`${showInstant(at)}  ${howItGoes(state)}\n`);
  if (next !== undefined) process.stdout.write(`next event  ${showInstant(next)}\n`);
}

function howItGoes(state: ClockState): string {
  if (state.mode === "real") return "this machine's time";
  if (state.mode === "stopped") return "stopped";
  return `running, ${state.rate} times as fast as this machine's clock`;
}

function stop(azure: LocalAzure, instant: string | undefined): void {
  const { store, clock } = azure;
  const now = timeOf(store, clock);
  const target = instant === undefined ? now : parseInstant(instant);
  if (target < now && !isUntouched(azure)) throw turnedBack(now, target);
  if (target > now) turnForward(store, clock, target, progressLine(now, target));
  keepClock(store, { mode: "stopped", at: target });
  show(azure, false);
}

function forward(azure: LocalAzure, howFar: string): void {
  const { store, clock } = azure;
  const now = timeOf(store, clock);
  const target = looksLikeDuration(howFar) ? now + parseDuration(howFar) : parseInstant(howFar);
  if (target < now) throw turnedBack(now, target);
  turnForward(store, clock, target, progressLine(now, target));
  show(azure, false);
}

function rate(azure: LocalAzure, times: string): void {
  const { store, clock } = azure;
  const value = Number(times);
  if (!(value >= 0.001 && value <= 100_000)) {
    throw new UserError(
      "rate-invalid",
      `"${times}" is no rate: write a number from 0.001 to 100000, for example 60 for a minute a second.`,
    );
  }
  const machine = clock.now().epochMilliseconds;
  keepClock(store, { mode: "running", at: timeOf(store, clock), since: machine, rate: value });
  show(azure, false);
}

function real(azure: LocalAzure): void {
  const { store, clock } = azure;
  const now = timeOf(store, clock);
  const machine = clock.now().epochMilliseconds;
  if (machine < now && !isUntouched(azure)) throw turnedBack(now, machine);
  if (machine > now) turnForward(store, clock, machine, progressLine(now, machine));
  keepClock(store, REAL);
  show(azure, false);
}

/** Nothing has ever happened: the clock may be set to any instant. */
function isUntouched({ store }: LocalAzure): boolean {
  return store.log.isEmpty && store.list().length === 0;
}

function turnedBack(now: number, target: number): UserError {
  return new UserError(
    "clock-turned-back",
    `The clock says ${showInstant(now)} and can't be turned back to ${showInstant(target)}: what has happened ` +
      "since would be undone.\n`npx gradetide local reset --yes` starts anew; on an empty local Azure " +
      "`clock stop INSTANT` takes any instant.",
  );
}
