import { AutoscaleSetting } from "@pulumi/azure-native/monitor/autoscaleSetting.js";
import type * as inputs from "@pulumi/azure-native/types/input.js";
import * as pulumi from "@pulumi/pulumi";

/** What autoscale keeps to while it runs. */
export interface ScalingProfile {
  /** Unique within the setting. */
  readonly name: string;
  /** Fewest clones. */
  readonly floor: number;
  /** Most clones. */
  readonly ceiling: number;
}

export interface SeasonalScalingArgs {
  /** Azure's name of the autoscale setting. */
  readonly settingName: string;
  /** Name of the resource group in which the clones are. */
  readonly resourceGroupName: pulumi.Input<string>;
  /** Azure's name of the region, for instance `swedencentral`. */
  readonly region: string;
  /** Tags on the setting. */
  readonly tags: Readonly<Record<string, string>>;
  /** ARM id of the clones' scale set. */
  readonly scaleSetId: pulumi.Input<string>;
  /** 1 to 20, of which the first one without a schedule is the default one. */
  readonly profiles: readonly ScalingProfile[];
}

/**
 * When clones come and go by themselves. The thresholds are far apart, as Azure skips a step in after
 * which a rule out would fire: two clones carry at 53 % what three carried at 35 %. At 65 % the loss of one of
 * three zones leaves the others just below all that they have. Out goes faster than in.
 * Source: Microsoft Learn, "Best practices for autoscale".
 */
export const RULES = {
  /** Percent of the clones' CPU, as their average over `window`, above which clones are added. */
  outAbove: 65,
  /** Percent below which they are taken away. */
  inBelow: 35,
  /** How long a load must last: ten minutes, in which a clone that starts does not count for much. */
  window: "PT10M",
  /** Clones at a step. */
  stepOut: 2,
  stepIn: 1,
  /** How long nothing happens after a step: a new clone must have time to take its share. */
  cooldownOut: "PT5M",
  cooldownIn: "PT10M",
} as const;

/**
 * The clones' count by the season: one autoscale setting that keeps it between a floor and a ceiling and
 * follows the load between them. Nobody is written to when it scales: what it does is in the activity log.
 *
 * Costs a month: nothing; the clones that it adds are paid by the second.
 *
 * @example
 * new SeasonalScaling("prod-se-season", {
 *   settingName: "autoscale-prod-se-web", resourceGroupName: "rg-prod-se-web", region: "swedencentral",
 *   tags: {}, scaleSetId: web.scaleSetId, profiles: [{ name: "always", floor: 4, ceiling: 24 }],
 * });
 */
export class SeasonalScaling extends pulumi.ComponentResource {
  /** ARM id of the autoscale setting. */
  readonly settingId: pulumi.Output<string>;

  constructor(name: string, args: SeasonalScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:season:SeasonalScaling", name, {}, opts);
    for (const profile of args.profiles) {
      if (profile.floor <= profile.ceiling) continue;
      throw new Error(
        `${name}: profile "${profile.name}" has the floor ${profile.floor} above its ceiling ${profile.ceiling}.`,
      );
    }

    const setting = new AutoscaleSetting(
      `${name}-autoscale`,
      {
        autoscaleSettingName: args.settingName,
        resourceGroupName: args.resourceGroupName,
        location: args.region,
        enabled: true,
        targetResourceUri: args.scaleSetId,
        profiles: args.profiles.map((profile) => azureProfile(profile, args.scaleSetId)),
        tags: { ...args.tags, tier: "season" },
      },
      { parent: this },
    );

    this.settingId = setting.id;
    this.registerOutputs({ settingId: this.settingId });
  }
}

/**
 * A profile in Azure's words. Where metrics can't be read, the floor stands, and nothing is taken away.
 *
 * A step is never wider than from floor to ceiling, and a profile in which both are the same has no rules:
 * Azure refuses it otherwise (InvalidActionValue).
 */
function azureProfile(
  { name, floor, ceiling }: ScalingProfile,
  scaleSetId: pulumi.Input<string>,
): inputs.monitor.AutoscaleProfileArgs {
  const room = ceiling - floor;
  const out = {
    direction: "Increase",
    value: String(Math.min(RULES.stepOut, room)),
    cooldown: RULES.cooldownOut,
  } as const;
  const inwards = {
    direction: "Decrease",
    value: String(Math.min(RULES.stepIn, room)),
    cooldown: RULES.cooldownIn,
  } as const;
  return {
    name,
    capacity: { minimum: String(floor), maximum: String(ceiling), default: String(floor) },
    rules:
      room === 0
        ? []
        : [
            {
              metricTrigger: cpu(scaleSetId, "GreaterThan", RULES.outAbove),
              scaleAction: { type: "ChangeCount", ...out },
            },
            {
              metricTrigger: cpu(scaleSetId, "LessThan", RULES.inBelow),
              scaleAction: { type: "ChangeCount", ...inwards },
            },
          ],
  };
}

function cpu(
  scaleSetId: pulumi.Input<string>,
  operator: "GreaterThan" | "LessThan",
  threshold: number,
): inputs.monitor.MetricTriggerArgs {
  return {
    metricName: "Percentage CPU",
    metricResourceUri: scaleSetId,
    timeGrain: "PT1M",
    statistic: "Average",
    timeWindow: RULES.window,
    timeAggregation: "Average",
    operator,
    threshold,
  };
}
