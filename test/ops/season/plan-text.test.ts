import { describe, expect, test } from "@jest/globals";
import { chart, chartRows } from "../../../ops/season/chart.ts";
import { planText } from "../../../ops/season/plan-text.ts";
import { stretchTable, stretchTexts } from "../../../ops/season/stretch-table.ts";
import { wrap } from "../../../ops/season/wrap.ts";
import { PLAN } from "../../infra/season/plan-fixture.ts";

const WIDTHS = [80, 100, 200];

describe("chart", () => {
  test("has a row for every two weeks of the year, each with its Monday", () => {
    const labels = chart(PLAN, 80).match(/^Mon \d+ \w+/gm);
    expect(labels).toHaveLength(27);
    expect(labels?.slice(0, 3)).toEqual(["Mon 23 Nov", "Mon 7 Dec", "Mon 21 Dec"]);
  });

  test("writes the most of each row behind its bar", () => {
    const rows = chartRows(PLAN);
    const december = rows[1];
    expect(december?.need).toBe(Math.max(...PLAN.need.subarray(14 * 96, 28 * 96)));
    const { need, floor, ceiling, reserve, lent } = december ?? {};
    expect(chart(PLAN, 80)).toMatch(
      new RegExp(`^Mon 7 Dec .* ${need} +${floor} +${ceiling} +${reserve} +${lent}$`, "m"),
    );
  });

  test("draws floor, rules, reserve, what is lent and the ceiling with signs of their own", () => {
    const lines = chart(draw({ need: 4, floors: 3, ceilings: 8, reserve: 7, lent: 2 }), 80).split(
      "\n",
    );
    expect(lines[1]).toMatch(/^Mon 23 Nov █{9}▒{3}·{3}░{6} {3}┊ /);
    const lent = chart(draw({ need: 6, floors: 6, ceilings: 8, reserve: 6, lent: 3 }), 80).split(
      "\n",
    );
    expect(lent[1]).toMatch(/^Mon 23 Nov █{9}▓{9} {6}┊ /);
  });

  test("draws a need above the ceiling beyond it", () => {
    const lines = chart(draw({ need: 6, floors: 4, ceilings: 4, reserve: 4, lent: 0 }), 80).split(
      "\n",
    );
    expect(lines[1]).toMatch(/^Mon 23 Nov █{12}┊▒{5} /);
  });
});

/** The fixture's plan with the same figures all year. */
function draw(
  values: Readonly<Record<"need" | "floors" | "ceilings" | "reserve" | "lent", number>>,
) {
  const filled = Object.entries(values).map(
    ([key, value]) => [key, new Int32Array(PLAN.horizon.quarters).fill(value)] as const,
  );
  return { ...PLAN, ...Object.fromEntries(filled) };
}

describe("stretchTable", () => {
  test.each(WIDTHS)("has a row for each stretch at %d columns", (width) => {
    const table = stretchTable(PLAN, width).replace(/\s+/g, " ");
    for (const stretch of PLAN.stretches) {
      const { days } = stretchTexts(stretch, PLAN.zone.iana);
      expect(table).toContain(days.split(" – ")[0]);
    }
    expect(table).toMatch(/days why clones most gateway database reserve staging/);
  });

  test("says days, reason, the floor and its busy hours, and the rest", () => {
    expect(stretchTable(PLAN, 200)).toMatch(
      /Mon 25 Jan – Sun 23 May +Sweden: term +4, 15 at 07:30–08:15 +19 +15 +D\w+ds_v5 +\d+\+\d+\+\d+ +0–6/,
    );
  });

  test("marks what rests on dates that may change, and says so below", () => {
    const [first, ...others] = PLAN.stretches;
    if (first === undefined) throw new Error("the fixture has stretches");
    const plan = { ...PLAN, stretches: [{ ...first, provisional: true }, ...others] };
    expect(stretchTable(plan, 120)).toContain(`${first.reason} *`);
    expect(stretchTable(plan, 120)).toMatch(/^\* rests on dates that may still change/m);
    expect(stretchTable(PLAN, 120)).not.toContain("*");
  });

  test("says how many clones are needed where that is more than is allowed", () => {
    const [first] = PLAN.stretches;
    if (first === undefined) throw new Error("the fixture has stretches");
    const short = { ...first, need: 30, ceiling: 24 };
    expect(stretchTexts(short, PLAN.zone.iana).clones).toMatch(/; 30 needed$/);
    const rules = { ...first, need: 18, ceiling: 24, floor: { least: 4, most: 15 } };
    expect(stretchTexts(rules, PLAN.zone.iana).clones).toMatch(/; rules to 18$/);
  });
});

describe("planText", () => {
  test.each(WIDTHS)("fits a terminal of %d columns, without a colour", (width) => {
    const findings = [
      { code: "calendar-ends", level: "act", message: "word ".repeat(80), from: PLAN.now } as const,
    ];
    const text = planText({ ...PLAN, findings }, width);
    const widest = Math.max(...text.split("\n").map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(width);
    expect(text).not.toContain("\u001b");
    expect(text).toContain("To do: word");
  });

  test("is headed by the stack, its days and the date", () => {
    expect(planText(PLAN, 120).split("\n")[0]).toBe(
      "prod-se, Mon 23 Nov 2026 to Sun 28 Nov 2027, planned on 2026-11-25 (Europe/Stockholm)",
    );
  });

  test("compares clone-hours with the ceiling all year", () => {
    expect(planText(PLAN, 200)).toMatch(
      /Clone-hours: [\d,]+ by floors alone \(\d+ % of the ceiling all year\), [\d,]+ by rules alone \(\d+ %\), too few in [\d,]+ h if a zone is lost then, [\d,]+ by floors and rules/,
    );
  });
});

test("breaks a text at its spaces", () => {
  expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
});
