import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { read } from "../support/read.ts";
import { stageOfSetting } from "../support/stage.ts";
import { T } from "../support/types.ts";
import { profilesOf, runningBounds } from "./running-bounds.ts";
import { shortfall, whenInWords } from "./words.ts";

export const seasonCeilingCoversPlan: StackPolicy = {
  id: "season-ceiling-covers-plan",
  title: "The ceiling that Azure runs leaves the room that the season's plan asks for.",
  why: "Above the ceiling nothing is added, whatever the load: pupils are turned away beside free machines.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "a profile with maximum 8, where the plan allows 24",
    remedy: "the plan's own profiles",
  },
  checkStack: (stack) =>
    ofType(stack, T.autoscale)
      .filter(({ inputs }) => read(inputs, "profiles").kind === "value")
      .flatMap((setting) => {
        const { plan } = stack;
        const bounds = runningBounds(profilesOf(setting), plan.horizon);
        const isStaging = stageOfSetting(stack, setting) === "staging";
        const { ceilings, plannedQuarters } = isStaging ? plan.lending.staging : plan.profiles;
        const lack = shortfall(bounds.ceilings, ceilings, 0, plannedQuarters, bounds.broken);
        if (lack === undefined) return [];
        const value = `${bounds.ceilings[lack.worst]} clones at ${whenInWords(plan, lack.worst)} (profile "${bounds.nameAt(lack.worst)}")`;
        return [
          violation(setting, "profiles", value, {
            required: `room for ${ceilings[lack.worst]} clones then, by the season's plan`,
            remedy: `Take the plan's profiles; where the plan itself allows too few, raise \`web.ceiling\`.`,
          }),
        ];
      }),
};
