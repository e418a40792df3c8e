import type { ScalingProfile } from "./scaling-profile.ts";

/** A profile's schedule in the words of Azure's REST API. */
export interface AzureSchedule {
  readonly fixedDate?: { timeZone: string; start: string; end: string };
  readonly recurrence?: {
    frequency: "Week";
    schedule: { timeZone: string; days: string[]; hours: number[]; minutes: number[] };
  };
}

/** Local times and the zone's name go as they are: Azure knows the zone's daylight time. */
export function azureSchedule(schedule: ScalingProfile["schedule"]): AzureSchedule {
  if (schedule === undefined) return {};
  const { timeZone } = schedule;
  if (schedule.kind === "fixed-date") {
    const { start, end } = schedule;
    return { fixedDate: { timeZone, start: `${start}:00`, end: `${end}:00` } };
  }
  const [hour, minute] = schedule.time.split(":").map(Number) as [number, number];
  return {
    recurrence: {
      frequency: "Week",
      schedule: { timeZone, days: [...schedule.days], hours: [hour], minutes: [minute] },
    },
  };
}
