import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { stageOfSetting } from "../support/stage.ts";
import { T } from "../support/types.ts";
import { profilesOf, runningBounds } from "./running-bounds.ts";
import { shortfall, whenInWords } from "./words.ts";

export const seasonFloorCoversPlan: StackPolicy = {
  id: "season-floor-covers-plan",
  title:
    "The floor that Azure runs covers what the season's plan needs, at every instant of its horizon.",
  why: "The bell brings load faster than clones start: what must stand before it, only a floor brings.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "a profile of the grade week with minimum 6, where the plan needs 12",
    remedy: "the plan's own profiles",
  },
  checkStack: (stack) =>
    ofType(stack, T.autoscale)
      .filter(({ inputs }) => read(inputs, "profiles").kind === "value")
      .flatMap((setting) => {
        const { plan } = stack;
        const bounds = runningBounds(profilesOf(setting), plan.horizon);
        const isStaging = stageOfSetting(stack, setting) === "staging";
        // Also where nothing is planned: there the plan counts what the days need, and profiles stand above that.
        const needed = isStaging ? plan.lending.staging.floors : plan.floors;
        const { quarters } = plan.horizon;
        const lack = shortfall(bounds.floors, needed, 0, quarters, bounds.broken);
        if (lack === undefined) return [];
        const profile = bounds.nameAt(lack.worst);
        const value =
          `${bounds.floors[lack.worst]} clones at ${whenInWords(plan, lack.worst)} (profile "${profile}"); ` +
          `too few for ${lack.quarters / 4} h from ${whenInWords(plan, lack.first)} on`;
        return [
          violation(setting, "profiles", value, {
            required: `${needed[lack.worst]} clones then, by the season's plan`,
            remedy: `Take the plan's profiles; \`npx gradetide season plan ${stack.name}\` says why it needs them.`,
          }),
        ];
      }),
};
