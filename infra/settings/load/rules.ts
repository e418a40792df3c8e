import type { Finding } from "../finding.ts";
import type { Salvaged } from "../salvage.ts";
import type { WrittenLoad } from "./schema.ts";

/** A mean is written with few digits: it may miss 1 by this much. */
const MEAN_MAY_MISS = 0.02;

/** Everything that is wrong between the fields of a file of data/load. */
export function loadFindings({ source, model }: Salvaged<WrittenLoad>): readonly Finding[] {
  return [
    ...datesFindings(source?.from, source?.until),
    ...meanFindings(model?.weekday, ["model", "weekday"], 7),
    ...meanFindings(model?.hour?.schoolDay, ["model", "hour", "schoolDay"], 24),
    ...meanFindings(model?.hour?.dayOff, ["model", "hour", "dayOff"], 24),
    ...bellFindings(model?.bell),
  ];
}

function datesFindings(from: string | undefined, until: string | undefined): readonly Finding[] {
  // ISO dates of four-digit years sort as texts.
  if (from === undefined || until === undefined || from < until) return [];
  return [
    {
      path: ["source", "until"],
      allowed: `a day after \`from\`, ${from}`,
      edit: "correct `from` or `until`",
    },
  ];
}

function meanFindings(
  factors: readonly (number | undefined)[] | undefined,
  path: Finding["path"],
  length: number,
): readonly Finding[] {
  // Of another length it is refused for that.
  if (factors?.length !== length) return [];
  if (!factors.every((factor) => factor !== undefined)) return [];
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
  if (Math.abs(mean - 1) <= MEAN_MAY_MISS) return [];
  return [
    {
      path,
      received: `numbers whose mean is ${Number(mean.toFixed(3))}`,
      allowed: `numbers whose mean is 1, give or take ${MEAN_MAY_MISS}`,
      edit: "divide each by their mean, or run `npx gradetide season fit` again",
    },
  ];
}

function bellFindings(
  bell: Salvaged<WrittenLoad["model"]["bell"]> | undefined,
): readonly Finding[] {
  const { before, after } = bell ?? {};
  if (before === undefined || after === undefined || after >= before) return [];
  return [
    {
      path: ["model", "bell", "after"],
      allowed: `minutes, not fewer than \`before\`, ${before}`,
      edit: "correct `after` or `before`",
    },
  ];
}
