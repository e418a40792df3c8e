import { turnForward } from "../../local/arm/advance.ts";
import { TestAzure } from "../local/arm/support/azure.ts";
import { DAY, MIDNIGHT, putSchool } from "../local/arm/support/school.ts";
import { median } from "./timing.ts";

/** What the local Azure takes for days of load, autoscale and all that happens by itself. */
export interface LocalDays {
  /** Milliseconds of processor time for a day, median over the days. */
  readonly day: number;
  /** MB of the process after the first day, and after the last. */
  readonly memory: readonly [first: number, last: number];
  readonly days: number;
}

/** Lives through `days` days of a real trace on a local Azure of its own. */
export async function benchLocalDays(days = 28): Promise<LocalDays> {
  const azure = new TestAzure();
  await putSchool(azure);
  const took: number[] = [];
  const memory: number[] = [];
  for (let day = 1; day <= days; day += 1) {
    const before = process.cpuUsage();
    turnForward(azure.store, azure.clock, MIDNIGHT + day * DAY);
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1_000);
    memory.push(process.memoryUsage().rss / 1e6);
  }
  azure.close();
  return { day: median(took), memory: [memory[0] ?? 0, memory.at(-1) ?? 0], days };
}

if (import.meta.main) {
  const { day, memory, days } = await benchLocalDays();
  console.log(
    `a day of the local Azure: ${day.toFixed(0)} ms of processor time (${(day / 1.44).toFixed(0)} µs a minute); ` +
      `${memory[0].toFixed(0)} MB after the first day, ${memory[1].toFixed(0)} MB after ${days}`,
  );
}
