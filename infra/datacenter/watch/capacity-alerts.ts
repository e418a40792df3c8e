import type { Input } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";
import { coverQuery } from "../cover-query.ts";
import type { AlertSpec } from "./alert.ts";

/** What the alerts on the season's capacity are about. */
export interface CapacityWatched {
  /** ARM id of the group of the reservations. */
  readonly reservationGroupId: Input<string>;
  readonly autoscaleSettingId: Input<string>;
}

/** The alerts on what the season's plan has Azure do. */
export function capacityAlerts(watched: CapacityWatched): readonly AlertSpec[] {
  const { reservationGroupId, autoscaleSettingId } = watched;
  return [
    {
      kind: "activity",
      name: "reservation-refused",
      scope: reservationGroupId,
      fields: {
        category: ["Administrative"],
        operationName: ["Microsoft.Compute/capacityReservationGroups/capacityReservations/write"],
        status: ["Failed"],
      },
    },
    {
      // As in Azure's quickstart monitor-autoscale-failed-alert: by category and status alone.
      kind: "activity",
      name: "autoscale-failed",
      scope: autoscaleSettingId,
      fields: { category: ["Autoscale"], status: ["Failed"] },
    },
    {
      kind: "log",
      name: "season-cover",
      query: pulumi.output(autoscaleSettingId).apply(coverQuery),
      comparison: "LessThan",
      threshold: 1,
      every: "P1D",
      asIdentity: "web",
    },
  ];
}
