import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "@jest/globals";
import { ASSUMED_MODEL } from "../../../infra/season/demand/assumed-model.ts";
import { readCalendars } from "../../../infra/settings/index.ts";
import { readLoads } from "../../../infra/settings/load/read-load.ts";
import { UserError } from "../../../local/user-error.ts";
import { type FitOptions, fitMarket, type MarketFit, writeFit } from "../../../ops/season/fit.ts";
import { fitJson, fitText } from "../../../ops/season/fit-text.ts";
import { generated } from "../../infra/season/fit/generated.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const TODAY = Temporal.PlainDate.from("2026-11-25");

/** A folder with the project's data, in which a fit may write. */
const root = mkdtempSync(join(tmpdir(), "gradetide-fit-"));
cpSync(join(ROOT, "data"), join(root, "data"), { recursive: true });
afterAll(() => rmSync(root, { recursive: true }));

/** Sweden's hours of a term and more, twice the assumed load, as a file. */
const HISTORY = join(root, "hours.csv");
const sweden = readCalendars(ROOT, ["se"]).get("se");
if (sweden === undefined) throw new Error("Sweden has no calendar");
const { startMs, values } = generated({
  calendar: sweden,
  ...{ from: "2025-09-01", until: "2026-02-01", stepMinutes: 60, seed: 1 },
  model: { ...ASSUMED_MODEL, rpsPerThousandPupils: 0.3 * 260 },
});
const LINES = Array.from(values, (value, i) => {
  const time = new Date(startMs + i * 3_600_000).toISOString().replace(":00.000", "");
  return `${time},${Math.round(value * 3600)}`;
});
writeFileSync(HISTORY, ["time,requests", ...LINES, ""].join("\n"));

function learn(file: string, options: Partial<FitOptions> = {}): MarketFit {
  return fitMarket(root, file, { market: "se", ...options }, TODAY);
}

function withText(text: string): string {
  const file = join(root, "history.csv");
  writeFileSync(file, text);
  return file;
}

describe("season fit", () => {
  test("learns a market's load of so many pupils, and writes it where plans read it", () => {
    const learned = learn(HISTORY, { pupils: "260000" });
    expect(learned.model.rpsPerThousandPupils).toBeGreaterThan(0.28);
    expect(learned.model.rpsPerThousandPupils).toBeLessThan(0.32);
    expect(learned.before).toMatchObject({ rpsPerThousandPupils: 0.15 });
    writeFit(root, learned);
    const { model, written } = readLoads(root, ["se"]).get("se") ?? {};
    expect(model?.rpsPerThousandPupils).toBeCloseTo(learned.model.rpsPerThousandPupils, 3);
    expect(written?.source).toEqual({
      file: "hours.csv",
      from: "2025-09-01",
      until: "2026-02-01",
      stepMinutes: 60,
      pupils: 260_000,
      calendar: "data/calendars/se.yaml",
      fitted: "2026-11-25",
    });
    expect(learn(HISTORY).before.source).toBe(
      "learned from hours.csv, 2025-09-01 to 2026-02-01, on 2026-11-25",
    );
  });

  test("counts the pupils back to the history's end, and those who had started by then", () => {
    // 260,000 on 2026-11-01, growing by 30 % a year; the announced school group starts later.
    expect(learn(HISTORY).source.pupils).toBe(Math.round(260_000 * 1.3 ** (-273 / 365.2425)));
  });

  test("prints in 80 columns what was learned beside what stood before", () => {
    const text = fitText(learn(HISTORY), 80);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toMatch(/^se: 3,673 steps of an hour, 2025-09-01 to before 2026-02-01/);
    for (const row of [
      "level",
      "growth",
      "seasons",
      "weekdays",
      "first lesson",
      "grades",
      "spread",
    ]) {
      expect(text).toMatch(new RegExp(`^${row} `, "m"));
    }
    expect(text).toMatch(/Held back from 2025-12-2\d: off by \d+ % of the load;/);
    expect(text).toMatch(/The history does not show, and what was assumed stands: growth: it is/);
  });

  test("gives all of it as JSON", () => {
    const json = JSON.parse(fitJson(learn(HISTORY)));
    expect(json).toMatchObject({
      market: "se",
      file: "data/load/se.yaml",
      zone: "Europe/Stockholm",
    });
    expect(json.model.hour.schoolDay).toHaveLength(24);
    expect(json.error.off).toBeLessThan(json.error.naive);
    expect(json.text).toBeUndefined();
  });

  test("says what it mended", () => {
    const text = fitText(
      learn(withText(["time,requests", ...LINES.toSpliced(50, 3)].join("\n"))),
      80,
    );
    expect(text).toMatch(/Mended: line 52: 3 steps are missing before 2025-09-03T03:00Z/);
  });

  test("learns by another calendar, zone and column", () => {
    const file = join(ROOT, "data/traces/campus-web-hourly-1995.csv");
    const calendar = join(ROOT, "data/traces/calendars/campus-web-hourly-1995.yaml");
    const learned = learn(file, {
      calendar,
      zone: "America/Regina",
      column: "requests",
      pupils: "1000",
    });
    expect(learned.source).toMatchObject({ from: "1995-06-01", until: "1996-01-01", calendar });
    expect(learned.model.rpsPerThousandPupils).toBeGreaterThan(0.12);
    expect(learned.model.rpsPerThousandPupils).toBeLessThan(0.25);
  });

  test.each<[string, string, Partial<FitOptions>, string, RegExp]>([
    [
      "an unknown market",
      HISTORY,
      { market: "no" },
      "market-unknown",
      /no market "no".*se, is, gb, ch, de/,
    ],
    ["an unknown zone", HISTORY, { zone: "Stockholm" }, "zone-unknown", /not "Stockholm"/],
    ["pupils that are none", HISTORY, { pupils: "many" }, "pupils-refused", /not "many"/],
    ["no pupils", HISTORY, { pupils: "0" }, "pupils-refused", /not "0"/],
    ["no file", "nowhere.csv", {}, "history-unreadable", /nowhere\.csv is not there/],
    ["a folder", tmpdir(), {}, "history-unreadable", /can't be read \(EISDIR\)/],
    [
      "a column that is not there",
      HISTORY,
      { column: "hits" },
      "history-refused",
      /no column "hits".*"requests"/,
    ],
    [
      "a history that the calendar doesn't know",
      join(ROOT, "data/traces/campus-web-hourly-1995.csv"),
      {},
      "calendar-too-short",
      /stockholm of data\/calendars\/se\.yaml knows 2025-08-18 to .* of 1995-06-01 to 1995-12-31\. Add/,
    ],
  ])("refuses %s", (_, file, options, code, message) => {
    const refused = refusal(() => learn(file, options));
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(message);
  });

  test("names twenty problems of a history, and how many more there are", () => {
    const broken = LINES.map((line, i) => (i < 25 ? line.replace(/,.*/, ",?") : line));
    const { message } = refusal(() => learn(withText(["time,requests", ...broken].join("\n"))));
    expect(message.match(/line \d+: "\?" is not a number/g)).toHaveLength(20);
    expect(message).toMatch(/ {2}and 5 more\.$/);
  });

  test("is a command that refuses with code 1 and writes nothing", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, "ops/gradetide.js"), "season", "fit", "nowhere.csv", "--market", "se"],
      { encoding: "utf8" },
    );
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/nowhere\.csv is not there[\s\S]*\(history-unreadable\)/);
    expect(() => readFileSync(join(ROOT, "data/load/se.yaml"))).toThrow(/ENOENT/);
  });
});

function refusal(call: () => unknown): UserError {
  try {
    call();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("Nothing was refused");
}
