import type { Command } from "commander";
import { turnForward } from "../../local/arm/advance.ts";
import { changeNow } from "../../local/arm/present.ts";
import { type ClockState, REAL } from "../../local/clock.ts";
import { parseAhead, parseInstant } from "../../local/instants.ts";
import type { LocalAzure } from "../../local/local-azure.ts";
import { clockState, keepClock, timeOf } from "../../local/stored-clock.ts";
import { UserError } from "../../local/user-error.ts";
import { type LocalContext, showInstant } from "./command.ts";
import { progressLine } from "./progress.ts";

/** The farthest that the clock turns at once, in years: about half an hour's work where a set stands. */
const MOST_YEARS = 10;

/** `gradetide local clock`: shows, stops and turns the one clock of the local Azure. */
export function clockCommand(command: Command, context: LocalContext): void {
  command.description("show, stop or turn the local Azure's clock").enablePositionalOptions();
  command
    .command("show", { isDefault: true })
    .description("what the clock says, how it goes, and what happens next")
    .option("--json", "as JSON")
    .action(async ({ json }: { json?: true }) =>
      show(await context.azure("even if stuck"), json === true),
    );
  command
    .command("stop")
    .argument(
      "[instant]",
      "where it is to stand, e.g. 2026-12-18T06:00+01:00: it is turned there first; default: now",
    )
    .description("stop the clock: from then on it moves only when it is turned forward")
    .action(async (instant?: string) => stop(await context.azure(), instant));
  command
    .command("forward")
    .argument("<how far>", "a duration (90m, 3h, 2d, PT3H) or an instant; at most ten years")
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
  const { store } = azure;
  const target = instant === undefined ? undefined : parseInstant(instant);
  changeNow(azure, (now) => {
    if (target !== undefined && isUntouched(azure)) setAnew(azure, target);
    else {
      checkWay(now, target ?? now);
      keepClock(store, { mode: "stopped", at: now });
    }
  });
  if (target !== undefined) turn(azure, target);
  show(azure, false);
}

function forward(azure: LocalAzure, howFar: string): void {
  const now = timeOf(azure.store, azure.clock);
  const target = parseAhead(howFar, now);
  checkWay(now, target);
  turn(azure, target);
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
  changeNow(azure, (at) => {
    const since = clock.now().epochMilliseconds;
    keepClock(store, { mode: "running", at, since, rate: value });
  });
  show(azure, false);
}

function real(azure: LocalAzure): void {
  const { store, clock } = azure;
  const machine = (): number => clock.now().epochMilliseconds;
  if (!isUntouched(azure)) {
    checkWay(timeOf(store, clock), machine());
    turn(azure, machine());
  }
  changeNow(azure, (now) => {
    if (isUntouched(azure)) store.events.forgetReached();
    else checkWay(now, machine());
    keepClock(store, REAL);
  });
  show(azure, false);
}

/** Lets all happen on the way to an instant, which a terminal shows. */
function turn({ store, clock }: LocalAzure, target: number): void {
  const progress = progressLine(timeOf(store, clock), target);
  try {
    turnForward(store, clock, target, progress);
  } finally {
    progress(target);
  }
}

/** The clock stands at an instant, be it before the one that it showed. */
function setAnew({ store }: LocalAzure, at: number): void {
  store.events.forgetReached();
  keepClock(store, { mode: "stopped", at });
}

/**
 * @throws UserError where the way leads back, or too far.
 */
function checkWay(now: number, target: number): void {
  if (target < now) throw turnedBack(now, target);
  const most = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO("UTC")
    .add({ years: MOST_YEARS }).epochMilliseconds;
  if (target <= most) return;
  throw new UserError(
    "clock-too-far",
    `The clock says ${showInstant(now)} and turns at most ${MOST_YEARS} years at once: to ${showInstant(most)}. ` +
      "Say an instant up to then, or go in several steps.",
  );
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
