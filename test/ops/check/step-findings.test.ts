import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "@jest/globals";
import type { Calendar } from "../../../infra/season/calendar.ts";
import { planTree } from "../../../ops/check/season-change.ts";
import { stepFindings } from "../../../ops/check/step-findings.ts";
import { T } from "../../../policies/support/types.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const STEP = {
  op: "replace",
  urn: "urn:pulumi:prod-is::gradetide::T::prod-is-web-clones",
  type: T.scaleSet,
  changed: ["zones"],
  before: { zones: ["1", "2", "3"] },
  after: { zones: ["1", "2"] },
};

let today: Temporal.PlainDate;
let calendars: readonly Calendar[];
beforeAll(async () => {
  const planned = await planTree(ROOT, "prod-is");
  today = planned.plan.now.toZonedDateTimeISO(planned.plan.zone.iana).toPlainDate();
  calendars = planned.calendars;
});

/** The calendars with a grade period around today and no other, or with none at all. */
function withGradePeriod(isThere: boolean): readonly Calendar[] {
  const start = today.subtract({ days: 3 });
  const end = today.add({ days: 3 });
  return calendars.map((calendar) => ({
    ...calendar,
    regions: calendar.regions.map((region) => ({
      ...region,
      seasons: isThere
        ? [{ kind: "grade-period" as const, start, end, name: "grades", provisional: false }]
        : [],
    })),
  }));
}

test("A change that moves a grade period away is judged by the one that was there", async () => {
  const of = { stack: "prod-is", root: ROOT, exceptions: [], today };
  const found = async (calendarsBefore: readonly Calendar[]) =>
    (await stepFindings([STEP], { ...of, calendarsBefore })).map(({ policy }) => policy);
  expect(await found(withGradePeriod(true))).toContain("steps-change-freeze");
  expect(await found(withGradePeriod(false))).toEqual(await found([]));
});
