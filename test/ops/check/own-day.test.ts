import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import { listStacks, readSettings } from "../../../infra/settings/index.ts";
import { ownDayProblem } from "../../../ops/check/own-day.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

test("judges no stack as of a day that its settings keep, and says what to take out", () => {
  const season = { today: Temporal.PlainDate.from("2027-02-20") };
  expect(ownDayProblem("prod-se", { season })).toMatch(
    /^Pulumi\.prod-se\.yaml keeps `season\.today: 2027-02-20`.* Take `today` out of it; /,
  );
});

test.each(listStacks(ROOT))("finds none in %s as it stands here", (stack) => {
  expect(ownDayProblem(stack, readSettings(ROOT, stack))).toBeUndefined();
});
