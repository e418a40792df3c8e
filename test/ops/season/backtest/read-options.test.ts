import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import {
  type BacktestOptions,
  readBacktest,
} from "../../../../ops/season/backtest/read-options.ts";

const FOLDER = mkdtempSync(join(tmpdir(), "gradetide-backtest-"));

function file(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

function hours(days: number): string {
  const rows = Array.from({ length: days * 24 }, (_, hour) => {
    const day = String(5 + Math.floor(hour / 24)).padStart(2, "0");
    return `2026-01-${day}T${String(hour % 24).padStart(2, "0")}:00,${3600 + hour}`;
  });
  return `hour,requests\n${rows.join("\n")}\n`;
}

const CALENDAR = file("calendar.yaml", "zone: Europe/Berlin\n");
const OPTIONS: BacktestOptions = {
  trace: file("trace.csv", hours(20)),
  calendar: CALENDAR,
  trainUntil: "2026-01-15",
  cloneRps: "0.5",
};

/** The code and the lines of what is refused. */
function refused(change: Partial<BacktestOptions>): readonly string[] {
  try {
    readBacktest({ ...OPTIONS, ...change });
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    return [code, ...message.split("\n").slice(1)];
  }
  return [];
}

describe("readBacktest", () => {
  test("reads the trace by the calendar's zone, with the usual boot, minimum and noise", () => {
    const { input } = readBacktest(OPTIONS);
    const { history, ...rest } = input;
    expect(history.startMs).toBe(Date.UTC(2026, 0, 4, 23));
    expect(history.values[1]).toBeCloseTo(3601 / 3600, 12);
    expect(rest).toMatchObject({ rpsPerClone: 0.5, bootMinutes: 5, minimum: 2 });
    expect(rest.overlays).toEqual({ noise: 0.08, seed: 1 });
  });

  test("lays no noise over a trace that has its own", () => {
    const rows = Array.from(
      { length: 9 * 288 },
      (_, step) =>
        `${new Date(Date.UTC(2026, 0, 5) + step * 300_000).toISOString().slice(0, 16)}Z,9`,
    );
    const trace = file("fine.csv", `time,requests\n${rows.join("\n")}\n`);
    const { input } = readBacktest({ ...OPTIONS, trace, trainUntil: "2026-01-13" });
    expect(input.overlays.noise).toBe(0);
  });

  test("reads overlays", () => {
    const words = { bell: "2", noise: "0", seed: "7", customer: "1.3@2026-01-20" };
    expect(readBacktest({ ...OPTIONS, ...words }).input.overlays).toEqual({
      ...{ noise: 0, seed: 7, bell: 2 },
      customer: { times: 1.3, from: Temporal.PlainDate.from("2026-01-20") },
    });
  });

  test("says all that is wrong with the options and the files at once", () => {
    const wrong = refused({
      ...{ trace: "nowhere.csv", calendar: "nowhere.yaml", trainUntil: "2026-02-30" },
      ...{ cloneRps: "0", stepBoot: "5", min: "0", bell: "1", noise: "-1", seed: "x" },
      customer: "more",
    });
    expect(wrong[0]).toBe("backtest-refused");
    const starts = [
      ...["--train-until", "--clone-rps", "--step-boot", "--min", "--bell", "--noise", "--seed"],
      ...["--customer", "The trace nowhere.csv is not there", "The calendar nowhere.yaml is not"],
    ];
    expect(wrong).toHaveLength(1 + starts.length);
    starts.forEach((start, i) => {
      expect(wrong[i + 1]).toContain(start);
    });
  });

  test("refuses to move a holiday where there is none, and grades outside of the trace", () => {
    expect(refused({ moveHoliday: true })[1]).toContain("--move-holiday finds no holiday");
    expect(refused({ grades: "2026-01-10" })[1]).toContain("--grades opens them on 2026-01-10");
  });

  test.each(["NaN", "-3", "Infinity", "", "many"])("refuses --clone-rps %j", (cloneRps) => {
    expect(refused({ cloneRps })[1]).toContain(`not "${cloneRps}"`);
  });

  test.each(["2026-01-11", "2026-01-25", "2025-12-31"])(
    "refuses --train-until %s",
    (trainUntil) => {
      expect(refused({ trainUntil })[1]).toContain("Give a date from 2026-01-12 to 2026-01-24.");
    },
  );

  test("takes the first and the last date that leave something on both sides", () => {
    expect(refused({ trainUntil: "2026-01-12" })).toEqual([]);
    expect(refused({ trainUntil: "2026-01-24" })).toEqual([]);
  });

  test("refuses a trace of a week", () => {
    const trace = file("week.csv", hours(7));
    expect(refused({ trace })[1]).toContain("A week to learn from and a day to replay are needed");
  });

  test("names the lines of a trace that can't be read", () => {
    const trace = file("wrong.csv", hours(20).replace(",3605\n", ",many\n"));
    expect(refused({ trace })).toEqual(["backtest-refused", expect.stringContaining("line 7")]);
  });

  test("refuses a zone that Azure does not know", () => {
    const odd = file("odd.yaml", "zone: Antarctica/Troll\n");
    expect(refused({ calendar: odd })[1]).toContain("The zone Antarctica/Troll of");
    expect(refused({ calendar: file("utc.yaml", "zone: Etc/UTC\n") })).toEqual([]);
  });

  test("refuses a calendar that does not cover the trace", () => {
    const calendar = file(
      "short.yaml",
      "zone: Europe/Berlin\nregions:\n  - terms: [2026-01-07 to 2026-01-20]\n",
    );
    const [code, ...lines] = refused({ calendar });
    expect(code).toBe("settings-invalid");
    expect(lines.join("\n")).toContain("2026-01-05 to 2026-01-24");
  });
});
