import Table from "cli-table3";
import { decisiveCause } from "../../../infra/season/demand/datacenter-demand.ts";
import { QUARTER_MS } from "../../../infra/season/demand/horizon.ts";
import { PLANNED_QUANTILE } from "../../../infra/season/plan/plan-capacity.ts";
import { reasonInKebab } from "../../../infra/season/plan/words.ts";
import { wrap } from "../wrap.ts";
import type { ZoneFault } from "./fault.ts";
import type { Played, Rehearsal, RehearsedStrategy } from "./rehearse.ts";

/** A strategy's columns. */
export const COLUMNS = [
  "strategy",
  "clone-hours",
  "× opt.",
  "refused",
  "at worst",
  "at bell",
  "late",
  "scaled",
] as const;

/** Times of refusal that are told. */
const TOLD = 5;

/** No lines between the columns: eight of them fit 80 columns only so. */
const PLAIN = Object.fromEntries(
  [
    "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right",
    "left left-mid mid mid-mid right right-mid middle",
  ]
    .join(" ")
    .split(" ")
    .map((place) => [place, ""]),
);

/** A rehearsal for a terminal of `width` columns. Pure. */
export function rehearsalText(
  done: Rehearsal,
  faults: readonly ZoneFault[],
  width: number,
): string {
  return [
    ...wrap(headText(done, faults), width),
    "",
    tableText(done.strategies),
    "",
    ...wrap(stagingText(done), width),
    "",
    ...refusalsText(done, width),
    "",
    ...done.strategies.flatMap(({ title, how }) => wrap(`${title}: ${how}`, width)),
    "",
    ...wrap(COLUMNS_TEXT, width),
  ].join("\n");
}

/** What the columns mean, for people. */
export const COLUMNS_TEXT =
  "clone-hours: of the year, mean of the seeds; × opt.: as a multiple of the optimum's; refused: requests in parts " +
  "per million, mean of the seeds, and of the worst seed; at bell: the same in ten minutes from school days' bells; late: " +
  "minutes from the worst bell until nobody was refused; scaled: times that clones came or went.";

/** What was played, and by which rules. */
export function headText(done: Rehearsal, faults: readonly ZoneFault[]): string {
  const { plan, startMs, minutes, rpsPerClone, bootMinutes, bells } = done;
  const seeds = (done.strategies[0]?.years ?? []).map(({ seed }) => seed).join(", ");
  const lost =
    faults.length === 0 ? "" : ` A zone is lost: ${faults.map(({ text }) => text).join(", ")}.`;
  return (
    `${plan.datacenter}: ${day(done, startMs)} to ${day(done, startMs + (minutes - 1) * 60_000)}, an \`up\` each Monday, ` +
    `${bells} bells. Load drawn from the plan's quantiles, seeds ${seeds}. A clone serves ${rpsPerClone} requests a ` +
    `second from ${bootMinutes} min after its order.${lost}`
  );
}

function day({ plan }: Rehearsal, ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(plan.zone.iana)
    .toPlainDate()
    .toString();
}

function tableText(strategies: readonly RehearsedStrategy[]): string {
  const table = new Table({
    chars: PLAIN,
    head: [...COLUMNS],
    colAligns: COLUMNS.map((_, column) => (column === 0 ? "left" : "right")),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  for (const strategy of strategies) table.push(cellsOf(strategy));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** A strategy's columns as texts. */
export function cellsOf({ title, years }: RehearsedStrategy): string[] {
  const mean = (of: (year: Played) => number): number =>
    years.reduce((sum, year) => sum + of(year), 0) / years.length;
  const worst = (of: (year: Played) => number): number => Math.max(...years.map(of));
  return [
    title,
    count(mean(({ figures }) => figures.cloneHours)),
    mean(({ timesOptimum }) => timesOptimum).toFixed(2),
    parts(mean(({ figures }) => figures.refusedPpm)),
    parts(worst(({ figures }) => figures.refusedPpm)),
    parts(mean(({ figures }) => figures.bellRefusedPpm)),
    count(worst(({ lateness }) => lateness.worst)),
    count(mean(({ figures }) => figures.operations)),
  ];
}

/** What staging had, for people. */
export function stagingText({ staging }: Rehearsal): string {
  return (
    `Staging was lent ${count(staging.cloneHours)} clone-hours out of the reserve, and had none in ` +
    `${count(staging.hoursWithout)} h.`
  );
}

/** When requests were refused under the plan, the worst first. */
export function refusalsText(done: Rehearsal, width: number): readonly string[] {
  const years = done.strategies.find(({ name }) => name === "plan")?.years ?? [];
  const all = years
    .flatMap(({ seed, episodes }) => episodes.map((episode) => ({ seed, ...episode })))
    .sort((one, other) => other.refused - one.refused);
  if (all.length === 0) return ["Under the plan nobody was refused."];
  const told = all.slice(0, TOLD).map(({ seed, from, until, refused }) => {
    const at = Temporal.Instant.fromEpochMilliseconds(done.startMs + from * 60_000)
      .toZonedDateTimeISO(done.plan.zone.iana)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" })
      .replace("T", " ");
    return `  ${at}, ${until - from} min: ${count(refused)} requests (${reasonAt(done, from)}; seed ${seed})`;
  });
  const more = all.length - told.length;
  return [
    ...wrap(`Under the plan, requests were refused ${all.length} times; most of all:`, width),
    ...told,
    ...(more > 0 ? [`  and ${count(more)} more`] : []),
  ];
}

/** The market that had most of the load then, and its season. */
export function reasonAt({ plan, startMs }: Rehearsal, minute: number): string {
  const shift = (startMs - plan.horizon.from.epochMilliseconds) / QUARTER_MS;
  const quarter = Math.floor(minute / 15) + shift;
  return reasonInKebab(decisiveCause(plan.markets, PLANNED_QUANTILE, quarter));
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}

function parts(ppm: number): string {
  if (ppm === 0) return "0";
  return ppm < 9.5 ? ppm.toFixed(1) : count(ppm);
}
