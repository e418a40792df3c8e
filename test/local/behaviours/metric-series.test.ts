import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { metricsBefore } from "../../../local/behaviours/monitor/metric-series.ts";
import { Store } from "../../../local/store/store.ts";

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-series-"));
  store = new Store(join(folder, "azure.db"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function measure(value: number): void {
  store.metrics.put("/set", "CPU", {
    ...{ minute: 5, count: 1, total: value, minimum: value, maximum: value },
  });
}

/** The average of the five minutes before minute 6. */
function read(): number | undefined {
  const [resourceUri, metricName] = ["/set", "CPU"];
  return metricsBefore(store, 6)
    .series(metricName, resourceUri)
    ?.read(
      {
        ...{ metricName, resourceUri, statistic: "Average", timeAggregation: "Average" },
        ...{ grain: 1, window: 5 },
      },
      6,
    );
}

test("forgets what was measured by a transaction that was undone", () => {
  expect(() =>
    store.transaction(() => {
      measure(80);
      expect(read()).toBe(80);
      throw new Error("undone");
    }),
  ).toThrow("undone");
  store.transaction(() => measure(20));
  expect(read()).toBe(20);
});
