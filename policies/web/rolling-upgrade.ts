import { control } from "../support/controls.ts";
import { expectValue, is, isBetween } from "../support/expect.ts";
import { type Config, ofType, type StackPolicy, setting } from "../support/policy.ts";
import type { Resource } from "../support/resource.ts";
import { stageOf } from "../support/stage.ts";
import { T } from "../support/types.ts";

const ROLLING = "upgradePolicy.rollingUpgradePolicy";

export const webRollingUpgrade: StackPolicy = {
  id: "web-rolling-upgrade",
  title:
    "Clones are upgraded a batch at a time, zone by zone, and the upgrade stops when clones get sick.",
  why: "An upgrade of all clones at once is an outage; one without bounds carries a bad image to all of them.",
  severity: "mandatory",
  control: control("A.8.32"),
  example: {
    violation: "upgradePolicy: { mode: Automatic }",
    remedy: "upgradePolicy: { mode: Rolling } with maxBatchInstancePercent 20",
  },
  config: {
    batchPercent: {
      type: "integer",
      description: "Most clones in one batch, in percent.",
      default: 25,
      minimum: 5,
      maximum: 50,
    },
    pauseMinutes: {
      type: "integer",
      description: "Longest pause between two batches, in minutes.",
      default: 10,
      minimum: 1,
      maximum: 60,
    },
    unhealthyPercent: {
      type: "integer",
      // One of two: with the least floor of all, one sick clone must not keep its cure away.
      description: "Most clones that may be sick before an upgrade stops, in percent.",
      default: 50,
      minimum: 5,
      maximum: 50,
    },
  },
  checkStack: (stack, config) =>
    ofType(stack, T.scaleSet).flatMap((set) =>
      judgeUpgrade(set, config, stageOf(stack, set) === "production"),
    ),
};

function judgeUpgrade(
  set: Resource,
  config: Config,
  isProduction: boolean,
): ReturnType<typeof expectValue> {
  const batch = setting<number>(webRollingUpgrade, config, "batchPercent");
  const pause = setting<number>(webRollingUpgrade, config, "pauseMinutes");
  // Staging may have one clone, which may be the sick one that an upgrade cures.
  const sick = isProduction ? setting<number>(webRollingUpgrade, config, "unhealthyPercent") : 100;
  const bound = (name: string, most: number): ReturnType<typeof expectValue> =>
    expectValue(set, `${ROLLING}.${name}`, isBetween(0, most), {
      required: `at most ${most}`,
      remedy: `Set \`rollingUpgradePolicy.${name}\` to ${most} or less.`,
      // Azure's default is 20 for each.
      safeWhenAbsent: true,
    });
  return [
    ...expectValue(set, "upgradePolicy.mode", is("Rolling"), {
      required: "Rolling",
      remedy: "Set `upgradePolicy.mode` to Rolling, with bounds.",
    }),
    ...bound("maxBatchInstancePercent", batch),
    ...bound("maxUnhealthyInstancePercent", sick),
    ...bound("maxUnhealthyUpgradedInstancePercent", sick),
    ...expectValue(set, `${ROLLING}.enableCrossZoneUpgrade`, is(false), {
      required: "false",
      remedy: "Leave `enableCrossZoneUpgrade` out: a batch in one zone leaves the others whole.",
      safeWhenAbsent: true,
    }),
    ...expectValue(set, `${ROLLING}.prioritizeUnhealthyInstances`, is(true), {
      required: "true",
      remedy:
        "Set `prioritizeUnhealthyInstances` to true: a clone that is sick serves nobody while it is exchanged.",
    }),
    ...expectValue(set, `${ROLLING}.pauseTimeBetweenBatches`, (value) => isPause(value, pause), {
      required: `a pause of 30 seconds to ${pause} minutes, as PT1M`,
      remedy:
        "Set `pauseTimeBetweenBatches` to PT1M: sick clones must be seen before the next batch, and an upgrade must end the same day.",
    }),
  ];
}

function isPause(value: unknown, mostMinutes: number): boolean {
  try {
    const seconds = Temporal.Duration.from(String(value)).total("seconds");
    return seconds >= 30 && seconds <= mostMinutes * 60;
  } catch {
    return false;
  }
}
