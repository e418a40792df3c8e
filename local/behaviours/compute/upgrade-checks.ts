import type { JsonObject } from "../../json.ts";
import { invalidParameter, Refusal } from "../refusal.ts";
import { at, numberAt, objectAt, objectsAt, textAt } from "../support/json.ts";

const POLICY = "properties.upgradePolicy";
const REPAIRS = "properties.automaticRepairsPolicy";

/**
 * What is wrong with a set's rolling upgrades and automatic repairs.
 *
 * Sources: Microsoft Learn, "Configure rolling upgrades on Virtual Machine Scale Sets" (needs a
 * health signal; ranges), "Automatic instance repairs for Virtual Machine Scale Sets" (health
 * signal; grace period 10 to 90 minutes). Automatic rollback is Uniform's only, says the first; that
 * Flexible refuses it is our choice, so that nobody relies on it.
 */
export function refuseUpgrades(set: JsonObject): Refusal[] {
  const rolling = textAt(set, `${POLICY}.mode`) === "Rolling";
  const repairs = at(set, `${REPAIRS}.enabled`) === true;
  const healthy = hasHealthSignal(set);
  return [
    ...(rolling && !healthy ? [needsHealth(POLICY, "Rolling Upgrade mode is")] : []),
    ...(repairs && !healthy ? [needsHealth(REPAIRS, "Automatic repairs are")] : []),
    ...refuseGracePeriod(set),
    ...refuseBatches(set),
    ...refuseProbes(set),
  ];
}

/** Whether the application health extension tells how a machine is. */
export function hasHealthSignal(set: JsonObject): boolean {
  return healthExtension(set) !== undefined;
}

/** The application health extension of a set's model. */
export function healthExtension(set: JsonObject): JsonObject | undefined {
  return objectsAt(set, "properties.virtualMachineProfile.extensionProfile.extensions").find(
    (extension) =>
      textAt(extension, "properties.publisher") === "Microsoft.ManagedServices" &&
      ["ApplicationHealthLinux", "ApplicationHealthWindows"].includes(
        textAt(extension, "properties.type") ?? "",
      ),
  );
}

function needsHealth(target: string, what: string): Refusal {
  return new Refusal(
    "BadRequest",
    `${what} not supported for this Virtual Machine Scale Set because a health probe or health extension was not provided.`,
    { target },
  );
}

function refuseGracePeriod(set: JsonObject): Refusal[] {
  const text = textAt(set, `${REPAIRS}.gracePeriod`);
  if (text === undefined) return [];
  const minutes = minutesOf(text);
  if (minutes !== undefined && minutes >= 10 && minutes <= 90) return [];
  return [
    invalidParameter(
      `${REPAIRS}.gracePeriod`,
      `The value '${text}' of parameter gracePeriod is not allowed. It must be an ISO 8601 duration from PT10M to PT90M.`,
    ),
  ];
}

function refuseBatches(set: JsonObject): Refusal[] {
  const policy = objectAt(set, `${POLICY}.rollingUpgradePolicy`);
  const target = `${POLICY}.rollingUpgradePolicy`;
  const ranges = [
    ["maxBatchInstancePercent", 5],
    ["maxUnhealthyInstancePercent", 5],
    ["maxUnhealthyUpgradedInstancePercent", 0],
  ] as const;
  const refusals = ranges.flatMap(([name, low]) => {
    const value = numberAt(policy, name);
    if (value === undefined || (Number.isInteger(value) && value >= low && value <= 100)) return [];
    return [
      invalidParameter(
        `${target}.${name}`,
        `The value ${value} of parameter ${name} is not allowed. It must be a whole number from ${low} to 100.`,
      ),
    ];
  });
  const batch = numberAt(policy, "maxBatchInstancePercent") ?? 20;
  const unhealthy = numberAt(policy, "maxUnhealthyInstancePercent") ?? 20;
  if (unhealthy < batch) {
    refusals.push(
      invalidParameter(
        `${target}.maxUnhealthyInstancePercent`,
        `maxUnhealthyInstancePercent ${unhealthy} must not be below maxBatchInstancePercent ${batch}: a batch counts as unhealthy while it is upgraded.`,
      ),
    );
  }
  const pause = textAt(policy, "pauseTimeBetweenBatches");
  if (pause !== undefined && !((minutesOf(pause) ?? -1) >= 0)) {
    refusals.push(
      invalidParameter(
        `${target}.pauseTimeBetweenBatches`,
        `The value '${pause}' of parameter pauseTimeBetweenBatches is not allowed. It must be an ISO 8601 duration from PT0S, such as PT5M.`,
      ),
    );
  }
  if (at(policy, "rollbackFailedInstancesOnPolicyBreach") === true) {
    refusals.push(
      invalidParameter(
        `${target}.rollbackFailedInstancesOnPolicyBreach`,
        "Automatic rollback on policy breach is not supported for a Flexible scale set.",
      ),
    );
  }
  return refusals;
}

/**
 * Times and counts of the health extension that no clock can keep to. That it is the set's write which is
 * refused is our choice: in Azure the extension itself reads its settings.
 */
function refuseProbes(set: JsonObject): Refusal[] {
  const settings = objectAt(healthExtension(set), "properties.settings");
  const least = { intervalInSeconds: 1, numberOfProbes: 1, gracePeriod: 0 };
  return Object.entries(least).flatMap(([name, low]) => {
    const value = settings?.[name];
    if (value === undefined || (Number.isInteger(value) && Number(value) >= low)) return [];
    return [
      invalidParameter(
        "properties.virtualMachineProfile.extensionProfile.extensions",
        `The value ${JSON.stringify(value)} of the Application Health extension's ${name} is not allowed. It must be a whole number from ${low}.`,
      ),
    ];
  });
}

function minutesOf(text: string): number | undefined {
  try {
    return Temporal.Duration.from(text).total("minutes");
  } catch {
    return undefined;
  }
}
