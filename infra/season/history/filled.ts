import type { History } from "./history.ts";

/**
 * A history whose unknown steps have a value, for replaying it: the mean of the same step a week before and
 * after, as far as they are known, or else the nearest known one.
 */
export function filled(history: History): History {
  const { values } = history;
  const week = (7 * 1440) / history.stepMinutes;
  const whole = values.slice();
  let before = values.find((value) => !Number.isNaN(value)) ?? 0;
  for (let i = 0; i < whole.length; i++) {
    if (!Number.isNaN(values[i] as number)) {
      before = values[i] as number;
      continue;
    }
    const around = [values[i - week], values[i + week]].filter(
      (value): value is number => value !== undefined && !Number.isNaN(value),
    );
    whole[i] =
      around.length === 0 ? before : around.reduce((sum, value) => sum + value, 0) / around.length;
  }
  return { ...history, values: whole };
}
