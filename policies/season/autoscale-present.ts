import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { madeFrom, ofType, type StackPolicy } from "../support/policy.ts";
import { T } from "../support/types.ts";

export const seasonAutoscalePresent: StackPolicy = {
  id: "season-autoscale-present",
  title: "Every scale set has one autoscale setting of its own.",
  why: "Without one, as many clones stand in July as in the grade week, or as few.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "a scale set that no AutoscaleSetting targets",
    remedy: "an AutoscaleSetting whose targetResourceUri is the set's id",
  },
  checkStack: (stack) =>
    ofType(stack, T.scaleSet).flatMap((set) => {
      const settings = ofType(stack, T.autoscale).filter((setting) =>
        madeFrom(stack, setting, "targetResourceUri").includes(set),
      );
      if (settings.length === 1) return [];
      const value =
        settings.length === 0 ? "without an autoscale setting" : "with several settings";
      return [
        violation(set, "", value, {
          required: "exactly one autoscale setting that targets it",
          remedy: "Declare the SeasonalScaling component with this set's id.",
        }),
      ];
    }),
};
