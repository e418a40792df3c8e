import type { Calendar } from "../../../../infra/season/calendar.ts";
import type { LoadModel } from "../../../../infra/season/demand/load-model.ts";
import { stepDemand } from "../../../../infra/season/fit/step-demand.ts";
import type { History } from "../../../../infra/season/history/history.ts";
import { calendar, region } from "../demand/fixture.ts";

/** Two school years with every kind of season. */
export const YEARS: Calendar = calendar(
  "se",
  region(
    "se",
    [
      ...[
        "holiday 2024-06-15",
        "term-start 2024-08-19",
        "term 2024-09-02",
        "grade-period 2024-12-02",
      ],
      ...["holiday 2024-12-21", "term-start 2025-01-08", "term 2025-01-22", "holiday 2025-02-24"],
      ...[
        "term 2025-03-03",
        "grade-period 2025-05-26",
        "holiday 2025-06-14",
        "term-start 2025-08-18",
      ],
      ...["term 2025-09-01", "holiday 2025-10-27", "term 2025-11-03", "grade-period 2025-12-01"],
      ...["holiday 2025-12-20", "term-start 2026-01-08", "term 2026-01-22", "holiday 2026-02-23"],
      ...["term 2026-03-02", "grade-period 2026-05-25", "end 2026-06-13"],
    ],
    {
      holidays: ["2025-05-01", "2025-05-29", "2026-05-01", "2026-05-14"],
      opened: ["2024-12-20T10:00", "2025-06-13T10:00", "2025-12-19T10:00", "2026-06-12T10:00"],
    },
  ),
);

/** A day that is quietest at midnight. */
const wave = (depth: number): number[] =>
  Array.from({ length: 24 }, (_, hour) => 1 - depth * Math.cos((hour * Math.PI) / 12));

/** What the generated histories follow. */
export const TRUTH: LoadModel = {
  source: "generated",
  rpsPerThousandPupils: 50,
  season: { term: 1, "term-start": 1.7, "grade-period": 1.4, holiday: 0.25 },
  weekday: [1.3, 1.4, 1.3, 1.2, 1.1, 0.4, 0.3],
  hour: { schoolDay: wave(0.7), dayOff: wave(0.4) },
  bell: { minute: 490, times: 1, before: 5, after: 12 },
  gradeOpening: { rpsPerThousandPupils: 0, halfLifeMinutes: 30 },
  sigma: 0.15,
};

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A history that a model makes, with its spread in each step. */
export function generated(options: {
  readonly model?: Partial<LoadModel>;
  readonly calendar?: Calendar;
  readonly zone?: string;
  readonly from: string;
  readonly until: string;
  readonly stepMinutes: number;
  readonly seed: number;
}): History {
  const { from, until, stepMinutes, seed } = options;
  const of = options.calendar ?? YEARS;
  const model = { ...TRUTH, ...options.model };
  const startOf = (date: string): number =>
    Temporal.PlainDate.from(date).toZonedDateTime(of.zone).epochMilliseconds;
  const startMs = startOf(from);
  const steps = Math.round((startOf(until) - startMs) / 60_000 / stepMinutes);
  const next = random(seed);
  const values = stepDemand({ model, calendar: of, steps: { startMs, stepMinutes, steps } }).map(
    (median) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(model.sigma * normal);
    },
  );
  return { zone: of.zone, stepMinutes, resolvedMinutes: stepMinutes, startMs, values };
}
