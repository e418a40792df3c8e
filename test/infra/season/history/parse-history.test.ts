import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { filled } from "../../../../infra/season/history/filled.ts";
import {
  findingText,
  type History,
  type HistoryFinding,
  historySlice,
  stepAt,
  stepStart,
} from "../../../../infra/season/history/history.ts";
import { parseHistory } from "../../../../infra/season/history/parse-history.ts";

const STOCKHOLM = "Europe/Stockholm";
const HOUR = 3_600_000;

/** A row every so many minutes of a wall clock, from a time on; each counts its number from 100 on. */
function rows(from: string, minutes: number, count: number): string[] {
  const start = Date.parse(`${from}Z`);
  return Array.from({ length: count }, (_, i) => {
    const time = new Date(start + i * minutes * 60_000).toISOString().slice(0, 16);
    return `${time},${100 + i}`;
  });
}

function csv(lines: readonly string[], header = "hour,requests"): string {
  return `${[header, ...lines].join("\n")}\n`;
}

function read(text: string, zone = STOCKHOLM, column?: string): History {
  const { history, findings } = parseHistory(text, { zone, ...(column ? { column } : {}) });
  if (history === undefined) throw new Error(findings.map(findingText).join("\n"));
  return history;
}

function findingsOf(text: string, zone = STOCKHOLM): readonly HistoryFinding[] {
  return parseHistory(text, { zone }).findings;
}

/** A fortnight of hours in which the clock is not changed. */
const FORTNIGHT = rows("2026-06-01T00:00", 60, 336);

describe("parseHistory", () => {
  test("reads local hours as requests a second from their instant on", () => {
    const history = read(csv(FORTNIGHT));
    expect(history).toMatchObject({ zone: STOCKHOLM, stepMinutes: 60, resolvedMinutes: 60 });
    expect(new Date(history.startMs).toISOString()).toBe("2026-05-31T22:00:00.000Z");
    expect(history.values).toHaveLength(336);
    expect(history.values[10]).toBeCloseTo(110 / 3600, 12);
  });

  test.each([
    ["with Z", "2026-06-01T00:00:00Z", "2026-06-01T00:00:00.000Z"],
    ["with an offset", "2026-06-01T00:00+02:00", "2026-05-31T22:00:00.000Z"],
    ["of the site's clock", "2026-06-01 00:00", "2026-05-31T22:00:00.000Z"],
  ])("reads times %s", (_, time, start) => {
    const offset = /(Z|[+-]\d\d:\d\d)$/.exec(time)?.[0] ?? "";
    const lines = FORTNIGHT.map((line) => line.replace(",", `${offset},`));
    expect(new Date(read(csv(lines)).startMs).toISOString()).toBe(start);
  });

  test.each([1, 5, 15, 30, 60, 120, 360, 1440])("reads steps of %d minutes", (minutes) => {
    const history = read(csv(rows("2026-06-01T00:00", minutes, (8 * 1440) / minutes)));
    expect(history.resolvedMinutes).toBe(minutes);
    expect(history.stepMinutes).toBe(Math.min(60, minutes));
    expect(history.values).toHaveLength((8 * 1440) / Math.min(60, minutes));
    expect(history.values[0]).toBeCloseTo(100 / minutes / 60, 12);
  });

  test("lets a byte order mark, CRLF, quotes, semicolons, further columns and empty lines pass", () => {
    const text = `\uFEFFday;"clicks";note\r\n${FORTNIGHT.map((line) => `${line.replace(",", ";")};"a; b"`).join("\r\n\r\n")}\r\n\r\n`;
    expect(read(text, STOCKHOLM, "clicks").values).toHaveLength(336);
  });

  test("takes a count a second as it is", () => {
    expect(read(csv(FORTNIGHT, "hour,requests per second")).values[10]).toBe(110);
  });

  test("reads Log Analytics' export, whose times are UTC and American", () => {
    const lines = FORTNIGHT.map((line, i) => {
      const [day, hour] = [1 + Math.floor(i / 24), i % 24];
      const half = hour < 12 ? "AM" : "PM";
      return `"6/${day}/2026, ${hour % 12 || 12}:00:00.000 ${half}",7,${line.split(",")[1]}`;
    });
    const history = read(csv(lines, '"TimeGenerated [UTC]",Average,Total'));
    expect(new Date(history.startMs).toISOString()).toBe("2026-06-01T00:00:00.000Z");
    expect(history.values[13]).toBeCloseTo(113 / 3600, 12);
  });

  test("finds the header below what an export writes above it", () => {
    const text = `Metric: Requests\nResource: web\n${csv(FORTNIGHT, "Timestamp (UTC),Total")}`;
    expect(read(text).startMs).toBe(Date.UTC(2026, 5, 1));
  });

  test("reads Azure Monitor's JSON, and adds up its dimensions", () => {
    const data = (factor: number) =>
      FORTNIGHT.map((line, i) => ({
        timeStamp: `${line.split(",")[0]}:00Z`,
        ...(i === 3 ? {} : { total: (100 + i) * factor }),
      }));
    const metric = { name: { value: "TotalRequests" }, timeseries: [{ data: data(1) }] };
    const history = read(JSON.stringify({ value: [metric] }, null, 2));
    expect(new Date(history.startMs).toISOString()).toBe("2026-06-01T00:00:00.000Z");
    expect(history.values[10]).toBeCloseTo(110 / 3600, 12);
    expect(history.values[3]).toBeNaN();
    const two = { ...metric, timeseries: [{ data: data(1) }, { data: data(2) }] };
    expect(read(JSON.stringify({ value: [two] })).values[10]).toBeCloseTo(330 / 3600, 12);
  });

  test.each([
    [{}, /no `value`/],
    [
      { value: [{ name: { value: "A" } }, { name: { value: "B" } }] },
      /not clear which metric.*"A", "B"/,
    ],
    [
      {
        value: [
          {
            name: { value: "A" },
            timeseries: [{ data: [{ timeStamp: "2026-06-01T00:00:00Z", average: 1 }] }],
          },
        ],
      },
      /neither `total` nor `count`.*--aggregation Total/,
    ],
  ])("refuses JSON as %j", (root, message) => {
    const [finding] = findingsOf(JSON.stringify(root));
    expect(findingText(finding as HistoryFinding)).toMatch(message);
  });

  test.each([
    ["campus-web-hourly-1995", "America/Regina", 60, 5136, 12],
    ["university-daily-2013-14", "Europe/London", 1440, 361 * 24, 0],
    ["app-server-hourly-2015-20", "Europe/Berlin", 60, 44_045, 14],
  ])("reads the trace %s", (name, zone, step, steps, outages) => {
    const text = readFileSync(
      new URL(`../../../../data/traces/${name}.csv`, import.meta.url),
      "utf8",
    );
    const { history, findings } = parseHistory(text, { zone });
    expect(history?.resolvedMinutes).toBe(step);
    expect(history?.values).toHaveLength(steps);
    expect(findings.filter(({ level }) => level === "refused")).toEqual([]);
    const zeros = findings.find(({ code }) => code === "outage");
    expect(zeros?.message.split(" ")[0]).toBe(outages === 0 ? undefined : String(outages));
  });
});

/** The fortnight with one line changed; the header is line 1. */
function withLine(line: number, ...lines: readonly string[]): string {
  return csv(FORTNIGHT.toSpliced(line - 2, 1, ...lines));
}

const at = (line: number): string => FORTNIGHT[line - 2] as string;

describe("what is wrong with a history", () => {
  test.each<[string, string, string, number | undefined, RegExp]>([
    ["an empty file", "", "header", 1, /one column.*Write a header/],
    ["a header alone", "hour,requests\n", "empty", undefined, /fewer than two rows.*of a week/],
    ["no header", FORTNIGHT.join("\n"), "header", 1, /is a row\. Write a header.*above it/],
    ["a header of one column", "hour\n2026-06-01\n", "header", 1, /one column/],
    [
      "several counts",
      csv(["2026-06-01,1,2"], "day,logins,pages"),
      "column",
      1,
      /"logins", "pages".*--column/,
    ],
    ["an average alone", csv(["2026-06-01,1"], "day,Average"), "column", 1, /Total is the one/],
    [
      "a text for a time",
      withLine(9, "yesterday,5"),
      "time",
      9,
      /"yesterday" is not a time\. Write local time/,
    ],
    [
      "a day that does not exist",
      withLine(9, "2026-02-30,5"),
      "time",
      9,
      /"2026-02-30" is not a time/,
    ],
    ["a month that does not exist", withLine(9, "2026-13-01T00:00,5"), "time", 9, /is not a time/],
    [
      "NaN",
      withLine(9, at(9).replace(/,.*/, ",NaN")),
      "value",
      9,
      /"NaN" is not a number.*0 where/,
    ],
    ["an infinite number", withLine(9, at(9).replace(/,.*/, ",1e999")), "value", 9, /not a number/],
    ["a text for a number", withLine(9, at(9).replace(/,.*/, ",many")), "value", 9, /"many"/],
    ["a negative number", withLine(9, at(9).replace(/,.*/, ",-3")), "negative", 9, /-3 is below 0/],
    [
      "an offset in one row",
      withLine(9, at(9).replace(",", "Z,")),
      "mixed-zones",
      9,
      /has an offset.*line 2/,
    ],
    ["disorder", withLine(9, at(10), at(9)), "disorder", 10, /is earlier than .* in line 9\. Sort/],
    [
      "a time twice, with two counts",
      withLine(9, at(9), at(9).replace(/,.*/, ",1")),
      "duplicate",
      10,
      /twice, first in line 9, with 107 and 1/,
    ],
    [
      "mixed steps",
      withLine(9, at(9).replace(":00,", ":30,")),
      "mixed-steps",
      9,
      /90 minutes after line 8, while the step is 60/,
    ],
    [
      "an odd step",
      csv(rows("2026-06-01T00:00", 7, 2000)),
      "step",
      3,
      /the step is 7 minutes\. Add the rows up/,
    ],
    ["a step of two days", csv(rows("2026-06-01T00:00", 2880, 20)), "step", 3, /2880 minutes/],
    [
      "times that stand still",
      csv(Array(20).fill("2026-06-01,1")),
      "disorder",
      3,
      /no row is later/,
    ],
    [
      "less than a week",
      csv(rows("2026-06-01T00:00", 60, 167)),
      "too-short",
      undefined,
      /less than a week\. Give a week at least/,
    ],
    [
      "more than a quarter missing",
      csv(FORTNIGHT.toSpliced(100, 100)),
      "gap",
      undefined,
      /100 steps are missing, more than a quarter/,
    ],
    [
      "requests in an hour that is skipped",
      csv(rows("2026-03-20T00:00", 60, 336)),
      "skipped-hour",
      220,
      /2026-03-29T02:00 does not exist in Europe\/Stockholm.*318 requests\. If the times are UTC, write them with Z/,
    ],
    ["broken JSON", "{ value", "header", undefined, /begins as JSON and is none/],
  ])("refuses %s, with line and mend", (_, text, code, line, message) => {
    const { history, findings } = parseHistory(text, { zone: STOCKHOLM });
    const refused = findings.filter(({ level }) => level === "refused");
    expect(history).toBeUndefined();
    expect(refused).toContainEqual(expect.objectContaining({ code, level: "refused" }));
    const found = refused.find((finding) => finding.code === code) as HistoryFinding;
    expect(found.line).toBe(line);
    expect(findingText(found)).toMatch(message);
  });

  test("is said all at once, in the lines' order", () => {
    const text = csv(FORTNIGHT.with(5, "2026-06-01T05:00,-1").with(3, "noon,4").with(30, at(30)));
    expect(findingsOf(text).map(({ code, line }) => `${code} ${line}`)).toEqual([
      ...["time 5", "gap 6", "negative 7", "gap 8", "disorder 32", "gap 33"],
    ]);
  });

  test.each([
    ["a row that stands twice", withLine(9, at(9), at(9)), "duplicate", 10, 336],
    ["a step that is missing", csv(FORTNIGHT.toSpliced(7, 1)), "gap", 9, 336],
    ["a skipped hour without requests", skipped("0"), "skipped-hour", 220, 335],
    ["a skipped hour that is empty", skipped(""), "skipped-hour", 220, 335],
    [
      "a repeated hour that stands once",
      csv(rows("2026-10-20T00:00", 60, 336)),
      "repeated-hour",
      124,
      337,
    ],
  ])("mends %s and says so", (_, text, code, line, steps) => {
    const { history, findings } = parseHistory(text, { zone: STOCKHOLM });
    expect(findings.map((found) => [found.code, found.level, found.line])).toEqual([
      [code, "mended", line],
    ]);
    expect(history?.values).toHaveLength(steps);
  });

  test("leaves what is missing unknown, and no other step", () => {
    const { values } = read(csv(FORTNIGHT.toSpliced(7, 2)));
    const unknown = Array.from(values.keys()).filter((i) => Number.isNaN(values[i]));
    expect(unknown).toEqual([7, 8]);
  });

  test("takes 0 for unknown where a week before and after there were many, and only there", () => {
    const busy = rows("2026-06-01T00:00", 60, 504);
    const { history, findings } = parseHistory(csv(busy.with(200, "2026-06-09T08:00,0")), {
      zone: STOCKHOLM,
    });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code: "outage", level: "mended" });
    expect(history?.values[200]).toBeNaN();
    const quiet = busy.map((line) => line.replace(/,.*/, ",5")).with(200, "2026-06-09T08:00,0");
    expect(parseHistory(csv(quiet), { zone: STOCKHOLM })).toMatchObject({ findings: [] });
  });
});

/** A fortnight with the hour that the clock skips on 29 March 2026, and what stands there. */
function skipped(count: string): string {
  return csv(
    rows("2026-03-20T00:00", 60, 336).map((line) =>
      line.startsWith("2026-03-29T02") ? line.replace(/,.*/, `,${count}`) : line,
    ),
  );
}

describe("a change of the clock", () => {
  test("skips an hour in spring that has no row", () => {
    const lines = rows("2026-03-20T00:00", 60, 336).filter((line) => !line.includes("-29T02"));
    const { history, findings } = parseHistory(csv(lines), { zone: STOCKHOLM });
    expect(findings).toEqual([]);
    expect(history?.values).toHaveLength(335);
    const before = Date.parse("2026-03-29T00:00Z");
    expect(history?.values[(before - (history?.startMs ?? 0)) / HOUR]).toBeCloseTo(317 / 3600, 12);
    expect(history?.values[(before - (history?.startMs ?? 0)) / HOUR + 1]).toBeCloseTo(
      319 / 3600,
      12,
    );
  });

  test.each(["one pass after the other", "each time twice"])(
    "counts both of a repeated hour's quarters, written %s",
    (order) => {
      const lines = rows("2026-10-20T00:00", 15, 96 * 14);
      const hour = lines.findIndex((line) => line.startsWith("2026-10-25T02:00"));
      const first = lines.slice(hour, hour + 4);
      const second = first.map((line, i) => line.replace(/,.*/, `,${9000 + i}`));
      const both =
        order === "each time twice"
          ? first.flatMap((line, i) => [line, second[i] as string])
          : [...first, ...second];
      const { history, findings } = parseHistory(csv(lines.toSpliced(hour, 4, ...both)), {
        zone: STOCKHOLM,
      });
      expect(findings).toEqual([]);
      const counts = Array.from(history?.values ?? [], (value) => Math.round(value * 900));
      expect(counts.slice(hour - 1, hour + 9)).toEqual([
        ...[99 + hour, 100 + hour, 101 + hour, 102 + hour, 103 + hour],
        ...[9000, 9001, 9002, 9003, 104 + hour],
      ]);
    },
  );

  test("leaves both hours unknown where a repeated one stands once", () => {
    const history = read(csv(rows("2026-10-20T00:00", 60, 336)));
    const first = stepAt(history, Temporal.Instant.from("2026-10-25T02:00+02:00"));
    expect(Array.from(history.values.slice(first - 1, first + 3), Number.isNaN)).toEqual([
      ...[false, true, true, false],
    ]);
  });

  test("gives a local day of 23 or 25 hours its own mean", () => {
    for (const [from, hours] of [
      ["2026-03-25T00:00", 23],
      ["2026-10-21T00:00", 25],
    ] as const) {
      const history = read(csv(rows(from, 1440, 12)));
      const first = stepAt(history, Temporal.Instant.fromEpochMilliseconds(history.startMs)) + 96;
      expect(history.values).toHaveLength(12 * 24 + hours - 24);
      expect(history.values[first]).toBeCloseTo(104 / hours / 3600, 12);
      expect(history.values[first + hours]).toBeCloseTo(105 / 24 / 3600, 12);
    }
  });

  test("is none in steps of UTC", () => {
    const lines = rows("2026-10-20T00:00", 60, 336).map((line) => line.replace(",", "Z,"));
    expect(parseHistory(csv(lines), { zone: STOCKHOLM }).findings).toEqual([]);
  });

  test("keeps every known step at its instant, wherever the site lies and whenever it begins", () => {
    const zones = [
      "Europe/Stockholm",
      "America/New_York",
      "Australia/Lord_Howe",
      "UTC",
      "Asia/Kathmandu",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 700 }),
        fc.constantFrom(15, 30, 60, 180, 1440),
        (zone, day, minutes) => {
          const start = Temporal.PlainDate.from("2025-01-01").add({ days: day });
          const from = start.toZonedDateTime(zone);
          const until = from.add({ days: 10 });
          // A clock of that zone writes down what passes: instants in order, told by its wall.
          const lines: string[] = [];
          const seen: { readonly ms: number; readonly rate: number }[] = [];
          for (let local = from, i = 0; Temporal.ZonedDateTime.compare(local, until) < 0; i++) {
            const next = minutes === 1440 ? local.add({ days: 1 }) : local.add({ minutes });
            const seconds = (next.epochMilliseconds - local.epochMilliseconds) / 1000;
            lines.push(`${local.toPlainDateTime().toString({ smallestUnit: "minute" })},${i + 1}`);
            seen.push({ ms: local.epochMilliseconds, rate: (i + 1) / seconds });
            local = next;
          }
          const { history } = parseHistory(csv(lines), { zone });
          if (history === undefined) return;
          for (const { ms, rate } of seen) {
            const value = history.values[(ms - history.startMs) / history.stepMinutes / 60_000];
            if (value !== undefined && !Number.isNaN(value)) expect(value).toBeCloseTo(rate, 9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a history", () => {
  test("is cut and asked by instants", () => {
    const history = read(csv(FORTNIGHT));
    const part = historySlice(history, 24, 48);
    expect(stepStart(part, 0).toString()).toBe("2026-06-01T22:00:00Z");
    expect(stepAt(part, Temporal.Instant.from("2026-06-01T23:59:59Z"))).toBe(1);
    expect(part.values[0]).toBe(history.values[24]);
  });

  test("is filled by the weeks around for a replay, or else by what came before", () => {
    const values = Float64Array.from({ length: 336 }, (_, i) => i);
    values[170] = Number.NaN;
    values[2] = Number.NaN;
    const whole = filled({ ...read(csv(FORTNIGHT)), values });
    expect([whole.values[2], whole.values[170], whole.values[171]]).toEqual([1, 169, 171]);
    values[2] = 2;
    expect(filled({ ...read(csv(FORTNIGHT)), values }).values[170]).toBe(2);
  });
});
