import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

export const seasonCalendarReach: StackPolicy = {
  id: "season-calendar-reach",
  title: "Calendars reach far enough ahead, and a setting says until when it was planned.",
  why: "Days without a calendar are planned as the busiest, and Azure's watch can't warn of a cover that no tag tells.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "data/calendars/se.yaml ends in three weeks; or the tag coveredUntil is left out",
    remedy: "add the next school year; coveredUntil: the plan's own date",
  },
  config: {
    days: {
      type: "integer",
      description: "Days that each market's calendar must reach ahead.",
      default: 90,
      minimum: 14,
      maximum: 365,
    },
  },
  checkStack(stack, config) {
    const { plan } = stack;
    const days = setting<number>(seasonCalendarReach, config, "days");
    const today = plan.now.toZonedDateTimeISO(plan.zone.iana).toPlainDate();
    const until = today.add({ days });
    const short = plan.markets.filter(({ gaps }) =>
      gaps.some(
        (gap) =>
          gap.reason === "unknown" &&
          Temporal.PlainDate.compare(gap.from, until) < 0 &&
          Temporal.PlainDate.compare(gap.until, today) > 0,
      ),
    );
    const covered = plan.profiles.coveredUntil.toZonedDateTimeISO(plan.zone.iana).toPlainDate();
    return [
      ...short.map(({ market }) =>
        violation(stack, "", `the calendar of ${market} ends before ${until}`, {
          required: `calendars for ${days} days ahead`,
          remedy: `Add the next school year to data/calendars/${market}.yaml.`,
        }),
      ),
      ...ofType(stack, T.autoscale)
        .filter(({ inputs }) => textAt(inputs, "tags.coveredUntil") !== covered.toString())
        .map((one) =>
          violation(one, "tags.coveredUntil", textAt(one.inputs, "tags.coveredUntil") ?? "absent", {
            required: `${covered}, the first day that is not planned for`,
            remedy: "Take the date from the plan's profiles: `coveredUntil`.",
          }),
        ),
    ];
  },
};
