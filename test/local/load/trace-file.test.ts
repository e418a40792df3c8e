import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseTrace, readTrace } from "../../../local/load/trace-file.ts";
import { UserError } from "../../../local/user-error.ts";

const TRACES = join(import.meta.dirname, "../../../data/traces");

function refusal(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error("Nothing was refused.");
}

/** @accepts load */
test.each([
  ["campus-web-hourly-1995.csv", "1995-06-01T00:00:00.000Z", 60, 5136, 65],
  ["university-daily-2013-14.csv", "2013-10-05T00:00:00.000Z", 1440, 361, 71866],
  ["app-server-hourly-2015-20.csv", "2015-03-26T14:00:00.000Z", 60, 44046, 70913],
])("reads %s", (name, start, stepMinutes, steps, first) => {
  const trace = readTrace(join(TRACES, name));
  expect(trace.name).toBe(name);
  expect(new Date(trace.startWallMs).toISOString()).toBe(start);
  expect(trace.stepMinutes).toBe(stepMinutes);
  expect(trace.requests).toHaveLength(steps);
  expect(trace.requests[0]).toBe(first);
});

test.each([
  ["a byte order mark", "\uFEFFhour,requests\n2026-01-01T00:00,1\n2026-01-01T01:00,2\n"],
  ["CRLF", "hour,requests\r\n2026-01-01T00:00,1\r\n2026-01-01T01:00,2\r\n"],
  ["no newline at the end", "hour,requests\n2026-01-01T00:00,1\n2026-01-01T01:00,2"],
  ["empty lines at the end", "hour,requests\n2026-01-01T00:00,1\n2026-01-01T01:00,2\n\n\r\n"],
  [
    "blanks, seconds and a space",
    "hour, requests\n2026-01-01 00:00:00, 1\n2026-01-01 01:00:00 ,2 ",
  ],
])("lets pass %s", (_, text) => {
  expect(parseTrace(text, "t.csv")).toEqual({
    name: "t.csv",
    startWallMs: Date.UTC(2026, 0, 1),
    stepMinutes: 60,
    requests: Float64Array.of(1, 2),
  });
});

const HEADER = "hour,requests";
const A = "2026-01-01T00:00,1";
const B = "2026-01-01T01:00,2";

/** @refuses load */
test.each<[string, readonly string[], readonly string[]]>([
  [
    "an empty file",
    [""],
    ["the file is empty. Write a header such as hour,requests and a row a step."],
  ],
  [
    "a header alone",
    [HEADER],
    ["the file has no row. Two at least are needed, as the first two set the step."],
  ],
  [
    "one row",
    [HEADER, A],
    ["the file has one row. Two at least are needed, as the first two set the step."],
  ],
  [
    "no header",
    [A, B],
    ['line 1: "2026-01-01T00:00,1" is a row. Write a header such as hour,requests above it.'],
  ],
  [
    "a header of another width",
    ["hour;requests", A, B],
    ['line 1: "hour;requests" is not a header of two columns. Write one such as hour,requests.'],
  ],
  [
    "rows of another width",
    [HEADER, A, B, "2026-01-01T02:00", "2026-01-01T02:00,3,4", "", "2026-01-01T02:00,3"],
    [
      'line 4: "2026-01-01T02:00" has 1 column. Write a time and a number, with a comma between them.',
      'line 5: "2026-01-01T02:00,3,4" has 3 columns. Write a time and a number, with a comma between them.',
      "line 6: it is empty. Take it out, or write the step that is missing.",
    ],
  ],
  [
    "times that are none",
    [
      HEADER,
      A,
      "2026-02-30T01:00,2",
      "2026-01-01T24:00,1",
      "2026-01-01T01:00Z,1",
      "noon,1",
      B,
      "0001-13-01,1",
      "2026-01-01T02:60,1",
      "2026-01-01T02:00:60,1",
      "0050-01-01,1",
      "2026-01-00,1",
    ],
    ["2026-02-30T01:00", "2026-01-01T24:00", "2026-01-01T01:00Z", "noon"]
      .map(
        (time, i) =>
          `line ${i + 3}: "${time}" is not a time. Write local time without a zone, as 2026-08-17 or 2026-08-17T08:00.`,
      )
      .concat(
        'line 8: "0001-13-01" is not a time. Write local time without a zone, as 2026-08-17 or 2026-08-17T08:00.',
        'line 9: "2026-01-01T02:60" is not a time. Write local time without a zone, as 2026-08-17 or 2026-08-17T08:00.',
        'line 10: "2026-01-01T02:00:60" is not a time. Write local time without a zone, as 2026-08-17 or 2026-08-17T08:00.',
        'line 11: "0050-01-01" is not a time. Write local time without a zone, as 2026-08-17 or 2026-08-17T08:00.',
        'line 12: "2026-01-00" is not a time. Write local time without a zone, as 2026-08-17 or 2026-08-17T08:00.',
      ),
  ],
  [
    "numbers that are none",
    [
      HEADER,
      "2026-01-01T00:00,NaN",
      "2026-01-01T01:00,",
      "2026-01-01T02:00,Infinity",
      "2026-01-01T03:00,-0.5",
    ],
    [
      'line 2: "NaN" is not a number. Write the step\'s requests, 0 where there were none.',
      'line 3: "" is not a number. Write the step\'s requests, 0 where there were none.',
      'line 4: "Infinity" is not a number. Write the step\'s requests, 0 where there were none.',
      "line 5: -0.5 is below 0. Write the step's requests, 0 where there were none.",
    ],
  ],
  [
    "gaps",
    [HEADER, A, B, "2026-01-01T03:00,1", "2026-01-02T00:00,1"],
    [
      "line 4: 1 step is missing between line 3 and 2026-01-01T03:00. Add it, with 0 where there were no requests.",
      "line 5: 20 steps are missing between line 4 and 2026-01-02T00:00. Add them, with 0 where there were no requests.",
    ],
  ],
  [
    "a duplicate",
    [HEADER, A, B, B],
    ["line 4: 2026-01-01T01:00 is there twice, the first time in line 3. Take one out."],
  ],
  [
    "disorder",
    [HEADER, B, A],
    ["line 3: 2026-01-01T00:00 is earlier than line 2. Sort the rows by time."],
  ],
  [
    "mixed steps",
    [HEADER, A, B, "2026-01-01T01:30,1", "2026-01-01T02:30,1"],
    [
      "line 4: 2026-01-01T01:30 is 30 minutes after line 3, while the step is 60 minutes (lines 2 and 3). Bring all rows to one step.",
    ],
  ],
  [
    "a step of more than a day",
    [HEADER, "2026-01-01,1", "2026-01-03,1"],
    [
      "line 3: 2026-01-03 is 2880 minutes after line 2. A step is a whole number of minutes from 1 to 1440 (a day).",
    ],
  ],
  [
    "a step of less than a minute",
    [HEADER, "2026-01-01T00:00:00,1", "2026-01-01T00:00:30,1"],
    [
      "line 3: 2026-01-01T00:00:30 is 0.5 minutes after line 2. A step is a whole number of minutes from 1 to 1440 (a day).",
    ],
  ],
])("refuses %s, naming the lines and the mend", (_, lines, problems) => {
  const error = refusal(() => parseTrace(lines.join("\n"), "t.csv"));
  expect(error.code).toBe("trace-invalid");
  expect(error.message).toBe(
    ["The trace t.csv cannot be played:", ...problems.map((line) => `  ${line}`)].join("\n"),
  );
});

test("shows the first twenty problems and counts the others", () => {
  const rows = Array.from({ length: 25 }, () => "x,1");
  const lines = refusal(() => parseTrace([HEADER, ...rows].join("\n"), "t.csv")).message.split(
    "\n",
  );
  expect(lines).toHaveLength(22);
  expect(lines.at(-1)).toBe("  and 5 more.");
});

test("says which file is not there or is none", () => {
  const folder = mkdtempSync(join(tmpdir(), "trace-"));
  const missing = join(folder, "none.csv");
  expect(refusal(() => readTrace(missing)).message).toBe(
    `The trace ${missing} is not there. Give the path of a CSV file.`,
  );
  expect(refusal(() => readTrace(folder)).message).toBe(
    `The trace ${folder} cannot be read. Give the path of a CSV file.`,
  );
  writeFileSync(missing, `${HEADER}\n${A}\n${B}\n`);
  expect(readTrace(missing).requests).toEqual(Float64Array.of(1, 2));
});

test("reads back whatever even trace is written", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1440 }),
      fc.date({
        min: new Date("1990-01-01T00:00Z"),
        max: new Date("2050-01-01T00:00Z"),
        noInvalidDate: true,
      }),
      fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 60 }),
      (stepMinutes, start, requests) => {
        const startWallMs = Math.floor(start.getTime() / 60_000) * 60_000;
        const rows = requests.map(
          (value, i) =>
            `${new Date(startWallMs + i * stepMinutes * 60_000).toISOString().slice(0, 16)},${value}`,
        );
        const trace = parseTrace([HEADER, ...rows].join("\n"), "t.csv");
        expect(trace).toEqual({
          name: "t.csv",
          startWallMs,
          stepMinutes,
          // A text has no sign on its zero.
          requests: Float64Array.from(requests, (value) => value + 0),
        });
      },
    ),
  );
});
