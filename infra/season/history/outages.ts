import type { History, HistoryFinding } from "./history.ts";
import { wallText } from "./written-times.ts";

/** A step of so many expected requests has none by chance once in a hundred million. */
const NEVER_BY_CHANCE = 20;

/**
 * Takes steps without any request for unknown where a week before and a week after there were many: exports
 * write 0 for what they missed, and a site that was down says nothing of what was asked of it.
 */
export function withoutOutages(history: History): {
  readonly history: History;
  readonly findings: readonly HistoryFinding[];
} {
  const { stepMinutes } = history;
  const week = (7 * 1440) / stepMinutes;
  const values = history.values.slice();
  let steps = 0;
  let first = -1;
  for (let i = 0; i < values.length; i++) {
    if (history.values[i] !== 0) continue;
    const around = [history.values[i - week], history.values[i + week]].filter(
      (value): value is number => value !== undefined && !Number.isNaN(value),
    );
    if (around.length === 0) continue;
    if (Math.min(...around) * history.resolvedMinutes * 60 < NEVER_BY_CHANCE) continue;
    values[i] = Number.NaN;
    if (first < 0) first = i;
    steps += 1;
  }
  if (steps === 0) return { history, findings: [] };
  const at = wallText(history.startMs + first * stepMinutes * 60_000);
  return {
    history: { ...history, values },
    findings: [
      {
        code: "outage",
        level: "mended",
        message: `${steps} ${steps === 1 ? "step has" : "steps have"} 0 where a week before and after there were many, first at ${at}Z`,
        mend: "They are taken for missing, and nothing is learned from them",
      },
    ],
  };
}
