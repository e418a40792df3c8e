import type { LoadModel } from "../demand/load-model.ts";

const FLAT_DAY = Array.from({ length: 24 }, () => 1);

/** The model of a site of which nothing is known: every day and every hour alike. A fit starts from it. */
export const FLAT_MODEL: LoadModel = {
  source: "nothing known",
  rpsPerThousandPupils: 1,
  season: { term: 1, "term-start": 1, "grade-period": 1, holiday: 1 },
  weekday: [1, 1, 1, 1, 1, 1, 1],
  hour: { schoolDay: FLAT_DAY, dayOff: FLAT_DAY },
  bell: { minute: 8 * 60, times: 1, before: 5, after: 10 },
  gradeOpening: { rpsPerThousandPupils: 0, halfLifeMinutes: 20 },
  sigma: 0.2,
};
