import * as pulumi from "@pulumi/pulumi";
import type { RunningProfiles } from "../season/profiles/profile-set.ts";
import { SeasonalScaling } from "../season/seasonal-scaling.ts";
import { azureName } from "./names.ts";
import { Web, type WebArgs } from "./web.ts";

export interface StagingArgs extends Omit<WebArgs, "role" | "backendPoolId"> {
  /** Staging's own profiles: their ceilings are what it is lent (`Lending.staging`). */
  readonly profiles: RunningProfiles["profiles"];
  /** The first day that the profiles were not planned for. */
  readonly coveredUntil: Temporal.PlainDate;
}

/**
 * Staging: the copy of the web tier on which an image runs before production takes it (docs/staging.md). Its
 * clones are machines of the same size, on a subnet of their own, out of the same reservations: what production does
 * not need by plan is lent to them, and their own autoscale setting gives it back two hours before it may be
 * needed. The two settings' ceilings together are never above what is reserved.
 *
 * Nobody comes in from the internet: those who try an image reach it from within the network.
 *
 * Costs a month: nothing for machines, as a reserved one costs the same unused; their disks, by the second.
 *
 * @example
 * new Staging("prod-se-staging", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, zones: ["1", "2", "3"],
 *   vmSize: "Standard_D4s_v5", image: { gallery: imageVersionId }, floor: 1, ceiling: 6, firstCount: 1,
 *   reservationGroupId: reserve.groupId, subnetId: network.subnetIds.staging,
 *   adminSshPublicKey: "ssh-ed25519 …", healthPath: "/health", gracePeriodMinutes: 10,
 *   profiles: plan.lending.staging.profiles, coveredUntil: Temporal.PlainDate.from("2027-01-11"),
 * });
 */
export class Staging extends pulumi.ComponentResource {
  /** ARM id of the scale set. */
  readonly scaleSetId: pulumi.Output<string>;
  /** ARM id of the autoscale setting. */
  readonly settingId: pulumi.Output<string>;

  constructor(name: string, args: StagingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Staging", name, {}, opts);

    const web = new Web(`${name}-web`, { ...args, role: "staging" }, { parent: this });
    const season = new SeasonalScaling(
      `${name}-season`,
      {
        region: args.region,
        tags: args.tags,
        settingName: azureName("autoscaleSetting", `autoscale-${args.datacenter}-staging`),
        resourceGroupName: web.resourceGroupName,
        scaleSetId: web.scaleSetId,
        profiles: args.profiles,
        coveredUntil: args.coveredUntil,
      },
      { parent: this },
    );

    this.scaleSetId = web.scaleSetId;
    this.settingId = season.settingId;
    this.registerOutputs({ scaleSetId: this.scaleSetId });
  }
}
