import { AutoscaleSetting } from "@pulumi/azure-native/monitor/autoscaleSetting.js";
import type * as inputs from "@pulumi/azure-native/types/input.js";
import * as pulumi from "@pulumi/pulumi";
import { azureSchedule } from "./profiles/azure-schedule.ts";
import { RULES } from "./profiles/rules.ts";
import { MOST_PROFILES, type ScalingProfile } from "./profiles/scaling-profile.ts";

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
  /** 1 to 20; one of them at most has no schedule, and is the default one. */
  readonly profiles: readonly ScalingProfile[];
  /**
   * The first day that the profiles were not planned for; undefined: they hold without an end. Stands on the
   * setting as the tag `coveredUntil`, which Azure watches (decision 0005) and reads as that day's start in UTC.
   */
  readonly coveredUntil: Temporal.PlainDate | undefined;
}

/** What the tag `coveredUntil` says of profiles that have no end: the last day that a log query knows. */
const NO_END = Temporal.PlainDate.from("9999-12-31");

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
 *   coveredUntil: undefined,
 * });
 */
export class SeasonalScaling extends pulumi.ComponentResource {
  /** ARM id of the autoscale setting. */
  readonly settingId: pulumi.Output<string>;

  constructor(name: string, args: SeasonalScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:season:SeasonalScaling", name, {}, opts);
    const problems = problemsOf(args.profiles);
    if (problems.length > 0) {
      throw new Error(problems.map((problem) => `${name}: ${problem}`).join("\n"));
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
        tags: {
          ...args.tags,
          tier: "season",
          coveredUntil: (args.coveredUntil ?? NO_END).toString(),
        },
      },
      { parent: this },
    );

    this.settingId = setting.id;
    this.registerOutputs({ settingId: this.settingId });
  }
}

/**
 * What Azure would refuse of the profiles. Source: Learn, "Understand autoscale settings" and "Best practices
 * for autoscale" (20 profiles at most).
 */
function problemsOf(profiles: readonly ScalingProfile[]): string[] {
  const lasting = profiles.filter(({ schedule }) => schedule === undefined);
  const names = lasting.map(({ name }) => `"${name}"`).join(", ");
  return [
    ...(profiles.length < 1 || profiles.length > MOST_PROFILES
      ? [`${profiles.length} profiles; an autoscale setting has 1 to ${MOST_PROFILES}.`]
      : []),
    ...(lasting.length > 1
      ? [`${names} have no schedule; one profile at most may have none.`]
      : []),
    ...profiles
      .filter(({ floor, ceiling }) => floor > ceiling)
      .map(
        ({ name, floor, ceiling }) =>
          `profile "${name}" has the floor ${floor} above its ceiling ${ceiling}.`,
      ),
  ];
}

/**
 * A profile in Azure's words. Where metrics can't be read, the floor stands, and nothing is taken away.
 *
 * A step is never wider than from floor to ceiling, and a profile in which both are the same has no rules:
 * Azure refuses it otherwise (InvalidActionValue).
 */
function azureProfile(
  { name, floor, ceiling, schedule }: ScalingProfile,
  scaleSetId: pulumi.Input<string>,
): inputs.monitor.AutoscaleProfileArgs {
  const room = ceiling - floor;
  const out = {
    direction: "Increase",
    value: String(Math.min(RULES.stepOut, room)),
    cooldown: minutes(RULES.cooldownOutMinutes),
  } as const;
  const inwards = {
    direction: "Decrease",
    value: String(Math.min(RULES.stepIn, room)),
    cooldown: minutes(RULES.cooldownInMinutes),
  } as const;
  return {
    name,
    ...azureSchedule(schedule),
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

/** An ISO 8601 duration. */
function minutes(count: number): string {
  return `PT${count}M`;
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
    timeWindow: minutes(RULES.windowMinutes),
    timeAggregation: "Average",
    operator,
    threshold,
  };
}
