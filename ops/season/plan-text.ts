import { quarterStart } from "../../infra/season/demand/horizon.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import { rulesAlone } from "../../infra/season/profiles/rules-alone.ts";
import { chart } from "./chart.ts";
import { dayName } from "./local-dates.ts";
import { stretchTable } from "./stretch-table.ts";
import { wrap } from "./wrap.ts";

/** "prod-se, Mon 23 Nov 2026 to Sun 28 Nov 2027, planned on 2026-11-25 (Europe/Stockholm)". */
export function planTitle({ datacenter, horizon, now, zone }: SeasonPlan): string {
  const last = quarterStart(horizon, horizon.quarters).subtract({ nanoseconds: 1 });
  const named = (at: Temporal.Instant): string =>
    `${dayName(at, zone.iana)} ${at.toZonedDateTimeISO(zone.iana).year}`;
  const today = now.toZonedDateTimeISO(zone.iana).toPlainDate();
  return `${datacenter}, ${named(horizon.from)} to ${named(last)}, planned on ${today} (${zone.iana})`;
}

/** A plan for a terminal of `width` columns: chart, stretches, clone-hours and findings. Pure. */
export function planText(plan: SeasonPlan, width: number): string {
  return [
    ...wrap(planTitle(plan), width),
    "",
    chart(plan, width),
    "",
    stretchTable(plan, width),
    "",
    ...wrap(cloneHoursText(plan), width),
    ...plan.findings.flatMap(({ level, message }) => [
      "",
      ...wrap(`${level === "act" ? "To do:" : "To know:"} ${message}.`, width),
    ]),
  ].join("\n");
}

function cloneHoursText({ cloneHours, rps, web }: SeasonPlan): string {
  const { floors, both, ceiling } = cloneHours;
  const rules = rulesAlone(rps, web);
  const part = (hours: number): string => `${Math.round((hours / ceiling) * 100)} %`;
  return (
    `Clone-hours: ${whole(floors)} by floors alone (${part(floors)} of the ceiling all year), ` +
    `${whole(rules.cloneHours)} by rules alone (${part(rules.cloneHours)}), too few in ${whole(rules.hoursTooLate)} h if a zone is lost then, ` +
    `${whole(both)} by floors and rules together (${part(both)}).`
  );
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}
