import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import type { LoadModel } from "../../../infra/season/demand/load-model.ts";
import { seasonPlan } from "../../../infra/season/plan.ts";
import { readSettings, type SettingsError } from "../../../infra/settings/index.ts";
import { readLoads } from "../../../infra/settings/load/read-load.ts";
import { type RenderLoadInput, renderLoad } from "../../../infra/settings/load/render-load.ts";
import { readPlanInput } from "../../../infra/settings/plan-input.ts";
import { refusalFrom, withFiles } from "./data-support.ts";
import { change, MARK, PROJECT, readCases, takeMarks } from "./support.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 0.5 : 1.5));

const MODEL: LoadModel = {
  source: "learned from history 2025.csv, 2025-08-18 to 2026-11-24, on 2026-11-25",
  rpsPerThousandPupils: 0.2,
  season: { term: 1, "term-start": 1.6, "grade-period": 1.3, holiday: 0.2 },
  weekday: [1.3, 1.4, 1.3, 1.2, 1.1, 0.4, 0.3],
  hour: { schoolDay: HOURS, dayOff: HOURS.toReversed() },
  bell: { minute: 490, times: 3.5, before: 5, after: 12 },
  gradeOpening: { rpsPerThousandPupils: 1.5, halfLifeMinutes: 30 },
  sigma: 0.15,
  growth: { perYear: 0.04, fromDay: Date.UTC(2026, 10, 24) / 86_400_000 },
};

const INPUT: RenderLoadInput = {
  source: {
    file: "history 2025.csv",
    from: "2025-08-18",
    until: "2026-11-24",
    stepMinutes: 60,
    pupils: 260_000,
    calendar: "data/calendars/se.yaml",
    fitted: "2026-11-25",
  },
  error: { from: "2026-08-01", until: "2026-11-24", off: 0.12345678, naive: 0.3, above99: 0.011 },
  model: MODEL,
  notes: ["the first lesson: its steps are longer than 5 minutes"],
};

const TEXT = renderLoad(INPUT);

function read(text: string): Promise<ReturnType<typeof readLoads>> {
  return withFiles({ "data/load/se.yaml": text }, (root) => readLoads(root, ["se", "is"]));
}

describe("data/load", () => {
  test("is read as it was written", async () => {
    const loads = await read(TEXT);
    expect([...loads.keys()]).toEqual(["se"]);
    expect(loads.get("se")?.model).toEqual(MODEL);
    expect(loads.get("se")?.written).toMatchObject({
      source: INPUT.source,
      error: { off: 0.1235, naive: 0.3 },
      notes: INPUT.notes,
    });
  });

  test("may lack the error, the growth and the notes", async () => {
    const { growth: _, ...model } = MODEL;
    const text = renderLoad({ ...INPUT, model, error: undefined, notes: [] });
    expect((await read(text)).get("se")?.model).toEqual(model);
  });

  test("need not be there", async () => {
    expect(await withFiles({}, (root) => readLoads(root, ["se"]))).toEqual(new Map());
  });

  test.each(readCases(new URL("./wrong-data/loads.txt", import.meta.url)))(
    "is refused for $title",
    async ({ from, to, message }) => {
      const { text, places } = takeMarks(change(TEXT, from, to));
      const error = await refusalFrom(read(text));
      let index = 0;
      const placed = message.replaceAll(MARK, () => `data/load/se.yaml:${places[index++]}`);
      expect(error.message).toBe(placed);
      expect(error.code).toBe("settings-invalid");
    },
  );

  test("is refused with all that is wrong in any market's", async () => {
    const files = {
      "data/load/se.yaml": change(TEXT, "sigma: 0.15", "sigma: -1"),
      "data/load/is.yaml": "[",
    };
    const error: SettingsError = await refusalFrom(
      withFiles(files, async (root) => readLoads(root, ["se", "is"])),
    );
    expect(error.issues.map(({ file }) => file)).toEqual([
      ...["data/load/se.yaml", "data/load/is.yaml"],
    ]);
  });
});

describe("a plan", () => {
  const today = Temporal.PlainDate.from("2026-11-25");
  const settings = readSettings(PROJECT, "prod-se");
  const data = Object.fromEntries(
    ["calendars/se", "calendars/ch", "calendars/de", "customers"].map((name) => {
      const file = `data/${name}.yaml`;
      return [file, readFileSync(`${PROJECT}/${file}`, "utf8")];
    }),
  );
  const planWith = (files: Readonly<Record<string, string>>) =>
    withFiles({ ...data, ...files }, async (root) =>
      seasonPlan(await readPlanInput({ root, stack: "prod-se", settings, today })),
    );

  test("is made by what was learned of a market, and by what is assumed of the others", async () => {
    const [assumed, learned] = [await planWith({}), await planWith({ "data/load/se.yaml": TEXT })];
    const sigmas = learned.markets.map(({ market, sigma }) => `${market} ${sigma}`);
    expect(sigmas).toEqual(["se 0.15", "ch 0.2", "de 0.2"]);
    // A thousand pupils make 0.2 instead of 0.15.
    expect(learned.markets[0]?.median.at(40)).not.toBe(assumed.markets[0]?.median.at(40));
    expect(learned.markets.slice(1)).toEqual(assumed.markets.slice(1));
    const pupils = (plan: typeof learned) =>
      plan.findings.filter(({ code }) => code === "pupils-assumed").map(({ message }) => message);
    expect(pupils(assumed).map((message) => message.split("'")[0])).toEqual([
      ...["Sweden", "Switzerland", "Germany"],
    ]);
    expect(pupils(learned)).toEqual(pupils(assumed).slice(1));
  });

  test("is the same each time, so that a second `up` changes nothing", async () => {
    const files = { "data/load/se.yaml": TEXT };
    const [one, other] = [await planWith(files), await planWith(files)];
    expect(other.profiles).toEqual(one.profiles);
    expect(other.declared).toEqual(one.declared);
  });
});
